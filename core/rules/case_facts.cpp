// SPDX-License-Identifier: Apache-2.0
#include "rules/case_facts.h"

#include <algorithm>
#include <map>

#include "rules/entry_facts.h"
#include "taxonomy/packs.h"

namespace caseload::rules {
namespace {

// A row before it has its number.
template <class Row>
struct Unnumbered {
  Row row;
  std::string record_id;
};

caseload_day Start(const caseload_case_row& row) { return row.referred; }
caseload_day Start(const caseload_span_row& row) { return row.start; }
caseload_day Start(const caseload_event_row& row) { return row.day; }
caseload_day Start(const caseload_concern_row& row) { return row.start; }
caseload_day End(const caseload_case_row& row) { return row.closed; }
caseload_day End(const caseload_span_row& row) { return row.end; }
caseload_day End(const caseload_event_row&) { return CASELOAD_DAY_NONE; }
caseload_day End(const caseload_concern_row& row) { return row.end; }

// Rules are promised rows in the order of (day, id), so ids are given in that order; record ids
// decide between rows of one day, so that the same record always gives the same bytes.
template <class Row>
void Number(std::vector<Unnumbered<Row>>& found, std::uint32_t evidence_kind, const char* kind,
            CaseFacts& facts, std::vector<Row>& rows) {
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair(Start(a.row), std::string_view(a.record_id)) <
           std::pair(Start(b.row), std::string_view(b.record_id));
  });
  for (auto& one : found) {
    facts.origins.push_back({evidence_kind, kind, one.record_id, Start(one.row), End(one.row)});
    one.row.id = static_cast<std::uint32_t>(facts.origins.size());
    rows.push_back(one.row);
  }
}

bool After(const std::string& day, Date as_of) {
  const auto date = ParseDate(day);
  return date && *date > as_of;
}

caseload_case_row CaseRow(const v1::Case& of, Date as_of, const CodeNumbers& numbers) {
  caseload_case_row row{};
  row.referred = DayOr(of.referred_on(), CASELOAD_DAY_NOT_RECORDED);
  row.closed = EndBy(of.closed_on(), as_of);
  row.referral_source = NumberOf(numbers.number, "referral_source", of.referral_source());
  if (row.closed != CASELOAD_DAY_NONE) {
    row.closure_reason = NumberOf(numbers.number, "closure_reason", of.closure_reason());
  }
  if (of.has_referral_no_further_action()) {
    row.flags =
        of.referral_no_further_action() ? CASELOAD_CASE_NO_FURTHER_ACTION : CASELOAD_CASE_TAKEN_ON;
  }
  return row;
}

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
  row.code = NumberOf(numbers.number, set, concern.code());
  if (numbers.core && !concern.code().empty()) row.core_code = numbers.core(set, concern.code());
  row.basis = static_cast<std::uint16_t>(concern.basis());
  const auto& about = concern.about_person_id();
  if (!about.empty() && about != child.person_id()) row.flags = CASELOAD_CONCERN_ABOUT_ANOTHER;
  return row;
}

void SetBirth(const v1::Person& child, Date as_of, FactsRows& rows) {
  const auto born = ParseDate(child.born_on());
  const auto expected = ParseDate(child.expected_on());
  rows.expected_birth = expected ? expected->days
                        : born   ? CASELOAD_DAY_NONE
                                 : CASELOAD_DAY_NOT_RECORDED;
  if (born && *born <= as_of) {
    rows.birth = born->days;
  } else if (born || (expected && *expected > as_of)) {
    rows.birth = CASELOAD_DAY_NONE;
    if (!expected) rows.expected_birth = CASELOAD_DAY_NOT_RECORDED;
  }
}

using CaseRowIds = std::map<std::string, std::uint32_t, std::less<>>;

CaseRowIds AddCases(const Subject& subject, Date as_of, const CodeNumbers& numbers,
                    CaseFacts& facts) {
  std::vector<Unnumbered<caseload_case_row>> found;
  for (const auto& one : subject.cases) {
    if (!After(one.referred_on(), as_of))
      found.push_back({CaseRow(one, as_of, numbers), one.case_id()});
  }
  Number(found, CASELOAD_EVIDENCE_CASE, "case", facts, facts.rows.cases);
  CaseRowIds ids;
  for (const auto& one : found) ids[one.record_id] = one.row.id;
  return ids;
}

// Nothing for an entry whose cases had not begun yet; 0 for one that belongs to no case.
std::optional<std::uint32_t> CaseOf(const v1::Entry& entry, const CaseRowIds& cases) {
  for (const auto& id : entry.case_ids()) {
    const auto found = cases.find(id);
    if (found != cases.end()) return found->second;
  }
  if (entry.case_ids().empty()) return 0;
  return std::nullopt;
}

