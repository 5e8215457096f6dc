// SPDX-License-Identifier: Apache-2.0
#include "rules/proof/proof.h"

#include <algorithm>

#include "rules/card.h"
#include "rules/lint.h"
#include "rules/proof/checks.h"
#include "rules/proof/trials.h"

namespace caseload::rules {
namespace {

// Of every kind that it says it can be asked about.
struct Subjects {
  Subjects(const v1::RuleManifest& manifest, const CodeNumbers& numbers) {
    for (const auto& kind : manifest.subjects()) {
      auto some = MadeUpSubjects(kind, numbers);
      if (some.empty()) lacking = kind;
      counts += (counts.empty() ? "" : ", ") + kind + ": " + std::to_string(some.size());
      std::ranges::move(some, std::back_inserter(made_up));
      std::ranges::move(Garbage(kind), std::back_inserter(garbage));
    }
  }

  std::vector<SubjectFacts> made_up;
  std::vector<SubjectFacts> garbage;
  std::string counts;
  std::string lacking;  // a kind of which there is none
};

v1::RuleCheck CheckMadeUp(const Candidate& candidate, const Subjects& subjects) {
  constexpr char kName[] = "made-up subjects";
  if (!subjects.lacking.empty()) {
    return Failed(kName, {v1::ERROR_REASON_RULE_UNAVAILABLE,
                          "nobody can make up a " + subjects.lacking + " yet: it cannot be tried"});
  }
  return CheckBears(candidate, kName, subjects.made_up,
                    "it answers of each (" + subjects.counts + ")");
}

bool AllPassed(const std::vector<v1::RuleCheck>& checks) {
  return std::ranges::all_of(checks, &v1::RuleCheck::passed);
}

}  // namespace

v1::RuleCheck Passed(std::string name, std::string detail) {
  v1::RuleCheck check;
  check.set_name(std::move(name));
  check.set_passed(true);
  check.set_detail(std::move(detail));
  return check;
}

v1::RuleCheck Failed(std::string name, const Error& why) {
  constexpr std::size_t kDetailCharacters = 300;
  auto check = Passed(std::move(name), Legible(why.message, kDetailCharacters));
  check.set_passed(false);
  check.set_error_reason(why.reason);
  return check;
}
v1::RuleCheck Failed(std::string name, const std::string& why) {
  return Failed(std::move(name), Error{v1::ERROR_REASON_RULE_FAILED, why});
}

v1::RuleCheck CheckBears(const Candidate& candidate, const std::string& name,
                         std::span<const SubjectFacts> subjects, const std::string& detail) {
  const auto set = candidate.Started();
  const auto answers = candidate.Answers(*set, subjects, std::max(subjects.size(), std::size_t{1}));
  return answers ? Passed(name, detail) : Failed(name, answers.error());
}

std::vector<v1::RuleCheck> Prove(const Package& package,
                                 const std::filesystem::path& worker_program,
                                 const RuleWords& words, const RuleLimits& limits) {
  if (const auto wrong = WrongWithLibrary(package.parts.library()))
    return {Failed("library", {v1::ERROR_REASON_RULE_PACKAGE_INVALID, *wrong})};
  std::vector<v1::RuleCheck> checks{Passed("library", "it imports nothing that a rule must not")};
  const Court court{
      .package = package, .worker_program = worker_program, .words = words, .limits = limits};
  const Candidate candidate(court);
  if (const auto refusal = Candidate::Refusal(*candidate.Started()); !refusal.empty()) {
    checks.push_back(Failed("start", {v1::ERROR_REASON_RULE_UNAVAILABLE, refusal}));
    return checks;
  }
  checks.push_back(
      Passed("start", "it starts with its own values and says of itself what was signed"));
  const Subjects subjects(package.manifest, words.numbers);
  checks.push_back(CheckMadeUp(candidate, subjects));
  checks.push_back(
      CheckBears(candidate, "garbage", subjects.garbage, "it bears facts that no record makes"));
  // The rest asks thousands of times, and a story of ten years is asked about day by day: only of a
  // rule that answers, and answers in time.
  if (!AllPassed(checks)) return checks;
  checks.push_back(CheckTime(candidate, subjects.made_up));
  if (!checks.back().passed()) return checks;
  checks.push_back(CheckVignettes(candidate));
  if (!checks.back().passed()) return checks;
  checks.push_back(CheckMemory(candidate, subjects.made_up, subjects.garbage));
  std::ranges::move(CheckRepeats(candidate, subjects.made_up), std::back_inserter(checks));
  if (!AllPassed(checks)) return checks;
  checks.push_back(CheckSideBySide(candidate, subjects.made_up, subjects.garbage));
  if (AllPassed(checks)) checks.push_back(CheckLooksAgain(candidate, subjects.made_up));
  return checks;
}

}  // namespace caseload::rules
