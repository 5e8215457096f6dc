// SPDX-License-Identifier: Apache-2.0
// Names the day after the one on which it will speak: on that day nobody would ask it.
#include <caseload/rule.hpp>

namespace {

using namespace caseload::rule;

class NamesLate {
 public:
  static constexpr About kAbout{.id = "test.names-late",
                                .version = "1.0.0",
                                .title = "Names the day after the one on which it will speak",
                                .basis = "Made up for a test"};
  static constexpr std::array kTexts{
      Text("OPEN", CASELOAD_KIND_PROMPT, "Open for {threshold} days or more", "days")};

  void evaluate(const Case& facts, Findings& out) const {
    constexpr int kLimit = 100;
    const auto& own = facts.own();
    if (!IsRecorded(own.referred) || !OpenOn(own.referred, own.closed, facts.as_of())) return;
    if (facts.as_of() >= own.referred + kLimit) {
      out.Add({.text = 0, .threshold = kLimit, .evidence = {Referral(own)}});
      return;
    }
    out.LookAgainOn(own.referred + kLimit + 1);
  }
};

}  // namespace

CASELOAD_RULE(NamesLate);
