// SPDX-License-Identifier: Apache-2.0
// Never names the day on which it will speak: on that day nobody would ask it.
#include <caseload/rule.hpp>

namespace {

using namespace caseload::rule;

class ForgetsToLook {
 public:
  static constexpr About kAbout{.id = "test.forgets-to-look",
                                .version = "1.0.0",
                                .title = "Never names the day on which it will speak",
                                .basis = "Made up for a test"};
  static constexpr std::array kTexts{
      Text("OPEN", CASELOAD_KIND_PROMPT, "Open for {threshold} days or more", "days")};

  void evaluate(const Case& facts, Findings& out) const {
    constexpr int kLimit = 100;
    const auto& own = facts.own();
    if (!IsRecorded(own.referred) || !OpenOn(own.referred, own.closed, facts.as_of())) return;
    if (facts.as_of() >= own.referred + kLimit)
      out.Add({.text = 0, .threshold = kLimit, .evidence = {Referral(own)}});
  }
};

}  // namespace

CASELOAD_RULE(ForgetsToLook);
