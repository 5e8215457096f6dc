// SPDX-License-Identifier: Apache-2.0
// What this rule says, and the limits an authority may set.
#pragma once

#include <caseload/rule.hpp>

namespace unborn {

using caseload::rule::Parameter;
using caseload::rule::Text;

inline constexpr int kWeeksOfPregnancy = 40;
// HARM and all below it, in the core set of concerns (vocabulary 1).
inline constexpr std::uint16_t kHarmFirst = 600;
inline constexpr std::uint16_t kHarmLast = 628;

enum TextOf : std::uint32_t {
  kAssessmentDue,
  kNoAssessment,
  kAssessmentUnknown,
  kConferenceDue,
  kNoConference,
  kConferenceUnknown,
  kExpectedMissing,
  kBirthNotRecorded,
  kSiblingKnown,
  kSiblingsUnknown,
  kInfantNotSeen,
  kInfantSeenUnknown,
};
inline constexpr std::array kTexts{
    Text("PREBIRTH_ASSESSMENT_DUE", CASELOAD_KIND_DUE,
         "A pre-birth assessment is to begin in {measure} days, by {1}", "days",
         CASELOAD_VALUE_DAY),
    Text("NO_PREBIRTH_ASSESSMENT", CASELOAD_KIND_PROMPT,
         "No pre-birth assessment has begun, {measure} days to the expected birth; it was to begin "
         "by {1}",
         "days", CASELOAD_VALUE_DAY),
    Text("PREBIRTH_ASSESSMENT_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Cannot tell whether a pre-birth assessment began by {1}: the history may not be complete",
         "", CASELOAD_VALUE_DAY),
    Text("PREBIRTH_CONFERENCE_DUE", CASELOAD_KIND_DUE,
         "A pre-birth conference is to be held in {measure} days, by {1}", "days",
         CASELOAD_VALUE_DAY),
    Text("NO_PREBIRTH_CONFERENCE", CASELOAD_KIND_BREACH,
         "No pre-birth conference after a section 47 enquiry, {measure} days to the expected "
         "birth; was due {1}",
         "days", CASELOAD_VALUE_DAY),
    Text("PREBIRTH_CONFERENCE_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Cannot tell whether a pre-birth conference was held by {1}: the history may not be "
         "complete",
         "", CASELOAD_VALUE_DAY),
    Text("EXPECTED_BIRTH_MISSING", CASELOAD_KIND_DATA_GAP,
         "The day on which the child is expected is not recorded", ""),
    Text("BIRTH_NOT_RECORDED", CASELOAD_KIND_DATA_GAP,
         "No birth is recorded {measure} days after the expected day {1} (told after {threshold})",
         "days", CASELOAD_VALUE_DAY),
    Text("SIBLING_KNOWN", CASELOAD_KIND_PROMPT,
         "Brothers or sisters who died, were looked after or on a plan: {measure}; no enquiry "
         "about this child is recorded",
         "siblings"),
    Text("SIBLINGS_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Cannot tell what is known of brothers and sisters: they were not looked up", ""),
    Text("INFANT_NOT_SEEN", CASELOAD_KIND_PROMPT,
         "Harm is asserted of a child under one who has not been seen for {measure} days (told "
         "after {threshold})",
         "days"),
    Text("INFANT_SEEN_UNKNOWN", CASELOAD_KIND_DATA_GAP,
         "Cannot tell whether a child under one, of whom harm is asserted, was seen within "
         "{threshold} days",
         "days")};

enum ParameterOf : std::uint32_t {
  kAssessmentWeek,
  kConferenceWeek,
  kDueDays,
  kBirthDays,
  kSeenDays
};
inline constexpr std::array kParameters{
    Parameter({.name = "assessment_week",
               .title = "Until which week of the pregnancy an assessment is to begin",
               .unit = "weeks",
               .basis = "Local practice; Cambridgeshire aims to begin at 12 weeks"},
              20, 8, 40),
    Parameter({.name = "conference_week",
               .title = "Until which week of the pregnancy a conference is to be held",
               .unit = "weeks",
               .basis = "Sefton pre-birth procedures: week 34"},
              34, 12, 40),
    Parameter({.name = "due_days",
               .title = "How many days before the last day something is said to be due",
               .unit = "days",
               .basis = "Local practice"},
              14, 0, 60),
    Parameter({.name = "birth_days",
               .title = "How many days after the expected day a birth is recorded",
               .unit = "days",
               .basis = "Local practice; a pregnancy rarely lasts two weeks longer"},
              14, 0, 60),
    Parameter({.name = "seen_days",
               .title = "Within how many days a baby is seen once harm was asserted",
               .unit = "days",
               .basis = "Local practice"},
              14, 1, 90)};

struct Limits {
  int assessment_week;
  int conference_week;
  int due_days;
  int birth_days;
  int seen_days;
};
inline Limits Read(const caseload::rule::Settings& set) {
  return {set.Int(kAssessmentWeek), set.Int(kConferenceWeek), set.Int(kDueDays),
          set.Int(kBirthDays), set.Int(kSeenDays)};
}

}  // namespace unborn
