// SPDX-License-Identifier: Apache-2.0
// Plans and what is done under them, times in care and missing, contacts, and who holds the child's
// case.
#include "exchange/ssd_child.h"
#include "exchange/ssd_child_rows.h"
#include "exchange/xml_keys.h"
#include "exchange/xml_values.h"

namespace caseload::exchange {

void SsdChild::ReadCinPlans() {
  EachRow(SsdObject::kCinPlans, [&](SsdRow& row) {
    row.Text("cinp_person_id");
    Plan plan;
    plan.from = row.Day("cinp_cin_plan_start_date");
    plan.until = row.Day("cinp_cin_plan_end_date");
    plan.episode = EpisodeFor(row, "cinp_referral_id", plan.from);
    v1::Entry& entry = AddEntry(plan.episode, "cin-plan", plan.from);
    entry.set_ended_on(plan.until);
    entry.set_team_id(Team(row, "cinp_cin_plan_team"));
    entry.set_worker_id(Worker(row, "cinp_cin_plan_worker_id"));
    entry.mutable_cin_plan();
    plan.key = entry.source().key();
    Finish(row, entry);
    plans_.push_back(std::move(plan));
  });
}

void SsdChild::ReadProtectionPlans() {
  EachRow(SsdObject::kCpPlans, [&](SsdRow& row) {
    row.Text("cppl_person_id");
    Plan plan;
    plan.protection = true;
    plan.plan_id = row.Look("cppl_cp_plan_id");
    plan.from = row.Day("cppl_cp_plan_start_date");
    plan.until = row.Day("cppl_cp_plan_end_date");
    plan.episode = EpisodeFor(row, "cppl_referral_id", plan.from);
    v1::Entry& entry = AddEntry(plan.episode, "protection-plan", plan.from);
    entry.set_ended_on(plan.until);
    v1::ProtectionPlan& what = *entry.mutable_protection_plan();
    if (const auto other = row.Flag("cppl_cp_plan_ola")) what.set_other_authority(*other);
    AddCategories(row, plan.episode, entry);
    plan.key = entry.source().key();
    Finish(row, entry);
    plans_.push_back(std::move(plan));
  });
}

void SsdChild::ReadReviews() {
  EachRow(SsdObject::kCpReviews, [&](SsdRow& row) {
    row.Text("cppr_person_id");
    const std::string held = row.Day("cppr_cp_review_date");
    const std::string due = row.Day("cppr_cp_review_due");
    const Plan* plan = PlanFor(row, "cppr_cp_plan_id");
    const Episode* episode = plan != nullptr ? plan->episode : EpisodeOpenOn(held);
    v1::Entry& entry = AddEntry(episode, "review", held);
    v1::Review& what = *entry.mutable_review();
    if (plan != nullptr) what.set_plan_entry_id(KeyReference(plan->key));
    what.set_due_on(due);
    if (const auto on = row.Flag("cppr_cp_review_outcome_continue_cp")) what.set_continues(*on);
    if (const auto quorate = row.Flag("cppr_cp_review_quorate")) what.set_quorate(*quorate);
    what.set_participation(std::string(row.Text("cppr_cp_review_participation")));
    Finish(row, entry);
  });
}

void SsdChild::ReadVisits() {
  const auto flags = [](SsdRow& row, std::string_view seen, std::string_view alone,
                        std::string_view bedroom, v1::Visit& what) {
    if (const auto said = row.Flag(seen)) what.set_child_seen(*said);
    if (const auto said = row.Flag(alone)) what.set_seen_alone(*said);
    if (const auto said = row.Flag(bedroom)) what.set_bedroom_seen(*said);
  };
  EachRow(SsdObject::kCinVisits, [&](SsdRow& row) {
    row.Text("cinv_person_id");
    const std::string day = row.Day("cinv_cin_visit_date");
    const Plan* under = nullptr;
    for (const Plan& plan : plans_) {
      if (plan.protection || day.empty() || day < plan.from) continue;
      if (plan.until.empty() || day <= plan.until) under = &plan;
    }
    const Episode* episode = under != nullptr ? under->episode : EpisodeOpenOn(day);
    v1::Entry& entry = AddEntry(episode, "visit", day);
    v1::Visit& what = *entry.mutable_visit();
    what.set_under("cin");
    if (under != nullptr) what.set_plan_entry_id(KeyReference(under->key));
    flags(row, "cinv_cin_visit_seen", "cinv_cin_visit_seen_alone", "cinv_cin_visit_bedroom", what);
    Finish(row, entry);
  });
  EachRow(SsdObject::kCpVisits, [&](SsdRow& row) {
    row.Text("cppv_person_id");
    const std::string day = row.Day("cppv_cp_visit_date");
    const Plan* plan = PlanFor(row, "cppv_cp_plan_id");
    const Episode* episode = plan != nullptr ? plan->episode : EpisodeOpenOn(day);
    v1::Entry& entry = AddEntry(episode, "visit", day);
    v1::Visit& what = *entry.mutable_visit();
    what.set_under("cp");
    if (plan != nullptr) what.set_plan_entry_id(KeyReference(plan->key));
    flags(row, "cppv_cp_visit_seen", "cppv_cp_visit_seen_alone", "cppv_cp_visit_bedroom", what);
    Finish(row, entry);
  });
}

void SsdChild::ReadLookedAfter() {
  EachRow(SsdObject::kClaEpisodes, [&](SsdRow& row) {
    row.Text("clae_person_id");
    const std::string start = row.Day("clae_cla_episode_start_date");
    v1::Entry& entry =
        AddPersonEntry(EpisodeFor(row, "clae_referral_id", start), "looked_after", start);
    entry.set_ended_on(row.Day("clae_cla_episode_ceased_date"));
    v1::LookedAfterPeriod& what = *entry.mutable_looked_after_period();
    what.set_start_reason(std::string(row.Text("clae_cla_episode_start_reason")));
    what.set_end_reason(std::string(row.Text("clae_cla_episode_ceased_reason")));
    what.set_need(std::string(row.Text("clae_cla_primary_need_code")));
    what.set_entered_care_on(row.Day("clae_entered_care_date"));
    what.set_reviewing_officer_contact_on(row.Day("clae_cla_last_iro_contact_date"));
    Finish(row, entry);
  });
}

void SsdChild::ReadMissing() {
  EachRow(SsdObject::kMissing, [&](SsdRow& row) {
    row.Text("miss_person_id");
    const std::string start = row.Day("miss_missing_episode_start_date");
    v1::Entry& entry = AddPersonEntry(EpisodeOpenOn(start), "missing", start);
    entry.set_ended_on(row.Day("miss_missing_episode_end_date"));
    v1::MissingEpisode& what = *entry.mutable_missing_episode();
    what.set_kind(std::string(row.Text("miss_missing_episode_type")));
    what.set_return_interview_offered(std::string(row.Text("miss_missing_rhi_offered")));
    what.set_return_interview_accepted(std::string(row.Text("miss_missing_rhi_accepted")));
    Finish(row, entry);
  });
}

void SsdChild::ReadContacts() {
  EachRow(SsdObject::kContacts, [&](SsdRow& row) {
    row.Text("cont_person_id");
    v1::Entry& entry = AddPersonEntry(nullptr, "contact", row.Day("cont_contact_date"));
    v1::Contact& what = *entry.mutable_contact();
    what.set_source_code(std::string(row.Text("cont_contact_source_code")));
    what.set_source_text(std::string(row.Text("cont_contact_source_desc")));
    what.set_outcome(std::string(row.Text("cont_contact_outcome_json")));
    Finish(row, entry);
  });
}

void SsdChild::ReadInvolvements() {
  EachRow(SsdObject::kInvolvements, [&](SsdRow& row) {
    const std::string worker = Worker(row, "invo_professional_id");
    if (worker.empty()) {
      row.Refuse("NO_WORKER", "invo_professional_id",
                 "Nobody of this delivery is named; the row is not read.");
      return;
    }
    row.Text("invo_person_id");
    v1::Allocation& allocation = *unit_.add_allocations();
    allocation.set_child_id(KeyReference(key_));
    allocation.set_worker_id(worker);
    allocation.set_from_on(row.Day("invo_involvement_start_date"));
    allocation.set_until_on(row.Day("invo_involvement_end_date"));
    allocation.set_end_reason(std::string(row.Text("invo_worker_change_reason")));
    allocation.set_role(std::string(row.Text("invo_professional_role_id")));
    allocation.set_team_id(Team(row, "invo_professional_team"));
    const Episode* episode = EpisodeFor(row, "invo_referral_id", allocation.from_on());
    if (episode != nullptr) allocation.set_case_id(KeyReference(episode->key));
    const std::string& from = allocation.from_on();
    const std::string key =
        KeyOnce(key_ + "/allocation/" + xml::Escaped(row.Look("invo_professional_id")) + "/" +
                xml::DayOrUndated(from));
    row.Finish(key, *allocation.mutable_source());
  });
}

}  // namespace caseload::exchange
