// SPDX-License-Identifier: Apache-2.0
// Quality: what looks late or odd about a record as it is kept. Findings, never refusals.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "caseload/v1/case.pb.h"
#include "caseload/v1/chronology.pb.h"
#include "caseload/v1/finding.pb.h"
#include "caseload/v1/person.pb.h"

namespace caseload::record {

using Findings = std::vector<v1::DataQualityFinding>;

void Add(Findings& findings, std::string code, std::string field, std::string summary);

Findings QualityOf(const v1::Person& person, Date today);
// `other_cases` are the child's other cases, where known. Rules by number are the sector's census
// validation rules.
Findings QualityOf(const v1::Case& record, const std::vector<v1::Case>& other_cases, Date today);
Findings QualityOf(const v1::Entry& entry, const std::vector<v1::Case>& cases, Date today);

}  // namespace caseload::record
