// SPDX-License-Identifier: Apache-2.0
// A guest that bears whatever it is shown. There are two versions of it.
#include <caseload/rule.hpp>

#ifndef STEADY_VERSION
#define STEADY_VERSION "1.0.0"
#endif

namespace {

using namespace caseload::rule;

class Steady {
 public:
  static constexpr About kAbout{.id = "test.steady",
                                .version = STEADY_VERSION,
                                .title = "A steady guest",
                                .basis = "Made up for a test"};
  static constexpr std::array kTexts{
      Text("OPEN", CASELOAD_KIND_INFO, "Referred {measure} days ago", "days")};

  void evaluate(const Case& facts, Findings& out) const {
    const auto& own = facts.own();
    if (own.referred == CASELOAD_DAY_NOT_RECORDED || own.referred > facts.as_of()) return;
    out.Add({.text = 0, .measure = facts.as_of() - own.referred, .evidence = {Referral(own)}});
    // Tomorrow it is a day more.
    out.LookAgainOn(facts.as_of() + 1);
  }
};

}  // namespace

CASELOAD_RULE(Steady);
