// SPDX-License-Identifier: Apache-2.0
// Side by side: a rule whose values change on a day is made once for each of them, in one process.
// What is made must not know of the others, and with each of the package's values it must answer.
#include "rules/proof/checks.h"
#include "rules/settings.h"

namespace caseload::rules {
namespace {

constexpr char kName[] = "values";

class SideBySide {
 public:
  SideBySide(const Candidate& candidate, std::span<const SubjectFacts> subjects,
             std::span<const SubjectFacts> garbage)
      : candidate_(candidate), subjects_(subjects), garbage_(garbage) {}

  v1::RuleCheck Look() const {
    const auto days = DaysOfChange(manifest(), {});
    for (const Date day : days) {
      const std::string from = "with what holds from " + FormatDate(day) + " on ";
      const auto settings = SettingsOn(manifest(), {}, day);
      for (const auto& about : {subjects_, garbage_}) {
        if (const auto said = Said(settings, about); !said)
          return Failed(kName, {said.error().reason, from + said.error().message});
      }
    }
    const auto own = SettingsOn(manifest(), {}, kAlways);
    const auto other = AnotherChoice(own);
    if (!other) return Passed(kName, "it can be set to nothing else, or has nothing to set");
    // What it is asked with was made first, and then last.
    constexpr Date kNeverYet{80'000};  // 2189
    constexpr Date kLongAgo{-25'000};  // 1901
    if (auto differs = Differs(own, *other, kNeverYet, own); !differs.passed()) return differs;
    if (auto differs = Differs(own, *other, kLongAgo, *other); !differs.passed()) return differs;
    return Passed(kName,
                  "made with two choices of values side by side, it says of each what it "
                  "says alone" +
                      (days.empty() ? std::string()
                                    : ", and it answers with those of each of " +
                                          std::to_string(days.size()) + " days"));
  }

 private:
  const v1::RuleManifest& manifest() const { return candidate_.court().package.manifest; }

  // The findings, as bytes.
  Result<std::vector<std::string>> Said(const RuleSettings& settings,
                                        std::span<const SubjectFacts> about) const {
    const auto set = candidate_.Started(settings);
    if (auto refusal = Candidate::Refusal(*set); !refusal.empty())
      return Error{v1::ERROR_REASON_RULE_UNAVAILABLE, "it does not start: " + refusal};
    const auto answers = candidate_.Ask(*set, about);
    if (!answers) return answers.error();
    std::vector<std::string> said;
    for (const auto& answer : *answers) {
      if (!answer) return answer.error();
      std::string& bytes = said.emplace_back();
      for (const auto& finding : answer->findings) bytes += finding.SerializeAsString();
    }
    return said;
  }

  // As far from its own as it can be set: all at once, or else one of them.
  std::optional<RuleSettings> AnotherChoice(const RuleSettings& own) const {
    std::vector<RuleSettings> choices(2, own);
    for (const auto& parameter : manifest().parameters()) {
      choices[0][parameter.name()] = {{kAlways, parameter.most()}};
      choices[1][parameter.name()] = {{kAlways, parameter.least()}};
    }
    for (const auto& parameter : manifest().parameters()) {
      for (const std::int64_t value : {parameter.most(), parameter.least()})
        choices.emplace_back(own)[parameter.name()] = {{kAlways, value}};
    }
    for (const auto& choice : choices) {
      if (choice != own && Candidate::Refusal(*candidate_.Started(choice)).empty()) return choice;
    }
    return std::nullopt;
  }

  v1::RuleCheck Differs(const RuleSettings& first, const RuleSettings& then, Date from,
                        const RuleSettings& asked) const {
    RuleSettings both = first;
    for (const auto& [name, values] : then) both[name].emplace(from, values.at(kAlways));
    const auto alone = Said(asked, subjects_);
    const auto beside = Said(both, subjects_);
    for (const auto* said : {&alone, &beside}) {
      if (!*said)
        return Failed(kName, {said->error().reason, "set otherwise " + said->error().message});
    }
    if (*alone == *beside) return Passed(kName, "");
    return Failed(kName,
                  "made twice in one process, with other values, it says something else of "
                  "the same facts: what is made shares what can change");
  }

  const Candidate& candidate_;
  const std::span<const SubjectFacts> subjects_;
  const std::span<const SubjectFacts> garbage_;
};

}  // namespace

v1::RuleCheck CheckSideBySide(const Candidate& candidate, std::span<const SubjectFacts> subjects,
                              std::span<const SubjectFacts> garbage) {
  return SideBySide(candidate, subjects, garbage).Look();
}

}  // namespace caseload::rules
