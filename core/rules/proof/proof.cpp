// SPDX-License-Identifier: Apache-2.0
#include "rules/proof/proof.h"

#include <algorithm>
#include <random>

#include "rules/card.h"
#include "rules/host/guest.h"
#include "rules/lint.h"
#include "rules/proof/trials.h"
#include "rules/settings.h"
#include "rules/vignettes/judge.h"

namespace caseload::rules {
namespace {

constexpr std::size_t kDetailCharacters = 300;
// A story is asked about on every day of it.
constexpr int kStoryDays = 3'660;

v1::RuleCheck Passed(std::string name, std::string detail) {
  v1::RuleCheck check;
  check.set_name(std::move(name));
  check.set_passed(true);
  check.set_detail(std::move(detail));
  return check;
}

v1::RuleCheck Failed(std::string name, const std::string& why) {
  auto check = Passed(std::move(name), Legible(why, kDetailCharacters));
  check.set_passed(false);
  return check;
}

// One package, asked in workers of its own.
class Trial {
 public:
  Trial(const Package& package, const RuleBook& book) : package_(package), book_(book) {}

  const std::string& rule_id() const { return package_.manifest.rule_id(); }
  // The rule with these settings. Another process each time.
  std::shared_ptr<const RuleSet> Started(const RuleSettings& settings = {}) const {
    RuleMember member{package_.digest, package_.manifest, settings};
    member.library = [this]() -> Result<std::string> { return package_.parts.library(); };
    return book_.Prepare({&member, 1});
  }
  // Why it is not alive; empty when it is.
  static std::string Refusal(const RuleSet& set) { return set.List().front().refused_because(); }

  // What it says of each, as bytes.
  Result<std::vector<std::string>> Answers(const RuleSet& set,
                                           std::span<const SubjectFacts> subjects) const {
    const auto asked = set.Ask(rule_id(), subjects);
    if (!asked) return asked.error();
    std::vector<std::string> answers;
    for (const auto& one : *asked) {
      if (!one) return one.error();
      std::string bytes;
      for (const auto& finding : one->findings) bytes += finding.SerializeAsString();
      if (one->look_again_on) bytes += FormatDate(*one->look_again_on);
      answers.push_back(std::move(bytes));
    }
    return answers;
  }

 private:
  const Package& package_;
  const RuleBook& book_;
};

// Of every kind that it can be asked about and somebody can make up.
std::vector<SubjectFacts> SubjectsFor(const v1::RuleManifest& manifest,
                                      const CodeNumbers& numbers) {
  const auto asked_about = [&](const char* kind) {
    return std::ranges::find(manifest.subjects(), kind) != manifest.subjects().end();
  };
  std::vector<SubjectFacts> subjects;
  if (asked_about("child")) subjects = MadeUpChildren(numbers);
  if (asked_about("worker") || asked_about("team")) {
    for (auto& facts : MadeUpWorkers(numbers)) subjects.push_back(std::move(facts));
  }
  return subjects;
}

// The same of the same facts: in another process, in another order, and one at a time.
v1::RuleCheck CheckRepeatable(const Trial& trial, std::span<const SubjectFacts> subjects) {
  constexpr char kName[] = "repeatable";
  const auto first = trial.Answers(*trial.Started(), subjects);
  if (!first) return Failed(kName, first.error().message);
  const auto another = trial.Started();
  std::vector<std::size_t> order(subjects.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::shuffle(order, std::mt19937_64(7));
  std::vector<SubjectFacts> shuffled;
  for (const std::size_t place : order) shuffled.push_back(subjects[place]);
  const auto second = trial.Answers(*another, shuffled);
  if (!second) return Failed(kName, second.error().message);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if ((*second)[i] != (*first)[order[i]])
      return Failed(kName,
                    "asked again in another process and another order, it says something "
                    "else of the same facts");
  }
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const auto alone = trial.Answers(*another, subjects.subspan(i, 1));
    if (!alone) return Failed(kName, alone.error().message);
    if (alone->front() != (*first)[i])
      return Failed(kName, "asked about one subject alone, it says something else");
  }
  return Passed(kName, "it says the same of " + std::to_string(subjects.size()) +
                           " made-up subjects: in two processes, in two orders, and alone");
}

v1::RuleCheck CheckBears(const Trial& trial, const std::string& name,
                         std::span<const SubjectFacts> subjects, const std::string& detail) {
  if (subjects.empty())
    return Failed(name, "nobody can make up yet what it is asked about: it cannot be tried");
  const auto set = trial.Started();
  const auto asked = set->Ask(trial.rule_id(), subjects);
  if (!asked) return Failed(name, asked.error().message);
  for (const auto& answer : *asked) {
    if (!answer) return Failed(name, answer.error().message);
  }
  return Passed(name, detail);
}

class Vignettes {
 public:
  Vignettes(const Trial& trial, const v1::RuleManifest& manifest, const CodeNumbers& numbers)
      : trial_(trial), manifest_(manifest), numbers_(numbers) {}

