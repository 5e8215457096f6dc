// SPDX-License-Identifier: Apache-2.0
// Keeps what it is set to where every one that is made finds it: with two in one process, the
// values of the last are the values of all.
#include <caseload/rule.hpp>

namespace {

using namespace caseload::rule;

std::int64_t shared = 0;

class SharesValues {
 public:
  static constexpr About kAbout{.id = "test.shares-values",
                                .version = "1.0.0",
                                .title = "Shares what it is set to",
                                .basis = "Made up for a test"};
  static constexpr std::array kTexts{Text("OPEN", CASELOAD_KIND_INFO, "Set to {measure}", "days")};
  static constexpr std::array kParameters{
      Parameter({.name = "set", .title = "A number", .unit = "", .basis = "None"}, 7, 0, 100)};
  explicit SharesValues(const Settings& settings) { shared = settings.Int(0); }

  void evaluate(const Case& facts, Findings& out) const {
    out.Add({.text = 0, .measure = shared, .evidence = {Referral(facts.own())}});
  }
};

}  // namespace

CASELOAD_RULE(SharesValues);
