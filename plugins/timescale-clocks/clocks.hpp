// SPDX-License-Identifier: Apache-2.0
// The clocks this rule watches, by their names in the authority's clock table, and what it can say
// of each.
#pragma once

#include <caseload/rule.hpp>
#include <optional>

namespace timescale {

enum Clock : std::uint32_t {
  kDecision,
  kAssessmentFromReferral,
  kAssessment,
  kEnquirySeen,
  kConference,
  kCoreGroupFirst,
  kCoreGroupNext,
  kPlanReviewFirst,
  kPlanReviewNext,
  kCareReviewFirst,
  kCareReviewSecond,
  kCareReviewNext,
  kClocks
};

inline constexpr std::array<std::string_view, kClocks> kNames{
    "REF_DECISION", "ASSESS_REF", "ASSESS_START", "S47_SEEN",     "ICPC",         "CORE_1",
    "CORE_N",       "RCPC_1",     "RCPC_N",       "LAC_REVIEW_1", "LAC_REVIEW_2", "LAC_REVIEW_N"};

// What happens again and again has a clock for every later turn; nothing for what is done once.
constexpr std::optional<Clock> LaterTurnOf(Clock clock) {
  if (clock == kCoreGroupFirst || clock == kCoreGroupNext) return kCoreGroupNext;
  if (clock == kPlanReviewFirst || clock == kPlanReviewNext) return kPlanReviewNext;
  if (clock == kCareReviewFirst || clock == kCareReviewSecond || clock == kCareReviewNext)
    return kCareReviewNext;
  return std::nullopt;
}

// Of each clock, in this order.
enum Said : std::uint32_t { kDue, kOverdue, kLate, kUnknown, kSaids };

constexpr std::uint32_t TextOf(Clock clock, Said said) {
  return std::uint32_t{clock} * kSaids + said;
}
inline constexpr std::uint32_t kDayMissing = std::uint32_t{kClocks} * kSaids;
inline constexpr std::uint32_t kNotCounted = kDayMissing + 1;

#define CLOCK_TEXTS(code, what)                                                                 \
  caseload::rule::Text(code "_DUE", CASELOAD_KIND_DUE, what ": due in {measure} days, on {1}",  \
                       "days", CASELOAD_VALUE_DAY),                                             \
      caseload::rule::Text(code "_OVERDUE", CASELOAD_KIND_BREACH,                               \
                           what                                                                 \
                           ": not recorded after {measure} days (limit {threshold}), due "      \
                           "{1}",                                                               \
                           "days", CASELOAD_VALUE_DAY),                                         \
      caseload::rule::Text(code "_LATE", CASELOAD_KIND_INFO,                                    \
                           what ": after {measure} days (limit {threshold})", "days"),          \
      caseload::rule::Text(code "_UNKNOWN", CASELOAD_KIND_DATA_GAP,                             \
                           what ": cannot tell whether it was in time; it was due {1}", "days", \
                           CASELOAD_VALUE_DAY)

inline constexpr std::array kTexts{
    CLOCK_TEXTS("DECISION", "Decision on the referral"),
    CLOCK_TEXTS("ASSESSMENT_FROM_REFERRAL", "Assessment, from the referral"),
    CLOCK_TEXTS("ASSESSMENT", "Assessment, from its start"),
    CLOCK_TEXTS("ENQUIRY_SEEN", "Child seen in the section 47 enquiry"),
    CLOCK_TEXTS("CONFERENCE", "Initial conference, from the strategy discussion"),
    CLOCK_TEXTS("CORE_GROUP_FIRST", "First core group"),
    CLOCK_TEXTS("CORE_GROUP", "Next core group"),
    CLOCK_TEXTS("PLAN_REVIEW_FIRST", "First review of the protection plan"),
    CLOCK_TEXTS("PLAN_REVIEW", "Next review of the protection plan"),
    CLOCK_TEXTS("CARE_REVIEW_FIRST", "First review of the looked-after child"),
    CLOCK_TEXTS("CARE_REVIEW_SECOND", "Second review of the looked-after child"),
    CLOCK_TEXTS("CARE_REVIEW", "Next review of the looked-after child"),
    caseload::rule::Text("DAY_MISSING", CASELOAD_KIND_DATA_GAP,
                         "A timescale cannot be counted: the day something began or ended is not "
                         "recorded",
                         ""),
    caseload::rule::Text("NOT_COUNTED", CASELOAD_KIND_DATA_GAP,
                         "A timescale cannot be counted: the clock table has no clock for it, or "
                         "the calendar ends before",
                         "")};
#undef CLOCK_TEXTS
static_assert(kTexts.size() == kNotCounted + 1);

}  // namespace timescale
