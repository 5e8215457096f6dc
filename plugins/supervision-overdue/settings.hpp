// SPDX-License-Identifier: Apache-2.0
// What this rule says, and the limits an authority may set.
#pragma once

#include <caseload/rule.hpp>

namespace supervision {

using caseload::rule::Parameter;
using caseload::rule::Text;

enum TextOf : std::uint32_t {
  kCaseDue,
  kCaseOverdue,
  kCaseUnknown,
  kNoOversightEnquiry,
  kNoOversightCare,
  kNoOversightMissing,
  kOversightUnknown,
  kWorkerDue,
  kWorkerOverdue,
  kWorkerUnknown,
  kNewnessUnknown,
  kTeamOverdue,
  kTeamUnknown,
  kNotCounted,
};
inline constexpr std::array kTexts{
    Text("CASE_SUPERVISION_DUE", CASELOAD_KIND_DUE,
         "The child on a protection plan is to be discussed in supervision in {measure} days, by "
         "{1}",
         "days", CASELOAD_VALUE_DAY),
    Text("CASE_SUPERVISION_OVERDUE", CASELOAD_KIND_BREACH,
         "On a protection plan and not discussed in supervision for {measure} days (limit "
         "{threshold}), was due {1}",
         "days", CASELOAD_VALUE_DAY),
    Text("CASE_SUPERVISION_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Cannot tell whether the child on a protection plan was discussed in supervision", ""),
    Text("NO_OVERSIGHT_OF_ENQUIRY", CASELOAD_KIND_BREACH,
         "No management oversight is recorded within {threshold} working days of the section 47 "
         "enquiry of {1}",
         "working days", CASELOAD_VALUE_DAY),
    Text("NO_OVERSIGHT_OF_CARE", CASELOAD_KIND_BREACH,
         "No management oversight is recorded within {threshold} working days of becoming looked "
         "after on {1}",
         "working days", CASELOAD_VALUE_DAY),
    Text("NO_OVERSIGHT_OF_MISSING", CASELOAD_KIND_BREACH,
         "No management oversight is recorded within {threshold} working days of going missing on "
         "{1}",
         "working days", CASELOAD_VALUE_DAY),
    Text("OVERSIGHT_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Cannot tell whether a manager looked at what happened: a day is not recorded, or the "
         "history is not whole",
         ""),
    Text("SUPERVISION_DUE", CASELOAD_KIND_DUE,
         "Supervision of the worker is due in {measure} days, by {1}", "days", CASELOAD_VALUE_DAY),
    Text("SUPERVISION_OVERDUE", CASELOAD_KIND_BREACH,
         "No supervision of the worker is recorded for {measure} days (limit {threshold}), was due "
         "{1}",
         "days", CASELOAD_VALUE_DAY),
    Text("SUPERVISION_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Cannot tell when the worker was last supervised: a day is not recorded, or the history "
         "is not whole",
         ""),
    Text("NEW_WORKER_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Whether the worker is new is not recorded; a new worker was to be supervised by {1}", "",
         CASELOAD_VALUE_DAY),
    Text("TEAM_SUPERVISION_OVERDUE", CASELOAD_KIND_BREACH,
         "Workers of the team whose supervision is overdue: {measure}", "workers"),
    Text("TEAM_SUPERVISION_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Workers of the team of whom it cannot be told when they were supervised: {measure}",
         "workers"),
    Text("NOT_COUNTED", CASELOAD_KIND_DATA_GAP,
         "Supervision cannot be counted: the clock table has no clock for it, or the calendar ends "
         "before",
         "")};

enum ParameterOf : std::uint32_t { kDueDays, kNewWeeks, kOversightDays, kOversightMonths };
inline constexpr std::array kParameters{
    Parameter({.name = "due_days",
               .title = "How many days before the last day supervision is said to be due",
               .unit = "days",
               .basis = "Local practice"},
              5, 0, 60),
    Parameter({.name = "new_weeks",
               .title = "For how many weeks in post a worker is new",
               .unit = "weeks",
               .basis = "Nottinghamshire supervision policy: more often for new workers"},
              12, 0, 104),
    Parameter(
        {.name = "oversight_days",
         .title = "Within how many working days a manager looks at an enquiry, care or a child "
                  "who went missing",
         .unit = "working days",
         .basis = "Local practice"},
        5, 1, 60),
    Parameter({.name = "oversight_months",
               .title = "For how many months it is told that nobody did",
               .unit = "months",
               .basis = "Local practice"},
              3, 1, 24)};

}  // namespace supervision
