// SPDX-License-Identifier: Apache-2.0
#include "rules/host/guest.h"
#include "rules/proof/checks.h"
#include "rules/proof/looks_again.h"
#include "rules/settings.h"

namespace caseload::rules {

v1::RuleCheck CheckLooksAgain(const Candidate& candidate, std::span<const SubjectFacts> subjects) {
  const RuleWords& words = candidate.court().words;
  constexpr char kName[] = "looks again";
  std::size_t days = 0;
  const auto look = [&](const RuleSettings& settings,
                        const auto& what) -> std::optional<std::string> {
    const auto set = candidate.Started(settings);
    if (auto refusal = Candidate::Refusal(*set); !refusal.empty()) return refusal;
    const Guest& guest = *set->guests().front();
    const auto ask = [&](std::span<const SubjectFacts> of) { return candidate.Ask(*set, of); };
    return WrongLooks({{guest.card(), guest.values(), words.reference}, words.numbers, ask}, what,
                      days);
  };
  for (const auto& file : candidate.court().package.parts.files()) {
    if (!file.name().ends_with(".vignette.txt")) continue;
    const auto read = ReadVignettes(file.content());
    if (const auto* wrong = std::get_if<std::string>(&read)) return Failed(kName, *wrong);
    for (const auto& vignette : std::get<std::vector<Vignette>>(read)) {
      const auto settings = ReadSettings(vignette.settings);
      if (!settings) return Failed(kName, settings.error());
      if (const auto wrong = look(*settings, vignette))
        return Failed(kName, file.name() + ", " + *wrong);
    }
  }
  if (const auto wrong = look({}, subjects)) return Failed(kName, *wrong);
  return Passed(kName, "on " + std::to_string(days) +
                           " days it was right about when it says something else by itself");
}

}  // namespace caseload::rules
