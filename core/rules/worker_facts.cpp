// SPDX-License-Identifier: Apache-2.0
#include "rules/worker_facts.h"

#include <cmath>
#include <map>
#include <set>
#include <string_view>

#include "rules/allocation_facts.h"
#include "rules/case_facts.h"
#include "rules/entry_facts.h"
#include "rules/numbering.h"

namespace caseload::rules {

namespace {

constexpr std::uint32_t kGroupsOfAWorker =
    CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS | CASELOAD_GROUP_EVENTS |
    CASELOAD_GROUP_WORKERS | CASELOAD_GROUP_ALLOCATIONS | CASELOAD_GROUP_ABSENCES;

// Row ids of records.
using RowIds = std::map<std::string, std::uint32_t, std::less<>>;

std::uint32_t RowOrNone(const RowIds& ids, const std::string& record) {
  const auto found = ids.find(record);
  return found == ids.end() ? 0 : found->second;
}

template <class Row>
RowIds IdsOf(const std::vector<Unnumbered<Row>>& numbered) {
  RowIds ids;
  for (const auto& one : numbered) ids[one.record_id] = one.row.id;
  return ids;
}

std::uint32_t YesOrNo(bool recorded, bool value, std::uint32_t yes, std::uint32_t no) {
  if (!recorded) return 0;
  return value ? yes : no;
}

caseload_worker_row WorkerRow(const v1::Worker& worker, Date as_of) {
  caseload_worker_row row{};
  row.start = DayOr(worker.role_started_on(), CASELOAD_DAY_NOT_RECORDED);
  row.end = EndBy(worker.role_ended_on(), as_of);
  row.recorded = RecordedOn(worker);
  // More than ten posts at once is a slip, and a slip is not a number of hours.
  const double post = worker.full_time_equivalent();
  row.full_time_percent = worker.has_full_time_equivalent() && post >= 0 && post <= 10
                              ? static_cast<std::int32_t>(std::lround(post * 100))
                              : CASELOAD_VALUE_NOT_RECORDED;
  row.flags = YesOrNo(worker.has_newly_qualified(), worker.newly_qualified(),
                      CASELOAD_WORKER_NEWLY_QUALIFIED, CASELOAD_WORKER_NOT_NEWLY_QUALIFIED) |
              YesOrNo(worker.has_agency(), worker.agency(), CASELOAD_WORKER_AGENCY,
                      CASELOAD_WORKER_NOT_AGENCY);
  return row;
}

// The rows of one subject as they are being made, and the ids of those that are.
class WorkerRows {
 public:
  WorkerRows(const WorkerSubject& subject, Date as_of, const CodeNumbers& numbers,
             SubjectFacts& facts)
      : subject_(subject), as_of_(as_of), numbers_(numbers), facts_(facts) {}

  void Make() {
    // A team has a number, not a row: rows only compare it.
    if (!subject_.team_id.empty()) TeamOf(subject_.team_id);
    AddChildren();
    AddCases();
    AddWorkers();
    AddEntries();
    AddAllocations();
    AddAbsences();
    facts_.rows.subject = subject_.worker_id.empty() ? TeamOf(subject_.team_id)
                                                     : RowOrNone(workers_, subject_.worker_id);
  }

 private:
  std::uint32_t TeamOf(const std::string& id) {
    if (id.empty()) return 0;
    return teams_.try_emplace(id, static_cast<std::uint32_t>(teams_.size() + 1)).first->second;
  }

  void AddChildren() {
    std::vector<Unnumbered<caseload_child_row>> found;
    for (const auto& child : subject_.children)
      found.push_back({ChildRow(child, as_of_), child.person_id()});
    Number(found, CASELOAD_EVIDENCE_CHILD, "person", facts_, facts_.rows.children);
    children_ = IdsOf(found);
  }

  void AddCases() {
    std::vector<Unnumbered<caseload_case_row>> found;
    for (const auto& one : subject_.cases) {
      if (After(one.referred_on(), as_of_)) continue;
      auto row = CaseRow(one, as_of_, numbers_);
      row.child = RowOrNone(children_, one.child_id());
      found.push_back({row, one.case_id()});
    }
    Number(found, CASELOAD_EVIDENCE_CASE, "case", facts_, facts_.rows.cases);
    cases_ = IdsOf(found);
    for (const auto& one : subject_.cases) {
      if (cases_.contains(one.case_id())) cases_of_[one.child_id()].push_back(&one);
    }
  }

  // Whoever held a case by then worked here, in a role that was another: without a row it would
  // look as if nobody held it.
  std::set<std::string_view> HoldersThen() const {
    std::set<std::string_view> holders;
    for (const auto& one : subject_.allocations) {
      if (!After(one.from_on(), as_of_)) holders.insert(one.worker_id());
    }
    return holders;
  }

  void AddWorkers() {
    std::vector<Unnumbered<caseload_worker_row>> found;
    const auto holders = HoldersThen();
    for (const auto& worker : subject_.workers) {
      const bool in_role = !After(worker.role_started_on(), as_of_);
      if (!in_role && !holders.contains(worker.worker_id())) continue;
      auto row = WorkerRow(worker, as_of_);
      if (!in_role) row.start = CASELOAD_DAY_NOT_RECORDED;
      row.team = TeamOf(worker.team_id());
      found.push_back({row, worker.worker_id()});
    }
    Number(found, CASELOAD_EVIDENCE_WORKER, "worker", facts_, facts_.rows.workers);
    workers_ = IdsOf(found);
  }

