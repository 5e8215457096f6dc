// SPDX-License-Identifier: Apache-2.0
// The next version of the guest who behaves: says one thing, whatever it is shown.
#include <caseload/rule.hpp>

namespace {

using namespace caseload::rule;

class GoodLater {
 public:
  static constexpr About kAbout{.id = "test.good",
                                .version = "1.3.0",
                                .title = "A good guest, grown up",
                                .basis = "Made up for a test"};
  static constexpr std::array kTexts{
      Text("OPEN", CASELOAD_KIND_INFO, "Referred {measure} days ago", "days")};

  void evaluate(const Case& facts, Findings& out) const {
    const auto& own = facts.own();
    out.Add({.text = 0, .measure = facts.as_of() - own.referred, .evidence = {Referral(own)}});
  }
};

}  // namespace

CASELOAD_RULE(GoodLater);
