// SPDX-License-Identifier: Apache-2.0
#include "rules/case_facts.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <tuple>

#include "rules/allocation_facts.h"
#include "rules/entry_facts.h"
#include "rules/numbering.h"
#include "taxonomy/packs.h"

namespace caseload::rules {
namespace {

// What a question about a child is answered with.
constexpr std::uint32_t kGroupsOfAChild = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES |
                                          CASELOAD_GROUP_SPANS | CASELOAD_GROUP_EVENTS |
                                          CASELOAD_GROUP_CONCERNS | CASELOAD_GROUP_MARKS;

static_assert(CASELOAD_BASIS_NEED == int{v1::CONCERN_BASIS_NEED} &&
              CASELOAD_BASIS_FACTOR == int{v1::CONCERN_BASIS_FACTOR} &&
              CASELOAD_BASIS_CATEGORY_INITIAL == int{v1::CONCERN_BASIS_CATEGORY_INITIAL} &&
              CASELOAD_BASIS_CATEGORY_LATEST == int{v1::CONCERN_BASIS_CATEGORY_LATEST} &&
              CASELOAD_BASIS_WORKER == int{v1::CONCERN_BASIS_WORKER});

caseload_concern_row ConcernRow(const v1::Concern& concern, const v1::Person& child, Date as_of,
                                const CodeNumbers& numbers) {
  caseload_concern_row row{};
  const std::string_view set = taxonomy::SetOfBasis(concern.basis());
  row.start = DayOr(concern.asserted_on(), CASELOAD_DAY_NOT_RECORDED);
  row.end = EndBy(concern.ended_on(), as_of);
  row.recorded = RecordedOn(concern);
  row.code = NumberOf(numbers.number, set, concern.code());
  // Factors are often written in small letters.
  if (row.code == CASELOAD_CODE_UNKNOWN && concern.basis() == v1::CONCERN_BASIS_FACTOR)
    row.code = NumberOf(numbers.number, set, InCapitals(concern.code()));
  if (numbers.core && !concern.code().empty()) row.core_code = numbers.core(set, concern.code());
  row.basis = static_cast<std::uint16_t>(concern.basis());
  const auto& about = concern.about_person_id();
  if (!about.empty() && about != child.person_id()) row.flags = CASELOAD_CONCERN_ABOUT_ANOTHER;
  return row;
}

// Row ids of records.
using RowIds = std::map<std::string, std::uint32_t, std::less<>>;

std::uint32_t RowOrNone(const RowIds& ids, const std::string& record) {
  const auto found = ids.find(record);
  return found == ids.end() ? 0 : found->second;
}

// One child, or those of one family.
using Children = std::span<const Subject>;

RowIds AddChildren(Children children, Date as_of, SubjectFacts& facts) {
  std::vector<Unnumbered<caseload_child_row>> found;
  for (const auto& one : children)
    found.push_back({ChildRow(one.child, as_of), one.child.person_id()});
  Number(found, CASELOAD_EVIDENCE_CHILD, "person", facts, facts.rows.children);
  RowIds ids;
  for (const auto& one : found) ids[one.record_id] = one.row.id;
  return ids;
}

RowIds AddCases(Children children, Date as_of, const CodeNumbers& numbers, const RowIds& child_rows,
                SubjectFacts& facts) {
  std::vector<Unnumbered<caseload_case_row>> found;
  for (const auto& subject : children) {
    for (const auto& one : subject.cases) {
      if (After(one.referred_on(), as_of)) continue;
      auto row = CaseRow(one, as_of, numbers);
      row.child = RowOrNone(child_rows, subject.child.person_id());
      found.push_back({row, one.case_id()});
    }
  }
  Number(found, CASELOAD_EVIDENCE_CASE, "case", facts, facts.rows.cases);
  RowIds ids;
  for (const auto& one : found) ids[one.record_id] = one.row.id;
  return ids;
}

// Nothing for an entry whose cases had not begun yet; 0 for one that belongs to no case.
std::optional<std::uint32_t> CaseOf(const v1::Entry& entry, const RowIds& cases) {
  for (const auto& id : entry.case_ids()) {
    const auto found = cases.find(id);
    if (found != cases.end()) return found->second;
  }
  if (entry.case_ids().empty()) return 0;
  return std::nullopt;
}

// Of all children, each once: one visit to several is one entry.
std::vector<const v1::Entry*> EntriesOf(Children children) {
  std::vector<const v1::Entry*> entries;
  std::set<std::string_view> seen;
  for (const auto& subject : children) {
    for (const auto& entry : subject.entries) {
      if (children.size() == 1 || seen.insert(entry.entry_id()).second) entries.push_back(&entry);
    }
  }
  return entries;
}

// Gives back the row ids of the spans.
RowIds AddEntries(Children children, Date as_of, const CodeNumbers& numbers, const RowIds& cases,
                  SubjectFacts& facts) {
  std::vector<Unnumbered<caseload_span_row>> spans;
  std::vector<Unnumbered<caseload_event_row>> events;
  std::map<std::string, std::string, std::less<>> plan_of;  // of events
  for (const auto* one : EntriesOf(children)) {
    const v1::Entry& entry = *one;
    const auto of = CaseOf(entry, cases);
    if (!of || !entry.withdrawn_because().empty() || After(entry.occurred_on(), as_of)) continue;
    auto row = RowOf(entry, as_of, numbers);
    if (auto* span = std::get_if<caseload_span_row>(&row)) {
      span->case_id = *of;
      spans.push_back({*span, entry.entry_id()});
    } else if (auto* event = std::get_if<caseload_event_row>(&row)) {
      event->case_id = *of;
      events.push_back({*event, entry.entry_id()});
      if (const auto& plan = PlanOf(entry); !plan.empty()) plan_of[entry.entry_id()] = plan;
    }
  }
  Number(spans, CASELOAD_EVIDENCE_SPAN, "entry", facts, facts.rows.spans);
  RowIds ids;
  for (const auto& one : spans) ids[one.record_id] = one.row.id;
  for (auto& one : events) {
    const auto plan = plan_of.find(one.record_id);
    if (plan != plan_of.end()) one.row.span_id = RowOrNone(ids, plan->second);
  }
  Number(events, CASELOAD_EVIDENCE_EVENT, "entry", facts, facts.rows.events);
  return ids;
}

using ConcernRows = std::vector<Unnumbered<caseload_concern_row>>;

void FindConcerns(const Subject& subject, Date as_of, const CodeNumbers& numbers,
                  const RowIds& cases, const RowIds& spans, ConcernRows& found) {
  for (const auto& one : subject.cases) {
    const auto of = cases.find(one.case_id());
    if (of == cases.end()) continue;
    std::set<std::tuple<int, std::string, std::string>> said;
    for (const auto& concern : one.concerns()) {
      if (!concern.retracted_because().empty() || After(concern.asserted_on(), as_of)) continue;
      auto row = ConcernRow(concern, subject.child, as_of, numbers);
      const bool first =
          said.emplace(concern.basis(), concern.entry_id(), InCapitals(concern.code())).second;
      if (!first && !concern.entry_id().empty()) row.flags |= CASELOAD_CONCERN_REPEATED;
      row.case_id = of->second;
      row.span_id = RowOrNone(spans, concern.entry_id());
      found.push_back({row, concern.concern_id()});
    }
  }
}

void AddMarks(const Subject& subject, const CodeNumbers& numbers, std::uint32_t child_row,
              SubjectFacts& facts) {
  for (auto mark : MarksOf(subject.child, subject.shared, numbers)) {
    facts.origins.push_back({CASELOAD_EVIDENCE_MARK, "person", subject.child.person_id()});
    mark.id = static_cast<std::uint32_t>(facts.origins.size());
    mark.child = child_row;
    facts.rows.marks.push_back(mark);
  }
}

// Why the case cannot be asked about; nothing when it can, or when none was named.
std::optional<Error> WrongWithCase(const Subject& subject, Date as_of) {
  if (subject.case_id.empty()) return std::nullopt;
  const auto own = std::find_if(subject.cases.begin(), subject.cases.end(),
                                [&](const auto& one) { return one.case_id() == subject.case_id; });
  if (own == subject.cases.end()) return Error{v1::ERROR_REASON_NOT_FOUND, "there is no such case"};
  if (After(own->referred_on(), as_of))
    return Error{v1::ERROR_REASON_NOT_KNOWN_THEN, "the case had not begun on that day"};
  return std::nullopt;
}

std::size_t MostRows(const Subject& subject) {
  std::size_t rows = subject.cases.size() + subject.entries.size();
  for (const auto& one : subject.cases) rows += static_cast<std::size_t>(one.concerns_size());
  if (subject.allocations) rows += subject.allocations->size();
  return rows + (subject.links ? MostRows(*subject.links) : 0);
}

// Of a family only where it was looked up for every child: rows of some would say "none" of others.
void AddAllocationsOf(Children children, const RowIds& cases, Date as_of, SubjectFacts& facts) {
  std::vector<const v1::Allocation*> all;
  for (const auto& one : children) {
    if (!one.allocations) return;
    for (const auto& allocation : *one.allocations) all.push_back(&allocation);
  }
  AddAllocations(all, cases, as_of, facts);
}

// All but relations, and what the question is about. Gives back the row ids of children and cases.
struct RowsOfChildren {
  RowIds children;
  RowIds cases;
};
RowsOfChildren AddRows(Children children, Date as_of, const CodeNumbers& numbers,
                       SubjectFacts& facts) {
  facts.rows.as_of = as_of.days;
  facts.rows.given = kGroupsOfAChild;
  RowsOfChildren ids{AddChildren(children, as_of, facts), {}};
  ids.cases = AddCases(children, as_of, numbers, ids.children, facts);
  const RowIds spans = AddEntries(children, as_of, numbers, ids.cases, facts);
  ConcernRows concerns;
  for (const auto& one : children) FindConcerns(one, as_of, numbers, ids.cases, spans, concerns);
  Number(concerns, CASELOAD_EVIDENCE_CONCERN, "concern", facts, facts.rows.concerns);
  for (const auto& one : children)
    AddMarks(one, numbers, RowOrNone(ids.children, one.child.person_id()), facts);
  AddAllocationsOf(children, ids.cases, as_of, facts);
  return ids;
}

}  // namespace

caseload_case_row CaseRow(const v1::Case& of, Date as_of, const CodeNumbers& numbers) {
  caseload_case_row row{};
  row.referred = DayOr(of.referred_on(), CASELOAD_DAY_NOT_RECORDED);
  row.recorded = RecordedOn(of);
  row.closed = EndBy(of.closed_on(), as_of);
  row.referral_source = NumberOf(numbers.number, "referral_source", of.referral_source());
  // A reason without a day is a slip that can be seen; one of a later day is not known yet.
  if (row.closed != CASELOAD_DAY_NONE || of.closed_on().empty()) {
    row.closure_reason = NumberOf(numbers.number, "closure_reason", of.closure_reason());
  }
  if (of.has_referral_no_further_action()) {
    row.flags =
        of.referral_no_further_action() ? CASELOAD_CASE_NO_FURTHER_ACTION : CASELOAD_CASE_TAKEN_ON;
  }
  return row;
}

caseload_child_row ChildRow(const v1::Person& child, Date as_of) {
  return ChildRow({ParseDate(child.born_on()), ParseDate(child.expected_on()),
                   EndBy(child.died_on(), as_of), RecordedOn(child)},
                  as_of);
}

caseload_child_row ChildRow(const LifeDays& life, Date as_of) {
  caseload_child_row row{};
  const auto& born = life.born;
  const auto& expected = life.expected;
  row.birth = CASELOAD_DAY_NOT_RECORDED;
  row.expected_birth = expected ? expected->days
                       : born   ? CASELOAD_DAY_NONE
                                : CASELOAD_DAY_NOT_RECORDED;
  if (born && *born <= as_of) {
    row.birth = born->days;
  } else if (born || (expected && *expected > as_of)) {
    row.birth = CASELOAD_DAY_NONE;
    if (!expected) row.expected_birth = CASELOAD_DAY_NOT_RECORDED;
  }
  row.death = life.death;
  row.recorded = life.recorded;
  return row;
}

Result<SubjectFacts> FactsOf(const Subject& subject, Date as_of, const CodeNumbers& numbers) {
  if (const auto wrong = WrongWithCase(subject, as_of)) return *wrong;
  if (MostRows(subject) > kRowsPerSubject)
    return Error{v1::ERROR_REASON_TOO_LARGE, "the case is too large for a rule"};
  SubjectFacts facts;
  if (subject.history_complete_from)
    facts.rows.history_complete_from = subject.history_complete_from->days;
  const auto ids = AddRows({&subject, 1}, as_of, numbers, facts);
  facts.rows.subject = RowOrNone(ids.children, subject.child.person_id());
  facts.rows.case_id = RowOrNone(ids.cases, subject.case_id);
  if (subject.links) AddRelations(*subject.links, subject.child.person_id(), as_of, facts);
  return facts;
}

Result<SubjectFacts> FactsOf(const FamilySubject& family, Date as_of, const CodeNumbers& numbers) {
  std::size_t rows = family.children.size();
  for (const auto& one : family.children) rows += MostRows(one);
  if (rows > kRowsPerSubject)
    return Error{v1::ERROR_REASON_TOO_LARGE, "the family is too large for a rule"};
  SubjectFacts facts;
  facts.rows.subject_kind = CASELOAD_SUBJECT_FAMILY;
  // A family has a number, not a row: it is the only one in its question.
  facts.rows.subject = 1;
  if (family.history_complete_from)
    facts.rows.history_complete_from = family.history_complete_from->days;
  AddRows(family.children, as_of, numbers, facts);
  return facts;
}

}  // namespace caseload::rules
