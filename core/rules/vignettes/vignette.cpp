// SPDX-License-Identifier: Apache-2.0
#include "rules/vignettes/vignette.h"

#include <algorithm>
#include <charconv>
#include <sstream>

#include "rules/vignettes/draft.h"
#include "rules/vignettes/entry_words.h"

namespace caseload::rules {
namespace {

std::optional<Line> Split(const std::string& text) {
  const auto colon = text.find(": ");
  if (colon == text.npos) return std::nullopt;
  const std::string head = text.substr(0, colon);
  const auto blank = head.find(' ');
  if (blank == head.npos) return Line{head, "", text.substr(colon + 2)};
  return Line{head.substr(0, blank), head.substr(blank + 1), text.substr(colon + 2)};
}

// "about this, as of 2024-02-01", "about worker anna, as of …", "about this, on every day".
bool ReadAsked(const std::string& text, Vignette& vignette) {
  const auto parts = Parts(text);
  if (parts.size() != 2) return false;
  if (const auto worker = AfterWord(parts[0], "about worker")) {
    vignette.workers.worker_id = *worker;
  } else if (const auto team = AfterWord(parts[0], "about team")) {
    vignette.workers.team_id = *team;
  } else if (parts[0] == "about the family") {
    vignette.family.emplace();
  } else if (const auto about = AfterWord(parts[0], "about")) {
    vignette.subject.case_id = *about;
  } else {
    return false;
  }
  vignette.asked = true;
  if (parts[1] == "on every day") return vignette.AboutAChild();
  const auto as_of = AfterWord(parts[1], "as of");
  if (as_of) vignette.as_of = ParseDate(*as_of);
  return vignette.as_of.has_value();
}

// "visits-seen CP_NOT_SEEN, by 2024-03-15" of what must be said; "…, before DAY" of what must not.
bool ReadPromise(const Line& line, Vignette& vignette) {
  const auto parts = Parts(line.rest);
  const auto blank = parts.empty() ? std::string::npos : parts[0].find(' ');
  if (blank == std::string::npos || parts.size() != 2) return false;
  const bool speaks = line.name == "speak";
  if (!speaks && line.name != "not speak") return false;
  const auto day = AfterWord(parts[1], speaks ? "by" : "before");
  const auto date = day ? ParseDate(*day) : std::nullopt;
  if (!date) return false;
  vignette.promises.push_back(
      {parts[0].substr(0, blank), parts[0].substr(blank + 1), *date, speaks});
  vignette.answered = true;
  return true;
}

std::optional<std::int64_t> WholeNumber(const std::string& text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// "329 of 365 days", "2 plans", "held against 12 months"; the unit may have several words, or none.
bool ReadNumbers(const std::string& text, ExpectedFinding& finding) {
  std::string rest = text;
  const auto take = [&](std::optional<std::int64_t>& number) {
    const auto blank = std::min(rest.find(' '), rest.size());
    number = WholeNumber(rest.substr(0, blank));
    rest = blank == rest.size() ? "" : rest.substr(blank + 1);
    return number.has_value();
  };
  if (const auto against = AfterWord(rest, "held against")) {
    rest = *against;
    if (!take(finding.threshold)) return false;
  } else {
    if (!take(finding.measure)) return false;
    if (const auto of = AfterWord(rest, "of")) {
      rest = *of;
      if (!take(finding.threshold)) return false;
    }
  }
  finding.unit = rest;
  return true;
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

bool ReadLine(const Line& line, Vignette& vignette, Draft& draft) {
  if (line.word == "Settings") {
    vignette.settings = line.rest;
    vignette.settings_named = true;
    return true;
  }
  if (line.word == "Asked") return ReadAsked(line.rest, vignette);
  if (line.word == "Finds") return ReadFinding(line.rest, vignette);
  if (line.word == "Must") return ReadPromise(line, vignette);
  return draft.Read(line);
}

// The vignettes of one file as they are read.
struct Reading {
  std::vector<Vignette> vignettes = {};
  std::vector<Draft> drafts = {};  // one for each
  std::vector<int> begun_in = {};  // lines, one for each

  bool Take(const std::string& text, int line_number) {
    if (text.empty() || text[0] == '#') return true;
    if (const auto title = AfterWord(text, "Vignette:")) {
      vignettes.push_back({.title = *title});
      drafts.emplace_back();
      begun_in.push_back(line_number);
      return true;
    }
    if (vignettes.empty()) return false;
    const auto inner = text.find_first_not_of(' ');
    if (inner > 0) return ReadDetail(text.substr(inner), vignettes.back());
    const auto line = Split(text);
    return line && ReadLine(*line, vignettes.back(), drafts.back());
  }
};

// Every day is asked about promises, one day about findings.
std::string WrongWith(const Vignette& vignette) {
  if (!vignette.asked || !vignette.answered) return "lacks its Asked or Finds";
  if (vignette.as_of.has_value() != vignette.promises.empty())
    return "asks about one day and promises for every day, or the other way round";
  return "";
}

template <class Record>
bool KnownBy(const Record& record, Date day) {
  return !record.has_recorded_at() ||
         record.recorded_at().seconds() < (std::int64_t{day.days} + 1) * 86'400;
}

}  // namespace

Result<SubjectFacts> FactsOn(const Vignette& vignette, Date day, const CodeNumbers& numbers) {
  if (vignette.family) return FactsOf(*vignette.family, day, numbers);
  if (!vignette.AboutAChild()) return FactsOf(vignette.workers, day, numbers);
  Subject known = vignette.subject;
  std::erase_if(known.entries, [&](const auto& entry) { return !KnownBy(entry, day); });
  if (known.allocations)
    std::erase_if(*known.allocations, [&](const auto& one) { return !KnownBy(one, day); });
  for (auto& one : known.cases) {
    auto& concerns = *one.mutable_concerns();
    for (int i = concerns.size(); i-- > 0;) {
      if (!KnownBy(concerns[i], day)) concerns.DeleteSubrange(i, 1);
    }
  }
  return FactsOf(known, day, numbers);
}

std::variant<std::vector<Vignette>, Unreadable> ReadOrTell(const std::string& written) {
  Reading reading;
  std::istringstream in(written);
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    if (!reading.Take(text, number)) return Unreadable{number, "is not understood", text};
  }
  auto& vignettes = reading.vignettes;
  for (std::size_t i = 0; i < vignettes.size(); ++i) {
    if (const auto wrong = WrongWith(vignettes[i]); !wrong.empty())
      return Unreadable{reading.begun_in[i], "begins a vignette that " + wrong, vignettes[i].title};
    reading.drafts[i].Fill(vignettes[i]);
  }
  if (vignettes.empty()) return Unreadable{0, "it holds no vignette"};
  return std::move(vignettes);
}

std::variant<std::vector<Vignette>, std::string> ReadVignettes(const std::string& written) {
  auto read = ReadOrTell(written);
  if (auto* vignettes = std::get_if<std::vector<Vignette>>(&read)) return std::move(*vignettes);
  const auto& wrong = std::get<Unreadable>(read);
  if (wrong.line == 0) return wrong.what;
  return "line " + std::to_string(wrong.line) + " " + wrong.what + ": " + wrong.quoted;
}

}  // namespace caseload::rules
