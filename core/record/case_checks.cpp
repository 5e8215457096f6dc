// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "base/limits.h"
#include "record/checks.h"

namespace caseload::record {
namespace {

using Entry = v1::Entry;

// Days inside the kind of an entry.
void CheckDetail(const Entry& entry, const std::string& at, Problems& problems) {
  switch (entry.what_case()) {
    case Entry::kAssessment:
      problems.Day(at + ".assessment.review_on", entry.assessment().review_on());
      break;
    case Entry::kSection47Enquiry:
      problems.Day(at + ".section47_enquiry.conference_target_on",
                   entry.section47_enquiry().conference_target_on());
      problems.Day(at + ".section47_enquiry.conference_on",
                   entry.section47_enquiry().conference_on());
      break;
    case Entry::kInitialConference:
      problems.Day(at + ".initial_conference.target_on", entry.initial_conference().target_on());
      break;
    case Entry::kReview:
      problems.Day(at + ".review.due_on", entry.review().due_on());
      problems.OptionalId(at + ".review.plan_entry_id", entry.review().plan_entry_id());
      break;
    case Entry::kVisit:
      problems.OptionalId(at + ".visit.plan_entry_id", entry.visit().plan_entry_id());
      if (entry.visit().has_child_seen() && !entry.visit().child_seen() &&
          entry.visit().has_seen_alone() && entry.visit().seen_alone()) {
        problems.Add(at + ".visit.seen_alone", "cannot be where the child was not seen");
      }
      break;
    case Entry::WHAT_NOT_SET:
      problems.Add(at + ".what", "is required: a visit, an assessment, a note, …");
      break;
    default:
      break;
  }
}

}  // namespace

void CheckConcern(const v1::Concern& concern, const std::string& at, Problems& problems) {
  if (concern.basis() == v1::CONCERN_BASIS_UNSPECIFIED ||
      !v1::ConcernBasis_IsValid(concern.basis())) {
    problems.Add(at + ".basis",
                 "is not one of NEED, FACTOR, CATEGORY_INITIAL, CATEGORY_LATEST, WORKER");
  }
  problems.Needs(at + ".code", concern.code());
  problems.NeededDay(at + ".asserted_on", concern.asserted_on());
  problems.Day(at + ".ended_on", concern.ended_on());
  problems.OptionalId(at + ".entry_id", concern.entry_id());
  problems.OptionalId(at + ".about_person_id", concern.about_person_id());
}

void CheckCase(const v1::Case& record, const std::string& at, Problems& problems) {
  problems.NeededId(at + ".child_id", record.child_id());
  problems.NeededDay(at + ".referred_on", record.referred_on());
  problems.Day(at + ".closed_on", record.closed_on());
  problems.Text(at + ".referral_source", record.referral_source());
  problems.Text(at + ".closure_reason", record.closure_reason());
  problems.OptionalId(at + ".referral_team_id", record.referral_team_id());
  problems.OptionalId(at + ".referral_worker_id", record.referral_worker_id());
  problems.Note(at + ".note", record.note());
  if (record.concerns_size() > limits::kConcernsPerCase) {
    problems.Add(at + ".concerns", "are more than 500");
    return;
  }
  for (int i = 0; i < record.concerns_size(); ++i) {
    CheckConcern(record.concerns(i), at + ".concerns[" + std::to_string(i) + "]", problems);
  }
}

void CheckEntry(const v1::Entry& entry, const std::string& at, Problems& problems) {
  if (entry.case_ids().empty() && entry.person_ids().empty()) {
    problems.Add(at + ".case_ids", "needs at least one case, or person_ids one person");
  }
  if (entry.case_ids_size() > limits::kCasesPerEntry ||
      entry.person_ids_size() > limits::kCasesPerEntry) {
    problems.Add(at + ".case_ids", "are more than 50");
    return;
  }
  std::set<std::string_view> named;
  for (const auto& id : entry.case_ids()) {
    problems.NeededId(at + ".case_ids", id);
    if (!named.insert(id).second) problems.Add(at + ".case_ids", "names a case twice");
  }
  for (const auto& id : entry.person_ids()) problems.NeededId(at + ".person_ids", id);
  problems.NeededDay(at + ".occurred_on", entry.occurred_on());
  problems.Day(at + ".ended_on", entry.ended_on());
  problems.OptionalId(at + ".worker_id", entry.worker_id());
  problems.OptionalId(at + ".team_id", entry.team_id());
  problems.Note(at + ".note", entry.note());
  CheckDetail(entry, at, problems);
}

}  // namespace caseload::record
