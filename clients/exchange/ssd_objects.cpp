// SPDX-License-Identifier: Apache-2.0
// Names from the Standard Safeguarding Dataset's data objects specification, 2026-07 (Data to
// Insight, MIT).
#include "exchange/ssd_objects.h"

namespace caseload::exchange {
namespace {

using Names = std::string_view;

constexpr Names kDepartment[] = {"dept_team_id", "dept_team_name", "dept_team_parent_id",
                                 "dept_team_parent_name"};
constexpr Names kProfessionals[] = {
    "prof_professional_id",         "prof_staff_id",
    "prof_professional_name",       "prof_social_worker_registration_no",
    "prof_professional_job_title",  "prof_professional_caseload",
    "prof_professional_department", "prof_full_time_equivalency",
    "prof_agency_worker_flag"};
constexpr Names kPerson[] = {"pers_person_id",   "pers_forename",        "pers_surname",
                             "pers_sex",         "pers_gender",          "pers_ethnicity",
                             "pers_dob",         "pers_common_child_id", "pers_legacy_id",
                             "pers_upn_unknown", "pers_send_flag",       "pers_expected_dob",
                             "pers_death_date",  "pers_is_mother",       "pers_nationality"};
constexpr Names kAddress[] = {
    "addr_table_id",           "addr_address_json",     "addr_person_id",       "addr_address_type",
    "addr_address_start_date", "addr_address_end_date", "addr_address_postcode"};
constexpr Names kDisability[] = {"disa_person_id", "disa_table_id", "disa_disability_code"};
constexpr Names kLinkedIdentifiers[] = {"link_table_id",        "link_person_id",
                                        "link_identifier_type", "link_identifier_value",
                                        "link_valid_from_date", "link_valid_to_date"};
constexpr Names kCinEpisodes[] = {"cine_referral_id",           "cine_person_id",
                                  "cine_referral_date",         "cine_cin_primary_need_code",
                                  "cine_referral_source_code",  "cine_referral_source_desc",
                                  "cine_referral_outcome_json", "cine_referral_nfa",
                                  "cine_close_reason",          "cine_close_date",
                                  "cine_referral_team",         "cine_referral_worker_id"};
constexpr Names kCinAssessments[] = {"cina_assessment_id",
                                     "cina_person_id",
                                     "cina_referral_id",
                                     "cina_assessment_start_date",
                                     "cina_assessment_child_seen",
                                     "cina_assessment_auth_date",
                                     "cina_assessment_outcome_json",
                                     "cina_assessment_outcome_nfa",
                                     "cina_assessment_team",
                                     "cina_assessment_worker_id"};
constexpr Names kAssessmentFactors[] = {"cinf_table_id", "cinf_assessment_id",
                                        "cinf_assessment_factors_json"};
constexpr Names kCinPlans[] = {"cinp_cin_plan_id",       "cinp_referral_id",
                               "cinp_person_id",         "cinp_cin_plan_start_date",
                               "cinp_cin_plan_end_date", "cinp_cin_plan_team",
                               "cinp_cin_plan_worker_id"};
constexpr Names kCinVisits[] = {"cinv_cin_visit_id",         "cinv_person_id",
                                "cinv_cin_visit_date",       "cinv_cin_visit_seen",
                                "cinv_cin_visit_seen_alone", "cinv_cin_visit_bedroom"};
constexpr Names kS47Enquiry[] = {"s47e_s47_enquiry_id",
                                 "s47e_referral_id",
                                 "s47e_person_id",
                                 "s47e_s47_start_date",
                                 "s47e_s47_end_date",
                                 "s47e_s47_nfa",
                                 "s47e_s47_outcome_json",
                                 "s47e_s47_completed_by_worker_id",
                                 "s47e_s47_completed_by_team"};
constexpr Names kInitialCpConference[] = {"icpc_icpc_id",           "icpc_icpc_meeting_id",
                                          "icpc_s47_enquiry_id",    "icpc_person_id",
                                          "icpc_cp_plan_id",        "icpc_referral_id",
                                          "icpc_icpc_transfer_in",  "icpc_icpc_target_date",
                                          "icpc_icpc_date",         "icpc_icpc_outcome_cp_flag",
                                          "icpc_icpc_outcome_json", "icpc_icpc_team",
                                          "icpc_icpc_worker_id"};
constexpr Names kCpPlans[] = {"cppl_cp_plan_id",
                              "cppl_referral_id",
                              "cppl_icpc_id",
                              "cppl_person_id",
                              "cppl_cp_plan_start_date",
                              "cppl_cp_plan_end_date",
                              "cppl_cp_plan_initial_category",
                              "cppl_cp_plan_ola",
                              "cppl_cp_plan_latest_category"};
constexpr Names kCpVisits[] = {
    "cppv_cp_visit_id",   "cppv_person_id",           "cppv_cp_plan_id",      "cppv_cp_visit_date",
    "cppv_cp_visit_seen", "cppv_cp_visit_seen_alone", "cppv_cp_visit_bedroom"};
constexpr Names kCpReviews[] = {"cppr_cp_review_id",
                                "cppr_person_id",
                                "cppr_cp_plan_id",
                                "cppr_cp_review_due",
                                "cppr_cp_review_date",
                                "cppr_cp_review_meeting_id",
                                "cppr_cp_review_outcome_continue_cp",
                                "cppr_cp_review_quorate",
                                "cppr_cp_review_participation"};
constexpr Names kClaEpisodes[] = {"clae_cla_episode_id",
                                  "clae_person_id",
                                  "clae_cla_episode_start_date",
                                  "clae_cla_episode_start_reason",
                                  "clae_cla_primary_need_code",
                                  "clae_cla_episode_ceased_date",
                                  "clae_cla_episode_ceased_reason",
                                  "clae_cla_id",
                                  "clae_referral_id",
                                  "clae_cla_placement_id",
                                  "clae_entered_care_date",
                                  "clae_cla_last_iro_contact_date"};
constexpr Names kMissing[] = {"miss_table_id",
                              "miss_person_id",
                              "miss_missing_episode_start_date",
                              "miss_missing_episode_type",
                              "miss_missing_episode_end_date",
                              "miss_missing_rhi_offered",
                              "miss_missing_rhi_accepted"};
constexpr Names kContacts[] = {"cont_contact_id",          "cont_person_id",
                               "cont_contact_date",        "cont_contact_source_code",
                               "cont_contact_source_desc", "cont_contact_outcome_json"};
constexpr Names kInvolvements[] = {"invo_involvements_id",
                                   "invo_professional_id",
                                   "invo_professional_role_id",
                                   "invo_professional_team",
                                   "invo_involvement_start_date",
                                   "invo_involvement_end_date",
                                   "invo_worker_change_reason",
                                   "invo_person_id",
                                   "invo_referral_id"};
constexpr Names kFamily[] = {"fami_table_id", "fami_family_id", "fami_person_id"};
constexpr Names kMother[] = {"moth_table_id", "moth_person_id", "moth_childs_person_id",
                             "moth_childs_dob"};

constexpr std::array<SsdShape, kSsdObjects> kShapes = {{
    {SsdObject::kDepartment, "department", kDepartment, "dept_team_id", ""},
    {SsdObject::kProfessionals, "professionals", kProfessionals, "prof_professional_id", ""},
    {SsdObject::kPerson, "person", kPerson, "pers_person_id", ""},
    {SsdObject::kAddress, "address", kAddress, "addr_person_id", ""},
    {SsdObject::kDisability, "disability", kDisability, "disa_person_id", ""},
    {SsdObject::kLinkedIdentifiers, "linked_identifiers", kLinkedIdentifiers, "link_person_id", ""},
    {SsdObject::kCinEpisodes, "cin_episodes", kCinEpisodes, "cine_person_id", "cine_referral_date"},
    {SsdObject::kCinAssessments, "cin_assessments", kCinAssessments, "cina_person_id",
     "cina_assessment_id"},
    {SsdObject::kAssessmentFactors, "assessment_factors", kAssessmentFactors, "cinf_assessment_id",
     ""},
    {SsdObject::kCinPlans, "cin_plans", kCinPlans, "cinp_person_id", ""},
    {SsdObject::kCinVisits, "cin_visits", kCinVisits, "cinv_person_id", ""},
    {SsdObject::kS47Enquiry, "s47_enquiry", kS47Enquiry, "s47e_person_id", ""},
    {SsdObject::kInitialCpConference, "initial_cp_conference", kInitialCpConference,
     "icpc_person_id", ""},
    {SsdObject::kCpPlans, "cp_plans", kCpPlans, "cppl_person_id", ""},
    {SsdObject::kCpVisits, "cp_visits", kCpVisits, "cppv_person_id", ""},
    {SsdObject::kCpReviews, "cp_reviews", kCpReviews, "cppr_person_id", ""},
    {SsdObject::kClaEpisodes, "cla_episodes", kClaEpisodes, "clae_person_id", ""},
    {SsdObject::kMissing, "missing", kMissing, "miss_person_id", ""},
    {SsdObject::kContacts, "contacts", kContacts, "cont_person_id", ""},
    {SsdObject::kInvolvements, "involvements", kInvolvements, "invo_person_id", ""},
    {SsdObject::kFamily, "family", kFamily, "fami_person_id", "fami_family_id"},
    {SsdObject::kMother, "mother", kMother, "moth_childs_person_id", "moth_person_id"},
}};

constexpr Names kOtherObjects[] = {"immigration_status",
                                   "legal_status",
                                   "early_help_episodes",
                                   "cla_convictions",
                                   "cla_health",
                                   "cla_immunisations",
                                   "cla_substance_misuse",
                                   "cla_placement",
                                   "cla_reviews",
                                   "cla_visits",
                                   "cla_previous_permanence",
                                   "cla_care_plan",
                                   "sdq_scores",
                                   "care_leavers",
                                   "permanence",
                                   "send",
                                   "ehcp_requests",
                                   "ehcp_assessment",
                                   "ehcp_named_plan",
                                   "ehcp_active_plans",
                                   "sen_need",
                                   "pre_proceedings",
                                   "voice_of_child",
                                   "s251_finance",
                                   "version_log",
                                   "api_data_staging"};

}  // namespace

std::span<const std::string_view> SsdOtherObjects() { return kOtherObjects; }
const std::array<SsdShape, kSsdObjects>& SsdShapes() { return kShapes; }

}  // namespace caseload::exchange
