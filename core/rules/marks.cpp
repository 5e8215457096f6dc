// SPDX-License-Identifier: Apache-2.0
#include "rules/marks.h"

#include <algorithm>
#include <set>

#include "rules/entry_facts.h"
#include "rules/upn.h"

namespace caseload::rules {
namespace {

using Marks = std::vector<caseload_mark_row>;

void Mark(Marks& marks, bool found, int kind, std::int32_t value = CASELOAD_VALUE_NOT_RECORDED) {
  if (found) marks.push_back({0, 0, static_cast<std::uint16_t>(kind), 0, value});
}

void MarkUpn(const v1::Person& child, bool shared, const CodeNumbers& numbers, Marks& marks) {
  const auto& upn = NumberOfScheme(child, "upn");
  if (!upn.empty()) {
    const int since = UpnAuthoritySince(upn);
    Mark(marks, true, CASELOAD_MARK_UPN);
    Mark(marks, !UpnLetterIsRight(upn), CASELOAD_MARK_UPN_CHECK_LETTER_WRONG);
    Mark(marks, since != 0, CASELOAD_MARK_UPN_AUTHORITY_UNKNOWN,
         since > 0 ? since : CASELOAD_VALUE_NOT_RECORDED);
    Mark(marks, !UpnMiddleIsNumeric(upn), CASELOAD_MARK_UPN_NOT_NUMERIC);
    Mark(marks, !UpnEndIsRight(upn), CASELOAD_MARK_UPN_LAST_CHARACTER_WRONG);
    Mark(marks, shared, CASELOAD_MARK_UPN_SHARED);
  }
  const auto& why_none = child.upn_unknown_reason();
  Mark(marks, !why_none.empty(), CASELOAD_MARK_UPN_UNKNOWN_REASON,
       NumberOf(numbers.number, "upn_unknown_reason", why_none));
  const auto& former = NumberOfScheme(child, "former_upn");
  Mark(marks, !former.empty() && !UpnIsFormed(former), CASELOAD_MARK_FORMER_UPN_WRONG);
}

bool IsAlphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

void MarkLocalId(const v1::Person& child, bool shared, Marks& marks) {
  constexpr std::size_t kMost = 20;
  const auto& id = NumberOfScheme(child, "la_child_id");
  if (id.empty()) return;
  Mark(marks, true, CASELOAD_MARK_LOCAL_ID);
  Mark(marks, id.size() > kMost, CASELOAD_MARK_LOCAL_ID_TOO_LONG);
  Mark(marks, !std::all_of(id.begin(), id.end(), IsAlphanumeric),
       CASELOAD_MARK_LOCAL_ID_NOT_ALPHANUMERIC);
  Mark(marks, shared, CASELOAD_MARK_LOCAL_ID_SHARED);
}

void MarkSex(const v1::Person& child, Marks& marks) {
  const auto& sex = child.sex();
  const bool new_codes = sex == "M" || sex == "F" || sex == "U";
  const int codes = new_codes ? CASELOAD_SEX_SINCE_2024 : CASELOAD_SEX_UNTIL_2024;
  const auto as = SexOf(child);
  Mark(marks, as == SexAs::kKnown, CASELOAD_MARK_SEX_RECORDED, codes);
  Mark(marks, as == SexAs::kNotKnown, CASELOAD_MARK_SEX_UNKNOWN, codes);
  Mark(marks, as == SexAs::kInvalid, CASELOAD_MARK_SEX_INVALID);
}

void MarkCharacteristics(const v1::Person& child, const CodeNumbers& numbers, Marks& marks) {
  const auto ethnicity = NumberOf(numbers.number, "ethnicity", child.ethnicity());
  const bool known = ethnicity != CASELOAD_CODE_UNKNOWN;
  Mark(marks, known && !child.ethnicity().empty(), CASELOAD_MARK_ETHNICITY_RECORDED);
  Mark(marks, !known, CASELOAD_MARK_ETHNICITY_INVALID);
  const std::set<std::string> said(child.disabilities().begin(), child.disabilities().end());
  Mark(marks, said.contains("NONE") && said.size() > 1, CASELOAD_MARK_DISABILITY_NONE_AND_OTHERS);
  Mark(marks, said.size() < static_cast<std::size_t>(child.disabilities_size()),
       CASELOAD_MARK_DISABILITY_REPEATED);
}

}  // namespace

const std::string& NumberOfScheme(const v1::Person& child, std::string_view scheme) {
  static const std::string kNone;
  for (const auto& one : child.identifiers()) {
    if (one.scheme() == scheme) return one.value();
  }
  return kNone;
}

// Boys and girls as on the certificate, and until 2024 one that was neither; 0 and U: not known.
SexAs SexOf(const v1::Person& child) {
  const auto& sex = child.sex();
  if (sex.empty()) return SexAs::kMissing;
  if (sex == "M" || sex == "F" || sex == "1" || sex == "2" || sex == "9") return SexAs::kKnown;
  return sex == "0" || sex == "U" ? SexAs::kNotKnown : SexAs::kInvalid;
}

std::vector<caseload_mark_row> MarksOf(const v1::Person& child, const SharedNumbers& shared,
                                       const CodeNumbers& numbers) {
  Marks marks;
  MarkUpn(child, shared.upn, numbers, marks);
  MarkLocalId(child, shared.local_id, marks);
  MarkSex(child, marks);
  MarkCharacteristics(child, numbers, marks);
  return marks;
}

}  // namespace caseload::rules
