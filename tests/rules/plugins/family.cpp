// SPDX-License-Identifier: Apache-2.0
// A guest about families: how many of its children have a case that is open, and whose files say
// the same was seen of several.
#include <caseload/rule.hpp>

namespace {

using namespace caseload::rule;

class Family {
 public:
  static constexpr About kAbout{
      .id = "test.family",
      .version = "1.0.0",
      .title = "Open cases of a family",
      .basis = "Made up for a test",
      .subjects = CASELOAD_SUBJECT_FAMILY,
      .needs = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_EVENTS};
  static constexpr std::array kTexts{Text("OPEN_CASES", CASELOAD_KIND_INFO,
                                          "Open cases in the family: {measure}; children: {1}",
                                          "cases", CASELOAD_VALUE_NUMBER)};

  void evaluate(const Facts& facts, Findings& out) const {
    Finding found{
        .text = 0, .measure = 0, .values = {static_cast<std::int64_t>(facts.children().size())}};
    std::int64_t open = 0;
    for (const auto& row : facts.cases()) {
      if (row.closed != CASELOAD_DAY_NONE) continue;
      ++open;
      if (found.evidence.size() < CASELOAD_MOST_EVIDENCE) found.evidence.push_back(Referral(row));
    }
    found.measure = open;
    if (open > 0) out.Add(std::move(found));
  }
};

}  // namespace

CASELOAD_RULE(Family);
