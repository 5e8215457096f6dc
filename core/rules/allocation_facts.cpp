// SPDX-License-Identifier: Apache-2.0
#include "rules/allocation_facts.h"

#include "rules/entry_facts.h"
#include "rules/numbering.h"

namespace caseload::rules {
namespace {

// The numbers of workers or teams, in the order of their ids: what is recorded first says nothing.
class NumbersOfIds {
 public:
  void Take(const std::string& id) {
    if (!id.empty()) numbers_.try_emplace(id, 0);
  }
  void Number() {
    std::uint32_t last = 0;
    for (auto& [id, number] : numbers_) number = ++last;
  }
  // 0 for nobody.
  std::uint32_t Of(const std::string& id) const {
    const auto found = numbers_.find(id);
    return found == numbers_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
};

}  // namespace

caseload_allocation_row AllocationRow(const v1::Allocation& of, Date as_of) {
  caseload_allocation_row row{};
  row.start = DayOr(of.from_on(), CASELOAD_DAY_NOT_RECORDED);
  row.end = EndBy(of.until_on(), as_of);
  row.recorded = RecordedOn(of);
  row.kind = of.role().empty() ? CASELOAD_ALLOCATION_KEY_WORKER : CASELOAD_ALLOCATION_OTHER;
  return row;
}

void AddAllocations(const std::vector<const v1::Allocation*>& allocations,
                    const std::map<std::string, std::uint32_t, std::less<>>& case_rows, Date as_of,
                    SubjectFacts& facts) {
  NumbersOfIds workers;
  NumbersOfIds teams;
  // That of a case which had not begun is no more to be seen than the case.
  const auto is_shown = [&](const v1::Allocation& one) {
    return !After(one.from_on(), as_of) &&
           (one.case_id().empty() || case_rows.contains(one.case_id()));
  };
  for (const auto* one : allocations) {
    if (!is_shown(*one)) continue;
    workers.Take(one->worker_id());
    teams.Take(one->team_id());
  }
  workers.Number();
  teams.Number();
  std::vector<Unnumbered<caseload_allocation_row>> found;
  for (const auto* one : allocations) {
    if (!is_shown(*one)) continue;
    auto row = AllocationRow(*one, as_of);
    if (!one->case_id().empty()) row.case_id = case_rows.find(one->case_id())->second;
    row.worker = workers.Of(one->worker_id());
    row.team = teams.Of(one->team_id());
    found.push_back({row, one->allocation_id()});
  }
  Number(found, CASELOAD_EVIDENCE_ALLOCATION, "allocation", facts, facts.rows.allocations);
  facts.rows.given |= CASELOAD_GROUP_ALLOCATIONS;
}

}  // namespace caseload::rules
