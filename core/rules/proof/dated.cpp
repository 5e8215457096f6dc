// SPDX-License-Identifier: Apache-2.0
#include "rules/proof/dated.h"

namespace caseload::rules {
namespace {

// Takes days as it is shown rows.
class Taking {
 public:
  explicit Taking(const SubjectFacts& facts) : facts_(facts) {}

  void Take(std::uint32_t row, const char* what, caseload_day day) {
    if (day == CASELOAD_DAY_NOT_RECORDED || day == CASELOAD_DAY_NONE) return;
    taken_.push_back({{day}, what + NameOf(row)});
  }

  void operator()(const caseload_child_row& row) {
    Take(row.id, "the birth of ", row.birth);
    Take(row.id, "the expected birth of ", row.expected_birth);
    Take(row.id, "the death of ", row.death);
    Take(row.id, "the record of ", row.recorded);
  }
  void operator()(const caseload_case_row& row) {
    Take(row.id, "", row.referred);
    Take(row.id, "the closure of ", row.closed);
    Take(row.id, "the record of ", row.recorded);
  }
  void operator()(const caseload_span_row& row) {
    Take(row.id, "", row.start);
    Take(row.id, "the end of ", row.end);
    Take(row.id, "the record of ", row.recorded);
    if (row.kind == CASELOAD_SPAN_ASSESSMENT) Take(row.id, "the review of ", row.value);
    if (row.kind == CASELOAD_SPAN_PRE_PROCEEDINGS)
      Take(row.id, "the court application of ", row.value);
    if (row.kind != CASELOAD_SPAN_SECTION47) return;
    Take(row.id, "the conference of ", row.value);
    Take(row.id, "the conference date of ", row.other);
  }
  void operator()(const caseload_event_row& row) {
    Take(row.id, "", row.day);
    Take(row.id, "the due day of ", row.due);
    Take(row.id, "the record of ", row.recorded);
  }
  void operator()(const caseload_concern_row& row) { TakeSpan(row); }
  void operator()(const caseload_relation_row& row) {
    TakeSpan(row);
    Take(row.id, "what is known through ", row.since);
    Take(row.id, "the end of what is known through ", row.until);
  }
  void operator()(const caseload_worker_row& row) { TakeSpan(row); }
  void operator()(const caseload_allocation_row& row) { TakeSpan(row); }
  void operator()(const caseload_absence_row& row) { TakeSpan(row); }
  // These have no days.
  void operator()(const caseload_mark_row&) {}
  void operator()(const caseload_tally_row&) {}

  std::vector<DatedFact> taken() && { return std::move(taken_); }

 private:
  template <class Row>
  void TakeSpan(const Row& row) {
    Take(row.id, "", row.start);
    Take(row.id, "the end of ", row.end);
    Take(row.id, "the record of ", row.recorded);
  }
  std::string NameOf(std::uint32_t row) const {
    if (row == 0 || row > facts_.origins.size()) return "a row";
    const auto& origin = facts_.origins[row - 1];
    return origin.kind + " " + origin.id;
  }

  const SubjectFacts& facts_;
  std::vector<DatedFact> taken_;
};

}  // namespace

std::vector<DatedFact> DatedFacts(const SubjectFacts& facts, std::uint32_t groups) {
  Taking taking(facts);
  EachGroup(facts.rows, [&](std::uint32_t group, const auto& rows) {
    if ((group & groups) == 0) return;
    for (const auto& row : rows) taking(row);
  });
  auto dated = std::move(taking).taken();
  const caseload_day whole = facts.rows.history_complete_from;
  if (whole != CASELOAD_DAY_NOT_RECORDED && whole != CASELOAD_DAY_NONE)
    dated.push_back({{whole}, "the first day of the complete history"});
  return dated;
}

}  // namespace caseload::rules
