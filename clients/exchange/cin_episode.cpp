// SPDX-License-Identifier: Apache-2.0
// The case itself, and the modules that belong to need; child protection is read in
// cin_protection.cpp.
#include "exchange/cin_episode.h"

namespace caseload::exchange {

using xml::Need;

v1::Entry& CinEpisodes::AddEntry(const v1::Case& episode, const xml::Place& place) {
  v1::Entry& entry = *unit_.add_entries();
  entry.add_case_ids(episode.case_id());
  v1::Source& source = *entry.mutable_source();
  source.set_form("cin");
  source.set_path(place.path);
  source.set_line(place.line);
  return entry;
}

void CinEpisodes::SetKey(v1::Entry& entry, const v1::Case& episode, std::string_view kind) {
  const std::string key = keys_.Next(episode.source().key() + "/" + std::string(kind) + "/" +
                                     xml::DayOrUndated(entry.occurred_on()));
  entry.mutable_source()->set_key(key);
  entry.set_entry_id(xml::Reference(key));
}

void CinEpisodes::Read(const xml::Element& details, const std::string& path) {
  v1::Case& episode = *unit_.add_cases();
  v1::Source& source = *episode.mutable_source();
  source.set_form("cin");
  source.set_path(path);
  source.set_line(details.line);
  xml::Group group(details, path, source, faults_);
  episode.set_referred_on(group.Day("CINreferralDate", Need::kMust));
  source.set_key(keys_.Next(child_key_ + "/episode/" + xml::DayOrUndated(episode.referred_on())));
  episode.set_case_id(xml::Reference(source.key()));
  episode.set_child_id(xml::Reference(child_key_));
  episode.set_referral_source(group.Text("ReferralSource", Need::kMust));
  episode.set_closed_on(group.Day("CINclosureDate"));
  episode.set_closure_reason(group.Text("ReasonForClosure"));
  if (const auto none = group.Flag("ReferralNFA", Need::kMust)) {
    episode.set_referral_no_further_action(*none);
  }
  if (std::string need = group.Text("PrimaryNeedCode"); !need.empty()) {
    v1::Concern& concern = *episode.add_concerns();
    concern.set_basis(v1::CONCERN_BASIS_NEED);
    concern.set_code(std::move(need));
    concern.set_asserted_on(episode.referred_on());
  }
  ReadConference(group, episode);
  for (const auto* each : group.Each("Assessments")) {
    ReadAssessment(*each, group.PathOf(*each), episode);
  }
  for (const auto* each : group.Each("CINPlanDates")) {
    ReadCinPlan(*each, group.PathOf(*each), episode);
  }
  for (const auto* each : group.Each("Section47")) {
    ReadSection47(*each, group.PathOf(*each), episode);
  }
  for (const auto* each : group.Each("ChildProtectionPlans")) {
    ReadProtectionPlan(*each, group.PathOf(*each), episode);
  }
  for (const auto* each : group.Each("PreProceedingsandFGDM")) {
    ReadPreProceedings(*each, group.PathOf(*each), episode);
  }
  group.Close();
}

void CinEpisodes::ReadAssessment(const xml::Element& element, const std::string& path,
                                 v1::Case& episode) {
  v1::Entry& entry = AddEntry(episode, {path, element.line});
  xml::Group group(element, path, *entry.mutable_source(), faults_);
  entry.set_occurred_on(group.Day("AssessmentActualStartDate", Need::kMust));
  entry.set_ended_on(group.Day("AssessmentAuthorisationDate"));
  entry.mutable_assessment()->set_review_on(group.Day("AssessmentInternalReviewDate"));
  SetKey(entry, episode, "assessment");
  ReadFactors(group, entry, episode);
  group.Close();
}

// Factors are what was known at the end of the assessment, so they are asserted on the day it was
// authorised.
void CinEpisodes::ReadFactors(xml::Group& assessment, v1::Entry& entry, v1::Case& episode) {
  const xml::Element* factors = assessment.One("FactorsIdentifiedAtAssessment");
  if (factors == nullptr) return;
  xml::Group group(*factors, assessment.PathOf(*factors), *entry.mutable_source(), faults_);
  for (const xml::Element* factor : group.Each("AssessmentFactors")) {
    std::string code = group.TextOf(*factor);
    if (code.empty()) continue;
    v1::Concern& concern = *episode.add_concerns();
    concern.set_basis(v1::CONCERN_BASIS_FACTOR);
    concern.set_code(std::move(code));
    concern.set_asserted_on(entry.ended_on().empty() ? entry.occurred_on() : entry.ended_on());
    concern.set_entry_id(entry.entry_id());
  }
  group.Close();
}

void CinEpisodes::ReadCinPlan(const xml::Element& element, const std::string& path,
                              v1::Case& episode) {
  v1::Entry& entry = AddEntry(episode, {path, element.line});
  xml::Group group(element, path, *entry.mutable_source(), faults_);
  entry.mutable_cin_plan();
  entry.set_occurred_on(group.Day("CINPlanStartDate", Need::kMust));
  entry.set_ended_on(group.Day("CINPlanEndDate"));
  SetKey(entry, episode, "cin-plan");
  group.Close();
}

}  // namespace caseload::exchange
