// SPDX-License-Identifier: Apache-2.0
// Says what it weighed when it is asked why, and when to ask again.
#include <caseload/rule.hpp>

namespace {

using namespace caseload::rule;

class Near {
 public:
  static constexpr About kAbout{.id = "test.near",
                                .version = "1.0.0",
                                .title = "Nearly speaks",
                                .basis = "Made up for a test",
                                .needs = CASELOAD_GROUP_CASES};
  static constexpr std::array kTexts{
      Text("OPEN", CASELOAD_KIND_PROMPT, "Open for {measure} of {threshold} days", "days")};

  void evaluate(const Case& facts, Findings& out) const {
    // Only what was asked for is here.
    if (facts.Given(CASELOAD_GROUP_SPANS) || !facts.spans().empty() || !facts.concerns().empty())
      throw std::logic_error("it was given more than it asked for");
    constexpr int kLimit = 1000;
    const int open = facts.as_of() - facts.own().referred;
    Finding found{.text = 0,
                  .measure = open,
                  .comparison = CASELOAD_OPERATOR_AT_LEAST,
                  .threshold = kLimit,
                  .evidence = {Referral(facts.own())}};
    if (open >= kLimit) {
      out.Add(std::move(found));
      // Tomorrow it is a day more.
      out.LookAgainOn(facts.as_of() + 1);
      return;
    }
    out.Near(std::move(found));
    out.LookAgainOn(facts.own().referred + kLimit);
  }
};

}  // namespace

CASELOAD_RULE(Near);
