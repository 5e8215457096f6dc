// SPDX-License-Identifier: Apache-2.0
#include "rules/author/rehearsal.h"

#include <algorithm>
#include <iterator>
#include <ostream>

#include "rules/author/changes.h"
#include "rules/proof/vignette_course.h"
#include "rules/settings.h"
#include "rules/vignettes/judge.h"

namespace caseload::rules {
namespace {

constexpr const char* kIndent = "          ";
// More than a page of them is read by nobody.
constexpr std::size_t kMostChanges = 12;

std::string NameOf(const std::string& rule_id) { return rule_id.substr(rule_id.rfind('.') + 1); }

// What one vignette came to.
struct Verdict {
  std::vector<std::string> disagreements = {};
  std::vector<std::string> broken = {};
  std::vector<Stretch> stretches = {};
};

// The vignette with those promises that are this rule's; nothing when all are others'.
std::optional<Vignette> ForRule(Vignette vignette, const std::string& rule_id) {
  const bool promises = !vignette.promises.empty();
  std::erase_if(vignette.promises,
                [&](const Promise& promise) { return promise.rule != NameOf(rule_id); });
  if (promises && vignette.promises.empty()) return std::nullopt;
  return vignette;
}

std::vector<std::string> UnknownPromises(const Vignette& vignette, const RuleCard& card) {
  std::vector<std::string> unknown;
  for (const auto& promise : vignette.promises) {
    if (std::ranges::find(card.texts, promise.code, &CardText::code) == card.texts.end())
      unknown.push_back(promise.code + " is not in the rule's catalogue");
  }
  return unknown;
}

Verdict Judge(const Alive& alive, const Vignette& vignette, const RuleWords& words) {
  Verdict verdict{UnknownPromises(vignette, alive.card)};
  const auto ask = [&](const Vignette& told, Date day) -> Result<std::vector<v1::Finding>> {
    const auto facts = FactsOn(told, day, words.numbers);
    if (!facts) return facts.error();
    auto answers = alive.Ask({&*facts, 1});
    if (!answers) return answers.error();
    if (!answers->front()) return answers->front().error();
    return std::move(answers->front()->findings);
  };
  std::ranges::move(Disagreements(vignette, ask), std::back_inserter(verdict.disagreements));
  auto stretches =
      FollowVignette(vignette, alive.CountingWith(words.reference), words.numbers,
                     [&](std::span<const SubjectFacts> subjects) { return alive.Ask(subjects); });
  if (!stretches) {
    verdict.broken.push_back(stretches.error().message);
    return verdict;
  }
  verdict.stretches = *std::move(stretches);
  for (const auto& stretch : verdict.stretches) {
    if (stretch.course.lie) verdict.broken.push_back(InWords(*stretch.course.lie));
  }
  return verdict;
}

// The days of all stretches, each until the next thing came to be known.
struct Changes {
  std::vector<std::string> spoken = {};  // what it says or no longer says
  std::size_t numbers = 0;               // days on which it says the same with other numbers
};

Changes ChangesOf(const Verdict& verdict) {
  Changes changes;
  for (const auto& stretch : verdict.stretches) {
    const auto& looks = stretch.course.looks;
    for (const std::size_t at : stretch.course.changes) {
      const Look& look = looks[at];
      if (stretch.until && look.day >= *stretch.until) break;
      const auto words = ChangeInWords(looks[at - 1].answer, look.answer);
      if (words.empty()) {
        ++changes.numbers;
        continue;
      }
      changes.spoken.push_back(
          FormatDate(look.day) + "  " + words + "  (" +
          (look.why.empty() ? "no window that is known leads to this day" : look.why) + ")");
    }
  }
  return changes;
}

void PrintAll(const Verdict& verdict, std::ostream& out) {
  for (const auto& stretch : verdict.stretches) {
    out << kIndent << "as recorded by " << FormatDate(stretch.course.looks.front().day)
        << (stretch.until ? ", until " + FormatDate(*stretch.until) : "") << "\n";
    for (const auto& look : stretch.course.looks) {
      out << kIndent << "  " << FormatDate(look.day) << "  " << CodesOf(look.answer)
          << "  look again "
          << (look.answer.look_again_on ? "on " + FormatDate(*look.answer.look_again_on)
                                        : "on no day")
          << (look.why.empty() ? "" : "  (" + look.why + ")") << "\n";
    }
  }
}

void Print(const Verdict& verdict, Days days, std::ostream& out) {
  for (const auto& wrong : verdict.disagreements) out << kIndent << wrong << "\n";
  for (const auto& wrong : verdict.broken) out << kIndent << wrong << "\n";
  if (days == Days::kAll) return PrintAll(verdict, out);
  const auto changes = ChangesOf(verdict);
  for (std::size_t i = 0; i < std::min(changes.spoken.size(), kMostChanges); ++i)
    out << kIndent << changes.spoken[i] << "\n";
  if (changes.spoken.size() > kMostChanges)
    out << kIndent << "and on " << changes.spoken.size() - kMostChanges << " more days (--days)\n";
  if (changes.numbers > 0)
    out << kIndent << "its numbers change on " << changes.numbers << " days (--days)\n";
}

std::string Counted(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

void PrintWhole(const Rehearsed& all, std::ostream& out) {
  out << Counted(static_cast<std::size_t>(all.passed), "vignette", "vignettes") << " passed, "
      << all.failed << " failed";
  if (all.skipped > 0) out << ", " << all.skipped << " skipped";
  out << "; asked on " << Counted(all.days, "day", "days") << " on which something can change, "
      << (all.broken == 0
              ? "it answered, said the same twice, and was right about when to look again"
              : "and " + Counted(static_cast<std::size_t>(all.broken), "time", "times") +
                    " it failed or was wrong about when to look again")
      << "\n";
}

// One vignette of a file.
struct Told {
  const std::string& file;
  Vignette vignette;
};

Result<std::vector<Told>> ReadAll(const std::vector<v1::RuleFile>& files) {
  std::vector<Told> all;
  for (const auto& file : files) {
    auto vignettes = ReadVignetteFile(file);
    if (!vignettes) return vignettes.error();
    for (auto& vignette : *vignettes) all.push_back({file.name(), std::move(vignette)});
  }
  return all;
}

Outcome RehearseOne(Candidate& candidate, const Told& told, Days days, Rehearsed& all,
                    std::ostream& out) {
  const std::string name = told.file + ": " + told.vignette.title;
  const auto settings = ReadSettings(told.vignette.settings);
  if (!settings) return Error{settings.error().reason, name + ": " + settings.error().message};
  const auto alive = candidate.With(*settings);
  if (!alive) return Error{alive.error().reason, name + ": " + alive.error().message};
  const auto vignette = ForRule(told.vignette, alive->card.id);
  if (!vignette) {
    ++all.skipped;
    out << "skipped   " << name << ": it speaks of other rules\n";
    return Nothing{};
  }
  const auto verdict = Judge(*alive, *vignette, candidate.words());
  const bool passed = verdict.disagreements.empty() && verdict.broken.empty();
  ++(passed ? all.passed : all.failed);
  all.broken += static_cast<int>(verdict.broken.size());
  for (const auto& stretch : verdict.stretches) all.days += stretch.course.looks.size();
  out << (passed ? "passed    " : "FAILED    ") << name << "\n";
  Print(verdict, days, out);
  return Nothing{};
}

}  // namespace

Result<Rehearsed> Rehearse(Candidate& candidate, const std::vector<v1::RuleFile>& files, Days days,
                           std::ostream& out) {
  const auto vignettes = ReadAll(files);
  if (!vignettes) return vignettes.error();
  Rehearsed all;
  for (const auto& told : *vignettes) {
    if (auto done = RehearseOne(candidate, told, days, all, out); !done) return done.error();
  }
  PrintWhole(all, out);
  return all;
}

}  // namespace caseload::rules