void AddEntries(const Subject& subject, Date as_of, const CodeNumbers& numbers,
                const CaseRowIds& cases, CaseFacts& facts) {
  std::vector<Unnumbered<caseload_span_row>> spans;
  std::vector<Unnumbered<caseload_event_row>> events;
  for (const auto& entry : subject.entries) {
    const auto of = CaseOf(entry, cases);
    if (!of || !entry.withdrawn_because().empty() || After(entry.occurred_on(), as_of)) continue;
    auto row = RowOf(entry, as_of, numbers);
    if (auto* span = std::get_if<caseload_span_row>(&row)) {
      span->case_id = *of;
      spans.push_back({*span, entry.entry_id()});
    } else if (auto* event = std::get_if<caseload_event_row>(&row)) {
      event->case_id = *of;
      events.push_back({*event, entry.entry_id()});
    }
  }
  Number(spans, CASELOAD_EVIDENCE_SPAN, "entry", facts, facts.rows.spans);
  Number(events, CASELOAD_EVIDENCE_EVENT, "entry", facts, facts.rows.events);
}

void AddConcerns(const Subject& subject, Date as_of, const CodeNumbers& numbers,
                 const CaseRowIds& cases, CaseFacts& facts) {
  std::vector<Unnumbered<caseload_concern_row>> found;
  for (const auto& one : subject.cases) {
    const auto of = cases.find(one.case_id());
    if (of == cases.end()) continue;
    for (const auto& concern : one.concerns()) {
      if (!concern.retracted_because().empty() || After(concern.asserted_on(), as_of)) continue;
      auto row = ConcernRow(concern, subject.child, as_of, numbers);
      row.case_id = of->second;
      found.push_back({row, concern.concern_id()});
    }
  }
  Number(found, CASELOAD_EVIDENCE_CONCERN, "concern", facts, facts.rows.concerns);
}

std::size_t MostRows(const Subject& subject) {
  std::size_t rows = subject.cases.size() + subject.entries.size();
  for (const auto& one : subject.cases) rows += static_cast<std::size_t>(one.concerns_size());
  return rows;
}

}  // namespace

CodeNumbers NumbersOf(const taxonomy::Packs& packs) {
  return {[&packs](std::string_view set, std::string_view code) {
            const auto* found = packs.Find(set, code);
            return found == nullptr ? std::uint16_t{CASELOAD_CODE_UNKNOWN} : found->number;
          },
          [&packs](std::string_view set, std::string_view code) {
            const auto* found = packs.Find(set, code);
            const auto* core = found == nullptr ? nullptr : packs.CoreOf(*found);
            return core == nullptr ? std::uint16_t{0} : core->number;
          }};
}

const Origin* CaseFacts::Find(const caseload_evidence& evidence) const {
  if (evidence.row == 0 || evidence.row > origins.size()) return nullptr;
  const Origin& origin = origins[evidence.row - 1];
  if (evidence.kind == CASELOAD_EVIDENCE_CASE_CLOSED ||
      evidence.kind == CASELOAD_EVIDENCE_SPAN_ENDED) {
    const bool fits = origin.evidence_kind + 1 == evidence.kind;
    return fits && origin.end != CASELOAD_DAY_NONE ? &origin : nullptr;
  }
  return origin.evidence_kind == evidence.kind ? &origin : nullptr;
}
static_assert(CASELOAD_EVIDENCE_CASE + 1 == CASELOAD_EVIDENCE_CASE_CLOSED &&
              CASELOAD_EVIDENCE_SPAN + 1 == CASELOAD_EVIDENCE_SPAN_ENDED);

Result<CaseFacts> FactsOf(const Subject& subject, Date as_of, const CodeNumbers& numbers) {
  const auto own = std::find_if(subject.cases.begin(), subject.cases.end(),
                                [&](const auto& one) { return one.case_id() == subject.case_id; });
  if (own == subject.cases.end()) return Error{v1::ERROR_REASON_NOT_FOUND, "there is no such case"};
  if (MostRows(subject) > kRowsPerSubject)
    return Error{v1::ERROR_REASON_TOO_LARGE, "the case is too large for a rule"};
  if (After(own->referred_on(), as_of)) {
    return Error{v1::ERROR_REASON_NOT_KNOWN_THEN, "the case had not begun on that day"};
  }
  CaseFacts facts;
  facts.rows.as_of = as_of.days;
  if (subject.history_complete_from)
    facts.rows.history_complete_from = subject.history_complete_from->days;
  SetBirth(subject.child, as_of, facts.rows);
  const CaseRowIds cases = AddCases(subject, as_of, numbers, facts);
  facts.rows.case_id = cases.find(subject.case_id)->second;
  AddEntries(subject, as_of, numbers, cases, facts);
  AddConcerns(subject, as_of, numbers, cases, facts);
  return facts;
}

}  // namespace caseload::rules
