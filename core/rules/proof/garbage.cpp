// SPDX-License-Identifier: Apache-2.0
#include "rules/proof/made_up.h"
#include "rules/proof/trials.h"

namespace caseload::rules {
namespace {

// Rows of every kind, all with these days, of nobody in particular.
class Rubbish {
 public:
  Rubbish(caseload_day start, caseload_day end, std::size_t times)
      : start_(start), end_(end), times_(times) {
    facts_.rows.as_of = kFirstDay.days;
    facts_.rows.given = CASELOAD_GROUP_ALL;
  }

  SubjectFacts OfAChild() && {
    facts_.rows.subject = Child();
    facts_.rows.case_id = Case(facts_.rows.subject);
    AddRecord();
    Add(facts_.rows.relations, CASELOAD_EVIDENCE_RELATION, [&](auto& row) {
      row.child = row.id % 3;
      row.person = Odd();
      row.kind = Odd();
      row.fact = row.id % 2 == 0 ? Odd() : static_cast<std::uint16_t>(row.id % 7);
      row.start = row.since = start_;
      row.end = row.until = end_;
    });
    Add(facts_.rows.marks, CASELOAD_EVIDENCE_MARK, [&](auto& row) {
      row.child = row.id % 3;
      row.kind = row.id % 2 == 0 ? Odd() : static_cast<std::uint16_t>(row.id % 20);
      row.value = start_;
    });
    return std::move(facts_);
  }

  // Of several children, and of none.
  SubjectFacts OfAFamily() && {
    facts_.rows.subject_kind = CASELOAD_SUBJECT_FAMILY;
    facts_.rows.subject = 1;
    if (times_ == 0) return std::move(facts_);
    for (int child = 0; child < 3; ++child) Case(Child());
    AddRecord();
    return std::move(facts_);
  }

  SubjectFacts OfAWorker() && {
    facts_.rows.subject_kind = CASELOAD_SUBJECT_WORKER;
    facts_.rows.subject = Worker();
    Case(Child());
    AddRecord();
    AddWork();
    return std::move(facts_);
  }

  SubjectFacts OfATeam() && {
    facts_.rows.subject_kind = CASELOAD_SUBJECT_TEAM;
    facts_.rows.subject = 1;
    // One of nobody is a team too.
    if (times_ > 0) Worker();
    Case(Child());
    AddRecord();
    AddWork();
    return std::move(facts_);
  }

  SubjectFacts OfAnAuthority() && {
    facts_.rows.subject_kind = CASELOAD_SUBJECT_AUTHORITY;
    constexpr std::int64_t kCounts[] = {INT64_MIN, -1, 0, INT64_MAX};
    Add(facts_.rows.tallies, CASELOAD_EVIDENCE_TALLY, [&](auto& row) {
      row.kind = row.id % 4 == 0 ? Odd() : static_cast<std::uint16_t>(row.id % 12);
      row.count = row.id % 2 == 0 ? kCounts[row.id / 2 % std::size(kCounts)] : start_;
    });
    return std::move(facts_);
  }

