// SPDX-License-Identifier: Apache-2.0
// What is said of visits, on each of the three tracks.
#pragma once

#include <caseload/rule.hpp>

namespace visits {

enum Kind : std::uint32_t { kPlan, kCare, kNeed, kKinds };
enum Said : std::uint32_t { kDue, kOverdue, kUnknown, kSaids };
constexpr std::uint32_t TextOf(Kind kind, Said said) { return std::uint32_t{kind} * kSaids + said; }
enum TextOfAll : std::uint32_t {
  kUnseenVisitsTold = std::uint32_t{kKinds} * kSaids,
  kSeenNotRecorded,
  kNotAlone,
  kAloneUnknown,
  kBedroomNotSeen,
  kBedroomUnknown,
  kStartMissing,
  kNotCounted,
  kTextsInAll
};

#define TRACK_TEXTS(code, what)                                                                \
  caseload::rule::Text(code "_VISIT_DUE", CASELOAD_KIND_DUE,                                   \
                       what ": the child is to be seen in {measure} days, by {1}", "days",     \
                       CASELOAD_VALUE_DAY),                                                    \
      caseload::rule::Text(code "_NOT_SEEN", CASELOAD_KIND_BREACH,                             \
                           what                                                                \
                           ": child not seen for {measure} days (limit {threshold}), was due " \
                           "by {1}",                                                           \
                           "days", CASELOAD_VALUE_DAY),                                        \
      caseload::rule::Text(code "_SEEN_UNKNOWN", CASELOAD_KIND_DATA_GAP,                       \
                           what ": cannot tell whether the child was seen by {1}", "days",     \
                           CASELOAD_VALUE_DAY)

inline constexpr std::array kTexts{
    TRACK_TEXTS("CP", "Protection plan"),
    TRACK_TEXTS("CARE", "Looked-after child"),
    TRACK_TEXTS("CIN", "Child in need plan"),
    caseload::rule::Text("UNSEEN_VISITS", CASELOAD_KIND_PROMPT,
                         "Visits in a row on which the child was not seen: {measure} (told from "
                         "{threshold} on)",
                         "visits"),
    caseload::rule::Text("SEEN_NOT_RECORDED", CASELOAD_KIND_DATA_GAP,
                         "Cannot tell whether the last {measure} visits saw the child: not all say "
                         "so, or when (told from {threshold} on)",
                         "visits"),
    caseload::rule::Text("NOT_SEEN_ALONE", CASELOAD_KIND_PROMPT,
                         "Child not seen alone for {measure} days (worth asking after {threshold})",
                         "days"),
    caseload::rule::Text("ALONE_UNKNOWN", CASELOAD_KIND_DATA_GAP,
                         "Cannot tell whether the child was seen alone in the last {threshold} "
                         "days",
                         "days"),
    caseload::rule::Text("BEDROOM_NOT_SEEN", CASELOAD_KIND_PROMPT,
                         "Visits in a row on which the bedroom was not seen: {measure} (told from "
                         "{threshold} on)",
                         "visits"),
    caseload::rule::Text(
        "BEDROOM_UNKNOWN", CASELOAD_KIND_DATA_GAP,
        "Cannot tell whether the last {measure} visits saw the bedroom: not all say "
        "so, or when (told from {threshold} on)",
        "visits"),
    caseload::rule::Text("START_MISSING", CASELOAD_KIND_DATA_GAP,
                         "Visits cannot be counted: the day a plan or placement began is not "
                         "recorded",
                         ""),
    caseload::rule::Text("NOT_COUNTED", CASELOAD_KIND_DATA_GAP,
                         "Visits cannot be counted: the clock table has no clock for them, or the "
                         "calendar ends before",
                         "")};
#undef TRACK_TEXTS
static_assert(kTexts.size() == kTextsInAll);

}  // namespace visits
