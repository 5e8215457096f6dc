// SPDX-License-Identifier: Apache-2.0
#include "rules/host/facts_image.h"

#include <cstring>

namespace caseload::rules {
namespace {

// Every row is aligned to eight bytes at most.
constexpr std::size_t Aligned(std::size_t bytes) { return (bytes + 7) & ~std::size_t{7}; }

std::size_t ReferenceBytes(const ReferenceRows& reference) {
  std::size_t bytes = sizeof(caseload_reference) + Aligned(reference.days_off.size());
  for (const auto& clock : reference.clocks)
    bytes += sizeof(caseload_clock_row) + Aligned(clock.name.size());
  return bytes;
}

}  // namespace

std::size_t ImageBytes(const FactsRows& rows, std::uint32_t groups) {
  std::size_t bytes = sizeof(caseload_facts);
  EachGroup(rows, [&]<class Row>(std::uint32_t group, const std::vector<Row>& all) {
    if ((groups & group) != 0) bytes += Aligned(all.size() * sizeof(Row));
  });
  return bytes;
}

// Where the reader finds the copy.
template <class Row>
const Row* FactsImage::Put(const Row* from, std::size_t count) {
  const std::size_t at = end_;
  if (count > 0) std::memcpy(memory_.data() + at, from, count * sizeof(Row));
  end_ += Aligned(count * sizeof(Row));
  return reinterpret_cast<const Row*>(at_ + at);
}

bool FactsImage::SetReference(const ReferenceRows& reference) {
  if (ReferenceBytes(reference) > memory_.size() - begin_) return false;
  std::vector<caseload_clock_row> clocks;
  for (const auto& clock : reference.clocks) {
    clocks.push_back({{Put(clock.name.data(), clock.name.size()), clock.name.size()},
                      clock.limit,
                      clock.unit,
                      clock.inclusive,
                      clock.kind,
                      0,
                      clock.valid_from,
                      clock.valid_until,
                      0});
  }
  const caseload_reference shown{sizeof shown,
                                 CASELOAD_VOCABULARY,
                                 reference.calendar_first,
                                 reference.calendar_days,
                                 Put(reference.days_off.data(), reference.days_off.size()),
                                 Put(clocks.data(), clocks.size()),
                                 clocks.size()};
  reference_ = Put(&shown, 1);
  begin_ = end_;
  return true;
}

caseload_facts FactsImage::View(const FactsRows& rows, std::uint32_t groups) {
  caseload_facts facts{};
  facts.struct_size = sizeof facts;
  facts.facts_schema = CASELOAD_FACTS_SCHEMA;
  facts.subject_kind = rows.subject_kind;
  facts.subject = rows.subject;
  facts.case_id = rows.case_id;
  facts.as_of = rows.as_of;
  facts.history_complete_from = rows.history_complete_from;
  facts.given = rows.given & groups;
  facts.reference = reference_;
  const auto show = [&](std::uint32_t group, const auto& from, const auto*& to,
                        std::uint64_t& count) {
    if ((groups & group) == 0) return;
    to = Put(from.data(), from.size());
    count = from.size();
  };
  show(CASELOAD_GROUP_CHILDREN, rows.children, facts.children, facts.child_count);
  show(CASELOAD_GROUP_CASES, rows.cases, facts.cases, facts.case_count);
  show(CASELOAD_GROUP_SPANS, rows.spans, facts.spans, facts.span_count);
  show(CASELOAD_GROUP_EVENTS, rows.events, facts.events, facts.event_count);
  show(CASELOAD_GROUP_CONCERNS, rows.concerns, facts.concerns, facts.concern_count);
  show(CASELOAD_GROUP_RELATIONS, rows.relations, facts.relations, facts.relation_count);
  show(CASELOAD_GROUP_WORKERS, rows.workers, facts.workers, facts.worker_count);
  show(CASELOAD_GROUP_ALLOCATIONS, rows.allocations, facts.allocations, facts.allocation_count);
  show(CASELOAD_GROUP_ABSENCES, rows.absences, facts.absences, facts.absence_count);
  show(CASELOAD_GROUP_MARKS, rows.marks, facts.marks, facts.mark_count);
  show(CASELOAD_GROUP_TALLIES, rows.tallies, facts.tallies, facts.tally_count);
  return facts;
}

void FactsImage::Write(std::span<const SubjectFacts* const> subjects, std::uint32_t groups,
                       AskHead head) {
  const std::size_t views = begin_;
  head.count = subjects.size();
  head.facts = at_ + views;
  end_ = begin_ + subjects.size() * sizeof(caseload_facts);
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const caseload_facts view = View(subjects[i]->rows, groups);
    std::memcpy(memory_.data() + views + i * sizeof view, &view, sizeof view);
  }
  std::memcpy(memory_.data(), &head, sizeof head);
}

}  // namespace caseload::rules
