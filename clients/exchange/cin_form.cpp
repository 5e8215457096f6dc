// SPDX-License-Identifier: Apache-2.0
// Names from the DfE's schemas of 2017 to 2026, and from the pre-proceedings module collected from
// 2026.
#include "exchange/cin_form.h"

#include <array>

namespace caseload::exchange {

namespace {

using std::string_view_literals::operator""sv;

// The root comes first; the rest by how often they occur.
constexpr auto kNames = std::to_array<std::string_view>({
    "Message",
    "Child",
    "ChildIdentifiers",
    "LAchildID",
    "UPN",
    "PersonBirthDate",
    "Sex",
    "GenderCurrent",
    "ChildCharacteristics",
    "Ethnicity",
    "CINdetails",
    "CINreferralDate",
    "ReferralSource",
    "PrimaryNeedCode",
    "ReferralNFA",
    "CINclosureDate",
    "ReasonForClosure",
    "DateOfInitialCPC",
    "Assessments",
    "AssessmentActualStartDate",
    "AssessmentInternalReviewDate",
    "AssessmentAuthorisationDate",
    "FactorsIdentifiedAtAssessment",
    "AssessmentFactors",
    "CINPlanDates",
    "CINPlanStartDate",
    "CINPlanEndDate",
    "Section47",
    "S47ActualStartDate",
    "InitialCPCtarget",
    "ICPCnotRequired",
    "ChildProtectionPlans",
    "CPPstartDate",
    "CPPendDate",
    "InitialCategoryOfAbuse",
    "LatestCategoryOfAbuse",
    "NumberOfPreviousCPP",
    "Reviews",
    "CPPreviewDate",
    "Disabilities",
    "Disability",
    "FormerUPN",
    "UPNunknown",
    "ExpectedPersonBirthDate",
    "PersonDeathDate",
    "PreProceedingsandFGDM",
    "PPStartDate",
    "LBPSentDate",
    "FGDMMeetingOffer",
    "FGDMMeetingFac",
    "InitialPPMeetingDate",
    "ReviewMeetingsCount",
    "StepDecisionDate",
    "PPOutcome",
    "CourtAppDate",
    "LetterInitCPDate",
    "Header",
    "CollectionDetails",
    "Collection",
    "Year",
    "ReferenceDate",
    "Source",
    "SourceLevel",
    "LEA",
    "SoftwareCode",
    "Release",
    "SerialNo",
    "DateTime",
    "Children",
});

constexpr auto kRepeating = std::to_array<std::string_view>({
    "Child",
    "CINdetails",
    "Assessments",
    "AssessmentFactors",
    "CINPlanDates",
    "Section47",
    "ChildProtectionPlans",
    "CPPreviewDate",
    "Disability",
    "PreProceedingsandFGDM",
});

// Names that a census generator in use among local authorities writes.
constexpr auto kAliases = std::to_array<xml::Alias>({
    {"CINdetailsCollection"sv, "Message"sv, false},
    {"DateofInitialICPC"sv, "DateOfInitialCPC"sv, false},
    {"UPNUnknownType"sv, "UPNunknown"sv, false},
    {"ICPCRequired"sv, "ICPCnotRequired"sv, true},
});

constexpr xml::Form kForm{
    .name = "cin",
    .collection = "CIN",
    .title = "A children in need census (CIN)",
    .unit = "Child",
    .unit_id = "LAchildID",
    .names = kNames,
    .repeating = kRepeating,
    .aliases = kAliases,
};

}  // namespace

const xml::Form& CinForm() { return kForm; }

}  // namespace caseload::exchange
