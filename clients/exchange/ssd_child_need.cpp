// SPDX-License-Identifier: Apache-2.0
// Episodes of need and what is asserted in them: referrals, assessments and their factors,
// enquiries, conferences.
#include "exchange/ssd_child.h"
#include "exchange/ssd_child_rows.h"
#include "exchange/xml_keys.h"

namespace caseload::exchange {
namespace {

void AddConcern(v1::Case& record, v1::ConcernBasis basis, std::string_view code,
                std::string_view asserted_on, std::string_view entry_key) {
  v1::Concern& concern = *record.add_concerns();
  concern.set_basis(basis);
  concern.set_code(std::string(code));
  concern.set_asserted_on(std::string(asserted_on));
  if (!entry_key.empty()) concern.set_entry_id(KeyReference(entry_key));
}

}  // namespace

void SsdChild::ReadEpisodes() {
  EachRow(SsdObject::kCinEpisodes, [&](SsdRow& row) {
    row.Text("cine_person_id");
    Episode episode;
    episode.referral_id = row.Look("cine_referral_id");
    episode.from = row.Day("cine_referral_date");
    episode.until = row.Day("cine_close_date");
    episode.key = KeyOnce(key_ + "/episode/" + xml::DayOrUndated(episode.from));
    v1::Case& record = *unit_.add_cases();
    episode.record = &record;
    record.set_child_id(KeyReference(key_));
    record.set_referred_on(episode.from);
    record.set_closed_on(episode.until);
    record.set_closure_reason(std::string(row.Text("cine_close_reason")));
    record.set_referral_source(std::string(row.Text("cine_referral_source_code")));
    if (const auto nfa = row.Flag("cine_referral_nfa")) {
      record.set_referral_no_further_action(*nfa);
    }
    record.set_referral_team_id(Team(row, "cine_referral_team"));
    record.set_referral_worker_id(Worker(row, "cine_referral_worker_id"));
    if (const auto need = row.Text("cine_cin_primary_need_code"); !need.empty()) {
      AddConcern(record, v1::CONCERN_BASIS_NEED, need, episode.from, "");
    }
    row.Finish(episode.key, *record.mutable_source());
    episodes_.push_back(std::move(episode));
  });
}

void SsdChild::ReadAssessments() {
  EachRow(SsdObject::kCinAssessments, [&](SsdRow& row) {
    row.Text("cina_person_id");
    const std::string start = row.Day("cina_assessment_start_date");
    const std::string authorised = row.Day("cina_assessment_auth_date");
    const Episode* episode = EpisodeFor(row, "cina_referral_id", start);
    v1::Entry& entry = AddEntry(episode, "assessment", start);
    entry.set_ended_on(authorised);
    entry.set_team_id(Team(row, "cina_assessment_team"));
    entry.set_worker_id(Worker(row, "cina_assessment_worker_id"));
    v1::Assessment& what = *entry.mutable_assessment();
    if (const auto seen = row.Flag("cina_assessment_child_seen")) what.set_child_seen(*seen);
    if (const auto nfa = row.Flag("cina_assessment_outcome_nfa")) what.set_no_further_action(*nfa);
    what.set_outcome(std::string(row.Text("cina_assessment_outcome_json")));
    const std::string assessment_id(row.Look("cina_assessment_id"));
    Finish(row, entry);
    ReadFactors(assessment_id, episode, entry, authorised.empty() ? start : authorised);
  });
}

void SsdChild::ReadFactors(std::string_view assessment_id, const Episode* episode,
                           const v1::Entry& entry, std::string_view asserted_on) {
  SsdFile* file = folder_.file(SsdObject::kAssessmentFactors);
  const auto number = folder_.assessments().Find(assessment_id);
  if (file == nullptr || !number) return;
  CsvRow read;
  for (const RowMark& mark : file->About(*number)) {
    file->reader->Seek(mark.offset, mark.line);
    if (!file->reader->Next(read)) return;
    SsdRow row(file->name, file->columns, read, *unit_.mutable_faults());
    row.Text("cinf_assessment_id");
    const auto factors = ReadFactorCodes(row.Look("cinf_assessment_factors_json"));
    if (factors && episode != nullptr) {
      // A "No" is kept as it came: that a factor was looked for and not found is more than silence.
      if (!factors->says_no) row.Text("cinf_assessment_factors_json");
      for (const std::string& code : factors->codes) {
        AddConcern(*episode->record, v1::CONCERN_BASIS_FACTOR, code, asserted_on,
                   entry.source().key());
      }
    } else if (!row.Look("cinf_assessment_factors_json").empty()) {
      row.Fault(factors ? "NO_CASE" : "BAD_FACTORS", "cinf_assessment_factors_json",
                factors ? "The assessment belongs to no episode; its factors are kept as they came."
                        : "A list of factor codes was expected, as in [\"3B\", \"4B\"].");
    }
    v1::Entry& kept = *unit_.mutable_entries(unit_.entries_size() - 1);
    KeepRest(row, *kept.mutable_source());
  }
}

void SsdChild::ReadEnquiries() {
  EachRow(SsdObject::kS47Enquiry, [&](SsdRow& row) {
    row.Text("s47e_person_id");
    const std::string start = row.Day("s47e_s47_start_date");
    v1::Entry& entry = AddEntry(EpisodeFor(row, "s47e_referral_id", start), "section47", start);
    entry.set_ended_on(row.Day("s47e_s47_end_date"));
    entry.set_worker_id(Worker(row, "s47e_s47_completed_by_worker_id"));
    entry.set_team_id(Team(row, "s47e_s47_completed_by_team"));
    v1::Section47Enquiry& what = *entry.mutable_section47_enquiry();
    if (const auto nfa = row.Flag("s47e_s47_nfa")) what.set_no_further_action(*nfa);
    what.set_outcome(std::string(row.Text("s47e_s47_outcome_json")));
    // The dataset says of the conference only in its own object, by the enquiry's number.
    const std::string enquiry(row.Look("s47e_s47_enquiry_id"));
    Faults listed_elsewhere;
    const auto take = [&](SsdRow& conference) {
      if (enquiry.empty() || conference.Look("icpc_s47_enquiry_id") != enquiry) return;
      const auto target = ParseDay(conference.Look("icpc_icpc_target_date"));
      const auto held = ParseDay(conference.Look("icpc_icpc_date"));
      if (target) what.set_conference_target_on(target->day);
      if (held) what.set_conference_on(held->day);
      what.set_conference_not_required(false);
    };
    EachRow(SsdObject::kInitialCpConference, take, listed_elsewhere);
    Finish(row, entry);
  });
}

void SsdChild::ReadConferences() {
  EachRow(SsdObject::kInitialCpConference, [&](SsdRow& row) {
    row.Text("icpc_person_id");
    const std::string held = row.Day("icpc_icpc_date");
    const std::string target = row.Day("icpc_icpc_target_date");
    const Episode* episode = EpisodeFor(row, "icpc_referral_id", held.empty() ? target : held);
    v1::Entry& entry = AddEntry(episode, "icpc", held);
    entry.set_team_id(Team(row, "icpc_icpc_team"));
    entry.set_worker_id(Worker(row, "icpc_icpc_worker_id"));
    v1::InitialConference& what = *entry.mutable_initial_conference();
    what.set_target_on(target);
    if (const auto transfer = row.Flag("icpc_icpc_transfer_in")) what.set_transfer_in(*transfer);
    if (const auto plan = row.Flag("icpc_icpc_outcome_cp_flag")) what.set_plan_decided(*plan);
    what.set_outcome(std::string(row.Text("icpc_icpc_outcome_json")));
    Finish(row, entry);
  });
}

void SsdChild::AddCategories(SsdRow& row, const Episode* episode, const v1::Entry& entry) {
  if (episode == nullptr) {
    if (!row.Look("cppl_cp_plan_initial_category").empty()) {
      row.Fault("NO_CASE", "cppl_cp_plan_initial_category",
                "The plan belongs to no episode; its categories are kept as they came.");
    }
    return;
  }
  for (const auto& [column, basis] :
       {std::pair{"cppl_cp_plan_initial_category", v1::CONCERN_BASIS_CATEGORY_INITIAL},
        std::pair{"cppl_cp_plan_latest_category", v1::CONCERN_BASIS_CATEGORY_LATEST}}) {
    const std::string_view code = row.Text(column);
    if (code.empty()) continue;
    AddConcern(*episode->record, basis, code, entry.occurred_on(), entry.source().key());
    v1::Case& record = *episode->record;
    record.mutable_concerns(record.concerns_size() - 1)->set_ended_on(entry.ended_on());
  }
}

}  // namespace caseload::exchange