  // Empty when the rule agrees with every one of the file.
  std::string Judge(const v1::RuleFile& file) {
    const auto read = ReadVignettes(file.content());
    if (const auto* wrong = std::get_if<std::string>(&read)) return file.name() + ": " + *wrong;
    for (const auto& vignette : std::get<std::vector<Vignette>>(read)) {
      ++count_;
      if (const auto wrong = Judge(vignette); !wrong.empty())
        return file.name() + ", " + vignette.title + ": " + wrong;
    }
    return "";
  }
  int count() const { return count_; }

 private:
  // Of what the rule can never say it is no promise that it does not.
  std::string WrongPromise(const Vignette& vignette) const {
    const std::string& id = trial_.rule_id();
    for (const auto& promise : vignette.promises) {
      if (promise.rule != id.substr(id.rfind('.') + 1)) return "it speaks of another rule";
      if (std::ranges::find(manifest_.sayings(), promise.code, &v1::RuleSaying::code) ==
          manifest_.sayings().end())
        return "it speaks of a finding that is not in the rule's catalogue";
      for (const auto& one : vignette.subject.cases) {
        const auto referred = ParseDate(one.referred_on());
        if (referred && promise.day > *referred + kStoryDays)
          return "it lasts longer than ten years";
      }
    }
    return "";
  }
  std::string Judge(const Vignette& vignette) const {
    if (auto wrong = WrongPromise(vignette); !wrong.empty()) return wrong;
    const auto settings = ReadSettings(vignette.settings);
    if (!settings) return settings.error().message;
    const auto set = trial_.Started(*settings);
    if (auto refusal = Trial::Refusal(*set); !refusal.empty()) return refusal;
    const auto wrong = Disagreements(
        vignette, [&](const Vignette& told, Date day) -> Result<std::vector<v1::Finding>> {
          const auto facts = FactsOn(told, day, numbers_);
          if (!facts) return facts.error();
          auto answers = set->Ask(trial_.rule_id(), {&*facts, 1});
          if (!answers) return answers.error();
          if (!answers->front()) return answers->front().error();
          return std::move(answers->front()->findings);
        });
    return wrong.empty() ? "" : wrong.front();
  }

  const Trial& trial_;
  const v1::RuleManifest& manifest_;
  const CodeNumbers& numbers_;
  int count_ = 0;
};

v1::RuleCheck CheckVignettes(const Package& package, const Trial& trial,
                             const CodeNumbers& numbers) {
  Vignettes vignettes(trial, package.manifest, numbers);
  for (const auto& file : package.parts.files()) {
    if (!file.name().ends_with(".vignette.txt")) continue;
    if (const auto wrong = vignettes.Judge(file); !wrong.empty()) return Failed("vignettes", wrong);
  }
  if (vignettes.count() == 0)
    return Failed("vignettes", "it comes with none: nobody has said what it must find");
  return Passed("vignettes", "it agrees with " + std::to_string(vignettes.count()));
}

}  // namespace

std::vector<v1::RuleCheck> Prove(const Package& package,
                                 const std::filesystem::path& worker_program,
                                 const RuleWords& words) {
  if (const auto wrong = WrongWithLibrary(package.parts.library()))
    return {Failed("library", *wrong)};
  std::vector<v1::RuleCheck> checks{Passed("library", "it imports nothing that a rule must not")};
  const RuleBook book(worker_program, words);
  const Trial trial(package, book);
  if (const auto refusal = Trial::Refusal(*trial.Started()); !refusal.empty()) {
    checks.push_back(Failed("start", refusal));
    return checks;
  }
  checks.push_back(
      Passed("start", "it starts with its defaults and says of itself what was signed"));
  checks.push_back(CheckVignettes(package, trial, words.numbers));
  const auto subjects = SubjectsFor(package.manifest, words.numbers);
  checks.push_back(CheckBears(trial, "made-up subjects", subjects,
                              "it answers of " + std::to_string(subjects.size())));
  checks.push_back(CheckBears(trial, "garbage", Garbage(), "it bears facts that no record makes"));
  if (std::ranges::all_of(checks, &v1::RuleCheck::passed))
    checks.push_back(CheckRepeatable(trial, subjects));
  return checks;
}

}  // namespace caseload::rules
