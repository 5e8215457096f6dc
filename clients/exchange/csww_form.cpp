// SPDX-License-Identifier: Apache-2.0
// Names from the DfE's schema of the workforce census.
#include "exchange/csww_form.h"

#include <array>

namespace caseload::exchange {

namespace {

constexpr auto kNames = std::to_array<std::string_view>({
    "Message",
    "CSWWWorker",
    "AgencyWorker",
    "SWENo",
    "FTE",
    "PersonBirthDate",
    "GenderCurrent",
    "Sex",
    "Ethnicity",
    "QualInst",
    "QualLevel",
    "StepUpGrad",
    "OrgRole",
    "RoleStartDate",
    "StartOrigin",
    "RoleEndDate",
    "LeaverDestination",
    "ReasonLeave",
    "FTE30",
    "Cases30",
    "WorkingDaysLost",
    "ContractWeeks",
    "FrontlineGrad",
    "Absat30Sept",
    "ReasonAbsence",
    "CFKSSstatus",
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
    "LALevelVacancies",
    "NumberOfVacancies",
    "NoAgencyFTE",
    "NoAgencyHeadcount",
});

// QualInst is the only value of a worker that the form truly lists several of.
constexpr auto kRepeating = std::to_array<std::string_view>({"CSWWWorker", "QualInst"});

constexpr xml::Form kForm{
    .name = "csww",
    .collection = "CSWW",
    .title = "A children's social work workforce census (CSWW)",
    .unit = "CSWWWorker",
    .unit_id = "SWENo",
    .names = kNames,
    .repeating = kRepeating,
    .aliases = {},
};

}  // namespace

const xml::Form& CswwForm() { return kForm; }

}  // namespace caseload::exchange