  // 0 for an entry of no case, as the supervision of a worker may be; nothing for one of cases that
  // are not shown.
  std::optional<std::uint32_t> CaseOf(const v1::Entry& entry) const {
    for (const auto& id : entry.case_ids()) {
      if (const auto row = RowOrNone(cases_, id); row != 0) return row;
    }
    return entry.case_ids().empty() ? std::optional<std::uint32_t>(0) : std::nullopt;
  }

  void AddEntries() {
    std::vector<Unnumbered<caseload_span_row>> spans;
    std::vector<Unnumbered<caseload_event_row>> events;
    for (const auto& entry : subject_.entries) {
      const auto of = CaseOf(entry);
      if (!entry.withdrawn_because().empty() || After(entry.occurred_on(), as_of_)) continue;
      auto row = RowOf(entry, as_of_, numbers_);
      if (auto* span = std::get_if<caseload_span_row>(&row); span != nullptr && of) {
        span->case_id = *of;
        spans.push_back({*span, entry.entry_id()});
      } else if (auto* event = std::get_if<caseload_event_row>(&row)) {
        event->case_id = of.value_or(0);
        event->worker = RowOrNone(workers_, entry.worker_id());
        if (of || event->worker != 0) events.push_back({*event, entry.entry_id()});
      }
    }
    Number(spans, CASELOAD_EVIDENCE_SPAN, "entry", facts_, facts_.rows.spans);
    Number(events, CASELOAD_EVIDENCE_EVENT, "entry", facts_, facts_.rows.events);
  }

  // Where the source names only the child: the case that was the latest as the allocation began.
  std::uint32_t CaseOf(const v1::Allocation& allocation) const {
    if (!allocation.case_id().empty()) return RowOrNone(cases_, allocation.case_id());
    const auto of_child = cases_of_.find(allocation.child_id());
    if (of_child == cases_of_.end()) return 0;
    const v1::Case* latest = nullptr;
    for (const auto* one : of_child->second) {
      const bool begun = allocation.from_on().empty() || one->referred_on() <= allocation.from_on();
      if (begun && (latest == nullptr || one->referred_on() > latest->referred_on())) latest = one;
    }
    return latest == nullptr ? 0 : RowOrNone(cases_, latest->case_id());
  }

  void AddAllocations() {
    std::vector<Unnumbered<caseload_allocation_row>> found;
    for (const auto& one : subject_.allocations) {
      if (After(one.from_on(), as_of_)) continue;
      auto row = AllocationRow(one, as_of_);
      row.case_id = CaseOf(one);
      row.worker = RowOrNone(workers_, one.worker_id());
      row.team = TeamOf(one.team_id());
      found.push_back({row, one.allocation_id()});
    }
    Number(found, CASELOAD_EVIDENCE_ALLOCATION, "allocation", facts_, facts_.rows.allocations);
  }

  void AddAbsences() {
    std::vector<Unnumbered<caseload_absence_row>> found;
    for (const auto& one : subject_.absences) {
      const auto worker = RowOrNone(workers_, one.worker_id());
      if (worker == 0 || After(one.from_on(), as_of_) || After(one.absent_on(), as_of_)) continue;
      caseload_absence_row row{};
      row.worker = worker;
      row.start = DayOr(one.from_on(), CASELOAD_DAY_NOT_RECORDED);
      row.end = EndBy(one.until_on(), as_of_);
      // Of a return that only says "absent on the day" nothing is known but that day.
      if (one.from_on().empty() && one.until_on().empty())
        row.end = DayOr(one.absent_on(), CASELOAD_DAY_NOT_RECORDED);
      row.recorded = RecordedOn(one);
      row.covered_by = RowOrNone(workers_, one.covered_by_worker_id());
      row.kind = one.reason() == "SIC" ? CASELOAD_ABSENCE_SICKNESS : CASELOAD_ABSENCE_OTHER;
      found.push_back({row, one.absence_id()});
    }
    Number(found, CASELOAD_EVIDENCE_ABSENCE, "absence", facts_, facts_.rows.absences);
  }

  const WorkerSubject& subject_;
  const Date as_of_;
  const CodeNumbers& numbers_;
  SubjectFacts& facts_;
  RowIds children_, cases_, workers_;
  std::map<std::string, std::uint32_t, std::less<>> teams_;
  std::map<std::string, std::vector<const v1::Case*>, std::less<>> cases_of_;  // of children
};

}  // namespace

Result<SubjectFacts> FactsOf(const WorkerSubject& subject, Date as_of, const CodeNumbers& numbers) {
  const auto rows = subject.workers.size() + subject.allocations.size() + subject.absences.size() +
                    subject.children.size() + subject.cases.size() + subject.entries.size();
  if (rows > kRowsPerSubject)
    return Error{v1::ERROR_REASON_TOO_LARGE, "the caseload is too large for a rule"};
  SubjectFacts facts;
  facts.rows.as_of = as_of.days;
  facts.rows.subject_kind =
      subject.worker_id.empty() ? CASELOAD_SUBJECT_TEAM : CASELOAD_SUBJECT_WORKER;
  if (subject.history_complete_from)
    facts.rows.history_complete_from = subject.history_complete_from->days;
  facts.rows.given = kGroupsOfAWorker;
  WorkerRows(subject, as_of, numbers, facts).Make();
  if (facts.rows.subject == 0)
    return Error{v1::ERROR_REASON_NOT_FOUND, "there is no such worker or team then"};
  return facts;
}

}  // namespace caseload::rules
