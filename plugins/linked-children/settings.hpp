// SPDX-License-Identifier: Apache-2.0
// What this rule says, and the limits an authority may set.
#pragma once

#include <caseload/rule.hpp>

namespace linked {

using caseload::rule::Parameter;
using caseload::rule::Text;

enum TextOf : std::uint32_t {
  kOnPlan,
  kEnquiry,
  kLookedAfter,
  kDied,
  kLookedAtUnknown,
  kDayMissing,
  kOtherFamilies,
  kNotLookedUp,
  kNobodyRecorded,
};
inline constexpr std::array kTexts{
    Text("LINKED_ON_PLAN", CASELOAD_KIND_PROMPT,
         "Children of the family on a protection plan: {measure}; this child has not been assessed "
         "since {1}",
         "children", CASELOAD_VALUE_DAY),
    Text("LINKED_ENQUIRY", CASELOAD_KIND_PROMPT,
         "Children of the family under a section 47 enquiry: {measure}; this child was not "
         "assessed since {1}",
         "children", CASELOAD_VALUE_DAY),
    Text("LINKED_LOOKED_AFTER", CASELOAD_KIND_PROMPT,
         "Children of the family who came to be looked after: {measure}; this child was not "
         "assessed since {1}",
         "children", CASELOAD_VALUE_DAY),
    Text("LINKED_DIED", CASELOAD_KIND_PROMPT,
         "Children of the family who died: {measure}; this child was not assessed since {1}",
         "children", CASELOAD_VALUE_DAY),
    Text("ASSESSED_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Cannot tell whether this child was assessed since something happened to another child of "
         "the family",
         ""),
    Text("LINKED_DAY_MISSING", CASELOAD_KIND_DATA_GAP,
         "Cannot tell when something happened to another child of the family: the day is not "
         "recorded",
         ""),
    Text("ADULT_IN_OTHER_FAMILIES", CASELOAD_KIND_PROMPT,
         "Parents or carers who belong to other families as well: {measure}; are the children "
         "there known?",
         "adults"),
    Text("LINKED_NOT_LOOKED_UP", CASELOAD_KIND_DATA_GAP,
         "People linked to this child were not looked up", ""),
    Text("NOBODY_LINKED", CASELOAD_KIND_DATA_GAP,
         "Nobody is recorded as linked to this child, and the record may not be complete", "")};

enum ParameterOf : std::uint32_t { kLookedAfterMonths, kDiedMonths };
inline constexpr std::array kParameters{
    Parameter(
        {.name = "looked_after_months",
         .title = "For how many months it is told that a linked child came to be looked after",
         .unit = "months",
         .basis = "Local practice"},
        12, 1, 120),
    Parameter({.name = "died_months",
               .title = "For how many months it is told that a linked child died",
               .unit = "months",
               .basis = "Local practice"},
              24, 1, 240)};

}  // namespace linked
