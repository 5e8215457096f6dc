// SPDX-License-Identifier: Apache-2.0
// The modules of child protection: enquiries, conferences, plans with their reviews, and
// pre-proceedings.
#include "exchange/cin_episode.h"

namespace caseload::exchange {

using xml::Need;

// The date directly under CINdetails is that of a conference without an enquiry in this episode, as
// when a child moves in from another authority; that of an enquiry stands in Section47.
void CinEpisodes::ReadConference(xml::Group& details, v1::Case& episode) {
  const xml::Element* element = details.One("DateOfInitialCPC");
  if (element == nullptr) return;
  std::string day = details.DayOf(*element);
  if (day.empty()) return;
  v1::Entry& entry = AddEntry(episode, {details.PathOf(*element), element->line});
  entry.mutable_initial_conference();
  entry.set_occurred_on(std::move(day));
  SetKey(entry, episode, "icpc");
}

void CinEpisodes::ReadSection47(const xml::Element& element, const std::string& path,
                                v1::Case& episode) {
  v1::Entry& entry = AddEntry(episode, {path, element.line});
  xml::Group group(element, path, *entry.mutable_source(), faults_);
  v1::Section47Enquiry& enquiry = *entry.mutable_section47_enquiry();
  entry.set_occurred_on(group.Day("S47ActualStartDate", Need::kMust));
  enquiry.set_conference_target_on(group.Day("InitialCPCtarget"));
  enquiry.set_conference_on(group.Day("DateOfInitialCPC"));
  if (const auto not_required = group.Flag("ICPCnotRequired", Need::kMust)) {
    enquiry.set_conference_not_required(*not_required);
  }
  SetKey(entry, episode, "section47");
  group.Close();
}

void CinEpisodes::ReadProtectionPlan(const xml::Element& element, const std::string& path,
                                     v1::Case& episode) {
  v1::Entry& entry = AddEntry(episode, {path, element.line});
  xml::Group group(element, path, *entry.mutable_source(), faults_);
  v1::ProtectionPlan& plan = *entry.mutable_protection_plan();
  entry.set_occurred_on(group.Day("CPPstartDate", Need::kMust));
  entry.set_ended_on(group.Day("CPPendDate"));
  if (const auto previous = group.Count("NumberOfPreviousCPP", Need::kMust)) {
    plan.set_previous_plans(*previous);
  }
  SetKey(entry, episode, "protection-plan");
  // The census does not say when the latest category was given: the plan's start is the earliest
  // day it can be.
  const auto assert_category = [&](std::string_view name, v1::ConcernBasis basis) {
    std::string code = group.Text(name, Need::kMust);
    if (code.empty()) return;
    v1::Concern& concern = *episode.add_concerns();
    concern.set_basis(basis);
    concern.set_code(std::move(code));
    concern.set_asserted_on(entry.occurred_on());
    concern.set_ended_on(entry.ended_on());
    concern.set_entry_id(entry.entry_id());
  };
  assert_category("InitialCategoryOfAbuse", v1::CONCERN_BASIS_CATEGORY_INITIAL);
  assert_category("LatestCategoryOfAbuse", v1::CONCERN_BASIS_CATEGORY_LATEST);
  ReadReviews(group, entry, episode);
  group.Close();
}

void CinEpisodes::ReadReviews(xml::Group& plan, v1::Entry& entry, v1::Case& episode) {
  const xml::Element* reviews = plan.One("Reviews");
  if (reviews == nullptr) return;
  xml::Group group(*reviews, plan.PathOf(*reviews), *entry.mutable_source(), faults_);
  for (const xml::Element* date : group.Each("CPPreviewDate")) {
    std::string day = group.DayOf(*date);
    if (day.empty()) continue;
    v1::Entry& review = AddEntry(episode, {group.PathOf(*date), date->line});
    review.set_occurred_on(std::move(day));
    review.mutable_review()->set_plan_entry_id(entry.entry_id());
    SetKey(review, episode, "review");
  }
  group.Close();
}

void CinEpisodes::ReadPreProceedings(const xml::Element& element, const std::string& path,
                                     v1::Case& episode) {
  v1::Entry& entry = AddEntry(episode, {path, element.line});
  xml::Group group(element, path, *entry.mutable_source(), faults_);
  v1::PreProceedings& work = *entry.mutable_pre_proceedings();
  entry.set_occurred_on(group.Day("PPStartDate"));
  work.set_letter_sent_on(group.Day("LBPSentDate"));
  work.set_family_meeting_offered(group.Text("FGDMMeetingOffer"));
  work.set_family_meeting_held(group.Text("FGDMMeetingFac"));
  work.set_first_meeting_on(group.Day("InitialPPMeetingDate"));
  if (const auto reviews = group.Count("ReviewMeetingsCount")) work.set_review_meetings(*reviews);
  work.set_step_decision_on(group.Day("StepDecisionDate"));
  work.set_outcome(group.Text("PPOutcome"));
  work.set_court_application_on(group.Day("CourtAppDate"));
  work.set_proceedings_letter_on(group.Day("LetterInitCPDate"));
  SetKey(entry, episode, "pre-proceedings");
  group.Close();
}

}  // namespace caseload::exchange
