// SPDX-License-Identifier: Apache-2.0
// Fact: what the caseload mix and the rules may know of a record: codes and days, never a name or a
// note.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace caseload::facts {

// The numbers are kept on disk: never change or reuse one.
enum class FactKind : std::uint8_t {
  kEpisode = 1,  // subject case; referred..closed; detail EpisodeDetail; code referral source;
                 // value the child's person number
  kConcern = 2,  // subject case; asserted..ended; detail the v1::ConcernBasis; code as asserted
  kClosure = 3,  // subject case; start the day closed; code closure reason
  kNoFurtherAction =
      4,            // subject case; start the day referred: the referral ended in no further action
  kAssessment = 5,  // subject case; started..authorised; detail AssessmentDetail; value the day of
                    // its internal review, or kDayUnknown
  kSection47 = 6,   // subject case; started..ended; detail Section47Detail; value the day of the
                    // conference, or kDayUnknown
  kConference = 7,  // subject case; start the day held; detail 1 when it decided on a plan; value
                    // its target day
  kCinPlan = 8,     // subject case; span
  kProtectionPlan = 9,  // subject case; span; detail PlanDetail; value previous plans + 1, 0 when
                        // not recorded
  kReview = 10,         // subject case; start the day held; value the day due, or kDayUnknown
  kVisit = 11,          // subject case; start the day; detail VisitDetail
  kLookedAfter = 12,    // subject case; span; code why it began; value the code of why it ended
  kMissing = 13,        // subject case; span; detail MissingDetail
  kContact = 14,        // subject case; start the day; code source
  kAllocation = 15,     // subject case; span; value the worker's number
  kTeam = 16,           // subject case; span; value the team's number
  kBirth = 17,   // subject person; start the day born, or expected; detail 1 when only expected
  kFamily = 18,  // subject person; span; value the family's number
  kDeath = 19,   // subject person; start the day died
  // What follows is for rules alone.
  kExpected = 20,         // subject person who was born: start the day the birth was expected
  kPerson = 21,           // subject person of whom neither birth nor expected day is recorded
  kClosureReason = 22,    // subject case of which no closure is recorded; code closure reason
  kSection47Target = 23,  // subject case; start the day by which a conference should be held; of
                          // the enquiry with the same record
  kPlacement = 24,        // subject case; span; code its kind; value the code of its provider
  kPreProceedings = 25,   // subject case; span; value the day of the application, or kDayUnknown
};

// Whether rows of the kind say of which record they are.
constexpr bool NamesRecord(FactKind kind) {
  switch (kind) {
    case FactKind::kEpisode:
    case FactKind::kAssessment:
    case FactKind::kSection47:
    case FactKind::kCinPlan:
    case FactKind::kProtectionPlan:
    case FactKind::kLookedAfter:
    case FactKind::kMissing:
    case FactKind::kBirth:
    case FactKind::kPerson:
    case FactKind::kSection47Target:
    case FactKind::kPlacement:
    case FactKind::kPreProceedings:
      return true;
    default:
      return false;
  }
}

// Flags come in pairs, one for yes and one for no; neither means that it was not recorded.
enum EpisodeDetail : std::uint8_t { kNoFurtherActionTaken = 1, kTakenOn = 2 };
enum AssessmentDetail : std::uint8_t {
  kAssessedNoFurtherAction = 1,
  kAssessedFurtherAction = 2,
  kAssessedSeen = 4,
  kAssessedNotSeen = 8,
};
enum PlanDetail : std::uint8_t { kOtherAuthority = 1, kOwnAuthority = 2 };
enum MissingDetail : std::uint8_t { kAwayUnauthorised = 1, kWhereaboutsUnknown = 2 };

// Flags of a visit. Not recorded is neither seen nor unseen.
enum VisitDetail : std::uint8_t {
  kVisitSeen = 1,
  kVisitNotSeen = 2,
  kVisitSeenAlone = 4,
  kVisitNotSeenAlone = 8,
};

// Flags of a section 47 enquiry.
enum Section47Detail : std::uint8_t {
  kConferenceNotRequired = 1,
  kConferenceHeld = 2,
  kConferenceRequired = 4,
  kEnquiredNoFurtherAction = 8,
  kEnquiredFurtherAction = 16,
};

// Start kDayUnknown: not recorded. End kDayOpen: has not ended. End is the first day on which
// it no longer held (a case closed on day D counts as open on D - 1 and as closed
// on D): see OpenOn.
struct Fact {
  std::uint32_t subject = 0;  // the number of the case or person
  FactKind kind = FactKind::kEpisode;
  std::uint8_t detail = 0;
  std::uint16_t code =
      0;  // the number of a code in the packs; 0 not recorded, 65535 recorded but unknown
  std::int32_t start = kDayUnknown;
  std::int32_t end = kDayOpen;
  std::int32_t value = 0;
  std::int64_t record = 0;  // the value of the record's id, where NamesRecord; otherwise 0
  friend bool operator==(const Fact&, const Fact&) = default;
};

inline constexpr std::uint16_t kCodeNotRecorded = 0;
inline constexpr std::uint16_t kCodeUnknown = 65535;

// Begun by the day and not ended by it. The day it ends on no longer counts, as in the published
// statistics (a case closed on 31 March is not open at 31 March). An unknown start counts as begun
// long ago.
constexpr bool OpenOn(const Fact& fact, Date day) {
  return fact.start <= day.days && fact.end > day.days;
}

// 28 bytes a fact, little-endian, preceded by one format byte.
std::string Pack(std::span<const Fact> facts);
// INTERNAL when the bytes are not what Pack wrote.
Result<std::vector<Fact>> Unpack(std::string_view bytes);

}  // namespace caseload::facts
