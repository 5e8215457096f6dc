// SPDX-License-Identifier: Apache-2.0
// What this rule says, and the table of points an authority may set.
#pragma once

#include <caseload/rule.hpp>

namespace load {

using caseload::rule::Parameter;
using caseload::rule::Text;

enum TextOf : std::uint32_t {
  kOver,
  kTeamOver,
  kTooManyChildren,
  kNewnessUnknown,
  kHoursUnknown,
  kCaseUnknown,
  kAbsent,
  kAbsenceUnknown,
  kLeft,
  kUnallocated,
  kUnallocatedUnknown,
};
inline constexpr std::array kTexts{
    Text("LOAD_OVER_CAPACITY", CASELOAD_KIND_PROMPT,
         "Work of {measure} points is allocated, for {1} children; there is room for {threshold}",
         "points", CASELOAD_VALUE_NUMBER),
    Text("TEAM_OVER_CAPACITY", CASELOAD_KIND_PROMPT,
         "Work of {measure} points is allocated to the team, for {1} children; there is room for "
         "{threshold}",
         "points", CASELOAD_VALUE_NUMBER),
    Text("NEWLY_QUALIFIED_CHILDREN", CASELOAD_KIND_PROMPT,
         "A newly qualified worker holds {measure} children (told above {threshold})", "children"),
    Text("NEWLY_QUALIFIED_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Whether the worker is newly qualified is not recorded; if so, {measure} points would be "
         "more than {threshold}",
         "points"),
    Text("HOURS_NOT_RECORDED", CASELOAD_KIND_DATA_GAP,
         "Cannot tell what there is room for: hours are not recorded of {measure} workers who hold "
         "or share work",
         "workers"),
    Text("CASE_NOT_KNOWN", CASELOAD_KIND_DATA_GAP,
         "Allocations that count for nothing, as the case they are about is not known: {measure}",
         "allocations"),
    Text("ABSENT_WITHOUT_COVER", CASELOAD_KIND_PROMPT,
         "Children held by a worker who is absent, without cover for more than {threshold} days: "
         "{measure}",
         "children"),
    Text("ABSENCE_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Cannot tell since when or until when a worker who holds children is absent", ""),
    Text("HELD_BY_ONE_WHO_LEFT", CASELOAD_KIND_PROMPT,
         "Children still allocated to a worker who has left: {measure}", "children"),
    Text("NOT_ALLOCATED", CASELOAD_KIND_PROMPT,
         "Children allocated to the team and to nobody in it for more than {threshold} days: "
         "{measure}",
         "children"),
    Text("NOT_ALLOCATED_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Children allocated to the team of whom it cannot be told whether anybody holds them: "
         "{measure}",
         "children")};

enum ParameterOf : std::uint32_t {
  kPointsFullTime,
  kPointsNewlyQualified,
  kChildrenNewlyQualified,
  kPointsProtection,
  kPointsEnquiry,
  kPointsCare,
  kPointsAssessment,
  kPointsNeed,
  kPointsOther,
  kAbsentDays,
  kUnallocatedDays,
};
constexpr caseload_parameter Points(std::string_view name, std::string_view title,
                                    std::int64_t otherwise) {
  return Parameter({.name = name,
                    .title = title,
                    .unit = "points",
                    .basis = "Local table; authorities publish 4 to 10 points for a piece of work"},
                   otherwise, 0, 100);
}
inline constexpr std::array kParameters{
    Parameter({.name = "points_full_time",
               .title = "For how many points a full-time worker has room",
               .unit = "points",
               .basis = "Wirral caseload policy: 100 points for a full-time worker"},
              100, 10, 1000),
    Parameter({.name = "points_newly_qualified",
               .title = "For how many points a newly qualified full-time worker has room",
               .unit = "points",
               .basis = "Wirral caseload policy: 90 points in the first year"},
              90, 10, 1000),
    Parameter({.name = "children_newly_qualified",
               .title = "How many children a newly qualified full-time worker holds at most",
               .unit = "children",
               .basis = "Wirral caseload policy: about 12 children in the first year"},
              12, 1, 100),
    Points("points_protection", "Points of a child on a protection plan", 10),
    Points("points_enquiry", "Points of a child under a section 47 enquiry", 10),
    Points("points_looked_after", "Points of a looked-after child", 8),
    Points("points_assessment", "Points of a child who is being assessed", 7),
    Points("points_need", "Points of a child with a child in need plan", 5),
    Points("points_other", "Points of any other child with an open case", 4),
    Parameter({.name = "absent_days",
               .title = "For how many days a worker may be absent without cover",
               .unit = "days",
               .basis = "Local practice"},
              5, 0, 60),
    Parameter({.name = "unallocated_days",
               .title = "For how many days a child may wait for a worker",
               .unit = "days",
               .basis = "Local practice"},
              2, 0, 60)};

struct Table {
  int full_time;
  int newly_qualified;
  int children_newly_qualified;
  int protection;
  int enquiry;
  int care;
  int assessment;
  int need;
  int other;
  int absent_days;
  int unallocated_days;
};
inline Table Read(const caseload::rule::Settings& set) {
  return {
      set.Int(kPointsFullTime),   set.Int(kPointsNewlyQualified), set.Int(kChildrenNewlyQualified),
      set.Int(kPointsProtection), set.Int(kPointsEnquiry),        set.Int(kPointsCare),
      set.Int(kPointsAssessment), set.Int(kPointsNeed),           set.Int(kPointsOther),
      set.Int(kAbsentDays),       set.Int(kUnallocatedDays)};
}

}  // namespace load
