// SPDX-License-Identifier: Apache-2.0
#include "vignettes/vignette.h"

#include <charconv>
#include <fstream>

#include "vignettes/census_words.h"
#include "vignettes/entry_words.h"

namespace caseload::rules {
namespace {

// "Case first" of "Case first: …" is a word and a name.
struct Line {
  std::string word;
  std::string name;
  std::string rest;
};

std::optional<Line> Split(const std::string& text) {
  const auto colon = text.find(": ");
  if (colon == text.npos) return std::nullopt;
  const std::string head = text.substr(0, colon);
  const auto blank = head.find(' ');
  if (blank == head.npos) return Line{head, "", text.substr(colon + 2)};
  return Line{head.substr(0, blank), head.substr(blank + 1), text.substr(colon + 2)};
}

bool IsDay(const std::string& text) { return ParseDate(text).has_value(); }

bool ReadChild(const std::string& text, v1::Person& child) {
  const auto born = AfterWord(text, "born");
  const auto expected = AfterWord(text, "expected");
  if (born && IsDay(*born)) {
    child.set_born_on(*born);
  } else if (expected && IsDay(*expected)) {
    child.set_expected_on(*expected);
  } else {
    return text == "day of birth not recorded";
  }
  return true;
}

bool ReadHistory(const std::string& text, Subject& subject) {
  const auto from = AfterWord(text, "complete from");
  if (from) subject.history_complete_from = ParseDate(*from);
  return from ? subject.history_complete_from.has_value() : text == "not known to be complete";
}

bool ReadCase(const Line& line, Subject& subject) {
  auto& added = subject.cases.emplace_back();
  added.set_case_id(line.name);
  for (const auto& part : Parts(line.rest)) {
    const auto referred = AfterWord(part, "referred");
    const auto closed = AfterWord(part, "closed");
    if (referred && IsDay(*referred)) {
      added.set_referred_on(*referred);
    } else if (closed && IsDay(*closed)) {
      added.set_closed_on(*closed);
    } else if (part == "no further action") {
      added.set_referral_no_further_action(true);
    } else if (part != "referred on a day not recorded") {
      return false;
    }
  }
  return !line.name.empty();
}

bool ReadAsked(const std::string& text, Vignette& vignette) {
  const auto parts = Parts(text);
  if (parts.size() != 2) return false;
  const auto about = AfterWord(parts[0], "about");
  const auto as_of = AfterWord(parts[1], "as of");
  if (!about || !as_of || !IsDay(*as_of)) return false;
  vignette.subject.case_id = *about;
  vignette.as_of = *ParseDate(*as_of);
  vignette.asked = true;
  return true;
}

std::optional<std::int64_t> WholeNumber(const std::string& text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// "329 of 365 days", "2 plans", "held against 12 months".
bool ReadNumbers(const std::string& text, ExpectedFinding& finding) {
  const auto blank = text.rfind(' ');
  if (blank == text.npos) return false;
  finding.unit = text.substr(blank + 1);
  const std::string numbers = text.substr(0, blank);
  if (const auto against = AfterWord(numbers, "held against")) {
    finding.threshold = WholeNumber(*against);
    return finding.threshold.has_value();
  }
  const auto of = numbers.find(" of ");
  finding.measure = WholeNumber(numbers.substr(0, of));
  if (of != numbers.npos) finding.threshold = WholeNumber(numbers.substr(of + 4));
  return finding.measure && (of == numbers.npos || finding.threshold);
}

bool ReadFinding(const std::string& text, Vignette& vignette) {
  vignette.answered = true;
  if (text == "nothing") return vignette.expected.empty();
  const auto parts = Parts(text);
  const auto blank = parts.empty() ? std::string::npos : parts[0].find(' ');
  if (blank == std::string::npos || parts.size() > 2) return false;
  auto& finding = vignette.expected.emplace_back();
  finding.kind = parts[0].substr(0, blank);
  finding.code = parts[0].substr(blank + 1);
  return parts.size() == 1 || ReadNumbers(parts[1], finding);
}

// A line that is set in belongs to the finding above it.
bool ReadDetail(const std::string& text, Vignette& vignette) {
  if (vignette.expected.empty()) return false;
  auto& finding = vignette.expected.back();
  if (const auto record = AfterWord(text, "because of")) {
    finding.because_of.push_back(*record);
  } else if (const auto sentence = AfterWord(text, "says")) {
    finding.says = *sentence;
  } else {
    return false;
  }
  return true;
}

bool ReadLine(const Line& line, Vignette& vignette) {
  if (line.word == "Settings") {
    vignette.settings = line.rest;
    return true;
  }
  if (line.word == "Child") return ReadChild(line.rest, vignette.subject.child);
  if (line.word == "History") return ReadHistory(line.rest, vignette.subject);
  if (line.word == "Case") return ReadCase(line, vignette.subject);
  if (line.word == "Entry") {
    auto& entry = vignette.subject.entries.emplace_back();
    entry.set_entry_id(line.name);
    return !line.name.empty() && ReadEntry(line.rest, entry);
  }
  if (line.word == "Census")
    return ReadCensus(line.name, line.rest, vignette.subject.child, vignette.subject.cases);
  if (line.word == "Asked") return ReadAsked(line.rest, vignette);
  if (line.word == "Finds") return ReadFinding(line.rest, vignette);
  return false;
}

bool Take(const std::string& text, std::vector<Vignette>& vignettes) {
  if (text.empty() || text[0] == '#') return true;
  const auto title = AfterWord(text, "Vignette:");
  if (title) {
    vignettes.push_back({.title = *title});
    return true;
  }
  if (vignettes.empty()) return false;
  const auto inner = text.find_first_not_of(' ');
  if (inner > 0) return ReadDetail(text.substr(inner), vignettes.back());
  const auto line = Split(text);
  return line && ReadLine(*line, vignettes.back());
}

}  // namespace

std::variant<std::vector<Vignette>, std::string> ReadVignettes(const std::filesystem::path& file) {
  std::vector<Vignette> vignettes;
  std::ifstream in(file);
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    if (!Take(text, vignettes))
      return "line " + std::to_string(number) + " is not understood: " + text;
  }
  for (const auto& vignette : vignettes) {
    if (!vignette.asked || !vignette.answered) return vignette.title + ": lacks its Asked or Finds";
  }
  if (vignettes.empty()) return "it holds no vignette";
  return vignettes;
}

}  // namespace caseload::rules
