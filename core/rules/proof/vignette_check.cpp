// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "rules/proof/checks.h"
#include "rules/settings.h"
#include "rules/vignettes/judge.h"

namespace caseload::rules {
namespace {

// A story is asked about on every day of it.
constexpr int kStoryDays = 3'660;

Error Broken(std::string why) { return {v1::ERROR_REASON_RULE_VIGNETTE_BROKEN, std::move(why)}; }

class Vignettes {
 public:
  explicit Vignettes(const Candidate& candidate) : candidate_(candidate) {}

  // Whether the rule agrees with every one of the file.
  Outcome Judge(const v1::RuleFile& file) {
    const auto read = ReadVignettes(file.content());
    if (const auto* wrong = std::get_if<std::string>(&read))
      return Broken(file.name() + ": " + *wrong);
    for (const auto& vignette : std::get<std::vector<Vignette>>(read)) {
      ++count_;
      if (const auto judged = Judge(vignette); !judged) {
        return Error{judged.error().reason,
                     file.name() + ", " + vignette.title + ": " + judged.error().message};
      }
    }
    return Nothing{};
  }
  int count() const { return count_; }

 private:
  // Of what the rule can never say it is no promise that it does not.
  std::string WrongPromise(const Vignette& vignette) const {
    const std::string& id = candidate_.rule_id();
    for (const auto& promise : vignette.promises) {
      if (promise.rule != id.substr(id.rfind('.') + 1)) return "it speaks of another rule";
      if (std::ranges::find(manifest().sayings(), promise.code, &v1::RuleSaying::code) ==
          manifest().sayings().end())
        return "it speaks of a finding that is not in the rule's catalogue";
      for (const auto& one : vignette.subject.cases) {
        const auto referred = ParseDate(one.referred_on());
        if (referred && promise.day > *referred + kStoryDays)
          return "it lasts longer than ten years";
      }
    }
    return "";
  }
  Outcome Judge(const Vignette& vignette) const {
    if (auto wrong = WrongPromise(vignette); !wrong.empty()) return Broken(std::move(wrong));
    const auto settings = ReadSettings(vignette.settings);
    if (!settings) return Broken(settings.error().message);
    const auto set = candidate_.Started(*settings);
    if (auto refusal = Candidate::Refusal(*set); !refusal.empty())
      return Error{v1::ERROR_REASON_RULE_UNAVAILABLE, std::move(refusal)};
    std::optional<v1::ErrorReason> failed;
    const auto wrong = Disagreements(
        vignette, [&](const Vignette& told, Date day) -> Result<std::vector<v1::Finding>> {
          const auto facts = FactsOn(told, day, candidate_.court().words.numbers);
          if (!facts) return facts.error();
          auto answers = candidate_.Ask(*set, {&*facts, 1});
          const Error* error = answers ? nullptr : &answers.error();
          if (answers && !answers->front()) error = &answers->front().error();
          if (error != nullptr) {
            failed = error->reason;
            return *error;
          }
          return std::move(answers->front()->findings);
        });
    if (wrong.empty()) return Nothing{};
    return Error{failed.value_or(v1::ERROR_REASON_RULE_VIGNETTE_BROKEN), wrong.front()};
  }

  const v1::RuleManifest& manifest() const { return candidate_.court().package.manifest; }

  const Candidate& candidate_;
  int count_ = 0;
};

}  // namespace

v1::RuleCheck CheckVignettes(const Candidate& candidate) {
  Vignettes vignettes(candidate);
  for (const auto& file : candidate.court().package.parts.files()) {
    if (!file.name().ends_with(".vignette.txt")) continue;
    if (const auto judged = vignettes.Judge(file); !judged)
      return Failed("vignettes", judged.error());
  }
  if (vignettes.count() == 0)
    return Failed("vignettes", Broken("it comes with none: nobody has said what it must find"));
  return Passed("vignettes", "it agrees with " + std::to_string(vignettes.count()));
}

}  // namespace caseload::rules
