// SPDX-License-Identifier: Apache-2.0
// A guest who behaves, written as an author would write it; says what it was set to.
#include <caseload/rule.hpp>

namespace {

using namespace caseload::rule;

class Good {
 public:
  static constexpr About kAbout{.id = "test.good",
                                .version = "1.2.3",
                                .title = "A good guest",
                                .basis = "Made up for a test"};
  static constexpr std::array kTexts{
      Text("ROWS", CASELOAD_KIND_PROMPT, "Rows seen: {measure}, set to {threshold}", "rows")};

  static constexpr std::array kParameters{
      Parameter({.name = "set", .title = "A number", .unit = "", .basis = "None"}, 7, 0, 100)};
  explicit Good(const Settings& settings) : set_(settings.Int(0)) {}

  void evaluate(const Case& facts, Findings& out) const {
    Finding found{.text = 0, .measure = 0, .threshold = set_, .evidence = {Referral(facts.own())}};
    for (const auto& row : facts.spans()) found.evidence.push_back(Start(row));
    for (const auto& row : facts.events()) found.evidence.push_back(That(row));
    for (const auto& row : facts.concerns()) found.evidence.push_back(That(row));
    found.measure = static_cast<std::int64_t>(found.evidence.size());
    out.Add(std::move(found));
  }

 private:
  std::int64_t set_;
};

}  // namespace

CASELOAD_RULE(Good);
