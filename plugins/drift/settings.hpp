// SPDX-License-Identifier: Apache-2.0
// What this rule says, and the limits an authority may set.
#pragma once

#include <caseload/rule.hpp>

namespace drift {

using caseload::rule::Parameter;
using caseload::rule::Text;

enum TextOf : std::uint32_t {
  kPlanLong,
  kPlanVeryLong,
  kNeedPlanLong,
  kPreProceedingsLong,
  kCategoryUnchanged,
  kCategoryUnknown,
  kEnquiries,
  kEnquiriesUnknown,
  kAssessments,
  kAssessmentsUnknown,
  kStartMissing,
  kContacts,
  kContactsUnknown,
  kStepToPlan,
  kStepToCare,
  kStepUnknown,
  kNobodyAllocated,
  kAllocationUnknown,
};
inline constexpr std::array kTexts{
    Text("PLAN_LONG", CASELOAD_KIND_PROMPT,
         "On a child protection plan for {measure} months (worth a fresh look after {threshold})",
         "months"),
    Text("PLAN_VERY_LONG", CASELOAD_KIND_BREACH,
         "On a child protection plan for {measure} months (limit {threshold})", "months"),
    Text("CIN_PLAN_LONG", CASELOAD_KIND_PROMPT,
         "On a child in need plan for {measure} months (worth a fresh look after {threshold})",
         "months"),
    Text("PRE_PROCEEDINGS_LONG", CASELOAD_KIND_PROMPT,
         "In pre-proceedings for {measure} weeks without an application (worth a look after "
         "{threshold})",
         "weeks"),
    Text("CATEGORY_UNCHANGED", CASELOAD_KIND_PROMPT,
         "Reviews that continued the plan with its category unchanged: {measure} (told from "
         "{threshold} on)",
         "reviews"),
    Text("CATEGORY_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "The plan was continued at {measure} reviews (told from {threshold} on); its category or "
         "a day is not recorded",
         "reviews"),
    Text("ENQUIRIES_REPEATED", CASELOAD_KIND_PROMPT,
         "Section 47 enquiries in {1} months without a conference: {measure} (told from "
         "{threshold} on)",
         "enquiries", CASELOAD_VALUE_NUMBER),
    Text("ENQUIRIES_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Section 47 enquiries in {1} months: at least {measure}; others, or a conference or its "
         "day, may not be on record",
         "enquiries", CASELOAD_VALUE_NUMBER),
    Text("ASSESSMENTS_REPEATED", CASELOAD_KIND_PROMPT,
         "Assessments begun in {1} months: {measure} (told from {threshold} on)", "assessments",
         CASELOAD_VALUE_NUMBER),
    Text("ASSESSMENTS_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Assessments begun in {1} months: at least {measure}; there may be others that the "
         "record does not hold",
         "assessments", CASELOAD_VALUE_NUMBER),
    Text("START_MISSING", CASELOAD_KIND_DATA_GAP,
         "Cannot tell how long a plan has lasted: the day it began is not recorded", ""),
    Text("CONTACTS_REPEATED", CASELOAD_KIND_PROMPT,
         "Contacts and referrals in {1} months, and no plan: {measure} (told from {threshold} on)",
         "occasions", CASELOAD_VALUE_NUMBER),
    Text("CONTACTS_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Contacts and referrals in {1} months: at least {measure}; others, or a plan, may not be "
         "on record",
         "occasions", CASELOAD_VALUE_NUMBER),
    Text("STEP_TO_PLAN", CASELOAD_KIND_INFO,
         "Child protection plan began {measure} days after the referral of {1} (told from "
         "{threshold} on)",
         "days", CASELOAD_VALUE_DAY),
    Text("STEP_TO_CARE", CASELOAD_KIND_INFO,
         "Became looked after {measure} days after the plan or referral of {1} (told from "
         "{threshold} on)",
         "days", CASELOAD_VALUE_DAY),
    Text("STEP_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Step to a plan or care after at most {measure} days; a referral or plan in between may "
         "not be on record",
         "days"),
    Text("NOBODY_ALLOCATED", CASELOAD_KIND_BREACH,
         "Nobody has been allocated to this case for {measure} working days (limit {threshold})",
         "working days"),
    Text("ALLOCATION_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "No worker known to hold the case for {measure} working days (limit {threshold}); one, or "
         "a day, may not be on record",
         "working days")};

enum ParameterOf : std::uint32_t {
  kLongMonths,
  kVeryLongMonths,
  kNeedMonths,
  kCourtWeeks,
  kReviews,
  kEnquiriesOf,
  kAssessmentsOf,
  kWindowMonths,
  kContactsOf,
  kStepDays,
  kStepGapDays,
  kUnallocatedDays
};
inline constexpr std::array kParameters{
    Parameter({.name = "plan_months",
               .title = "After how many months a child protection plan is looked at afresh",
               .unit = "months",
               .basis = "Local practice; two reviews have been held by then"},
              15, 1, 120),
    Parameter({.name = "plan_limit_months",
               .title = "How many months a child protection plan lasts at most",
               .unit = "months",
               .basis = "DfE child protection statistics: plans of two years or more"},
              24, 1, 120),
    Parameter({.name = "cin_plan_months",
               .title = "After how many months a child in need plan is looked at afresh",
               .unit = "months",
               .basis = "Local practice"},
              12, 1, 120),
    Parameter({.name = "pre_proceedings_weeks",
               .title = "After how many weeks pre-proceedings are looked at afresh",
               .unit = "weeks",
               .basis = "Local practice under the Public Law Outline"},
              12, 1, 104),
    Parameter({.name = "reviews",
               .title = "How many reviews continue a plan unchanged before it is told",
               .unit = "reviews",
               .basis = "Local practice"},
              2, 1, 10),
    Parameter({.name = "enquiries",
               .title = "How many enquiries without a conference are told",
               .unit = "enquiries",
               .basis = "Local practice"},
              2, 2, 10),
    Parameter({.name = "assessments",
               .title = "How many assessments are told",
               .unit = "assessments",
               .basis = "Local practice"},
              3, 2, 10),
    Parameter({.name = "window_months",
               .title = "Over how many months what is done again is counted, and a step is told",
               .unit = "months",
               .basis = "Local practice"},
              12, 1, 60),
    Parameter({.name = "contacts",
               .title = "How many contacts and referrals without a plan are told",
               .unit = "occasions",
               .basis = "Local practice"},
              3, 2, 50),
    Parameter({.name = "step_days",
               .title = "After how many days a step to a plan or to care is told",
               .unit = "days",
               .basis = "Local practice"},
              90, 0, 3650),
    Parameter({.name = "step_gap_days",
               .title = "Within how many days before a step a referral is part of it",
               .unit = "days",
               .basis = "Data to Insight, drift tool: referrals within 14 days are dropped"},
              14, 0, 90),
    Parameter(
        {.name = "unallocated_days",
         .title = "For how many working days an open case may be without a worker; 0: not told",
         .unit = "working days",
         .basis = "Working Together: a social worker decides within one working day of the "
                  "referral; the number of days is local practice"},
        5, 0, 250)};

struct Limits {
  int long_months;
  int very_long_months;
  int need_months;
  int court_weeks;
  int reviews;
  int enquiries;
  int assessments;
  int window_months;
  int contacts;
  int step_days;
  int step_gap_days;
  int unallocated_days;
};
inline Limits Read(const caseload::rule::Settings& set) {
  return {set.Int(kLongMonths),    set.Int(kVeryLongMonths), set.Int(kNeedMonths),
          set.Int(kCourtWeeks),    set.Int(kReviews),        set.Int(kEnquiriesOf),
          set.Int(kAssessmentsOf), set.Int(kWindowMonths),   set.Int(kContactsOf),
          set.Int(kStepDays),      set.Int(kStepGapDays),    set.Int(kUnallocatedDays)};
}

}  // namespace drift