 private:
  // Kinds and codes that are none among them.
  std::uint16_t Odd() const { return static_cast<std::uint16_t>(last_ * 7'919); }

  template <class Row>
  Row& One(std::vector<Row>& to, std::uint32_t evidence) {
    Row& row = to.emplace_back();
    row.id = ++last_;
    facts_.origins.push_back({evidence, "entry", "row-" + std::to_string(last_), start_, end_});
    return row;
  }
  template <class Row, class Fill>
  void Add(std::vector<Row>& to, std::uint32_t evidence, const Fill& fill) {
    for (std::size_t i = 0; i < times_; ++i) fill(One(to, evidence));
  }

  std::uint32_t Child() {
    auto& row = One(facts_.rows.children, CASELOAD_EVIDENCE_CHILD);
    row.birth = start_;
    return row.id;
  }
  std::uint32_t Case(std::uint32_t child) {
    auto& row = One(facts_.rows.cases, CASELOAD_EVIDENCE_CASE);
    row.child = child;
    row.referred = start_;
    row.closed = end_;
    return case_ = row.id;
  }
  std::uint32_t Worker() {
    auto& row = One(facts_.rows.workers, CASELOAD_EVIDENCE_WORKER);
    row.team = 1;
    row.start = start_;
    row.end = end_;
    row.full_time_percent = start_;
    return worker_ = row.id;
  }

  void AddRecord() {
    Add(facts_.rows.spans, CASELOAD_EVIDENCE_SPAN, [&](auto& row) {
      row.case_id = case_;
      row.kind = row.id % 2 == 0 ? Odd() : static_cast<std::uint16_t>(row.id % 12);
      row.flags = Odd();
      row.start = start_;
      row.end = end_;
    });
    Add(facts_.rows.events, CASELOAD_EVIDENCE_EVENT, [&](auto& row) {
      row.case_id = case_;
      row.kind = row.id % 2 == 0 ? Odd() : static_cast<std::uint16_t>(row.id % 12);
      row.flags = row.code = Odd();
      row.worker = row.id % 3 == 0 ? worker_ : Odd();
      row.day = start_;
    });
    Add(facts_.rows.concerns, CASELOAD_EVIDENCE_CONCERN, [&](auto& row) {
      row.case_id = case_;
      row.code = row.core_code = row.basis = Odd();
      row.start = start_;
      row.end = end_;
    });
  }

  void AddWork() {
    Add(facts_.rows.allocations, CASELOAD_EVIDENCE_ALLOCATION, [&](auto& row) {
      row.case_id = row.id % 3 == 0 ? Odd() : case_;
      row.worker = row.id % 2 == 0 ? worker_ : Odd();
      row.team = row.id % 2;
      row.kind = row.id % 5 == 0 ? Odd() : std::uint16_t{CASELOAD_ALLOCATION_KEY_WORKER};
      row.start = start_;
      row.end = end_;
    });
    Add(facts_.rows.absences, CASELOAD_EVIDENCE_ABSENCE, [&](auto& row) {
      row.worker = row.id % 2 == 0 ? worker_ : Odd();
      row.covered_by = row.id % 3 == 0 ? worker_ : Odd();
      row.kind = Odd();
      row.start = start_;
      row.end = end_;
    });
  }

  const caseload_day start_;
  const caseload_day end_;
  const std::size_t times_;
  SubjectFacts facts_;
  std::uint32_t last_ = 0;  // row
  std::uint32_t case_ = 0;
  std::uint32_t worker_ = 0;
};

}  // namespace

std::vector<SubjectFacts> Garbage(std::string_view kind) {
  // As far as a day can be written: the years 1 and 9999.
  constexpr caseload_day kFirst = -719'162;
  constexpr caseload_day kLast = 2'932'896;
  constexpr std::size_t kMany = 5'000;
  const Rubbish all[] = {{kFirstDay.days, CASELOAD_DAY_NONE, 0},
                         {CASELOAD_DAY_NOT_RECORDED, CASELOAD_DAY_NOT_RECORDED, 3},
                         {kFirst, kLast, 3},
                         {kLast, kFirst, 3},
                         {kFirstDay.days, kFirstDay.days, kMany}};
  std::vector<SubjectFacts> garbage;
  for (const Rubbish& rubbish : all) {
    if (kind == "child") garbage.push_back(Rubbish(rubbish).OfAChild());
    if (kind == "family") garbage.push_back(Rubbish(rubbish).OfAFamily());
    if (kind == "worker") garbage.push_back(Rubbish(rubbish).OfAWorker());
    if (kind == "team") garbage.push_back(Rubbish(rubbish).OfATeam());
    if (kind == "authority") garbage.push_back(Rubbish(rubbish).OfAnAuthority());
  }
  return garbage;
}

}  // namespace caseload::rules
