// SPDX-License-Identifier: Apache-2.0
// Checks: is a record well formed? All problems at once, by field. Late or odd is not a problem but
// a finding (quality.h): a system that refuses a truthful late entry gets a false one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "caseload/v1/case.pb.h"
#include "caseload/v1/chronology.pb.h"
#include "caseload/v1/person.pb.h"
#include "caseload/v1/relationship.pb.h"
#include "caseload/v1/workforce.pb.h"

namespace caseload::record {

// Problems gathers what is wrong, field by field.
class Problems {
 public:
  void Add(std::string field, std::string what) {
    found_.push_back({std::move(field), std::move(what)});
  }
  void Needs(const std::string& field, std::string_view value);
  // Empty is fine; anything else must be a real day.
  void Day(const std::string& field, std::string_view value);
  void NeededDay(const std::string& field, std::string_view value);
  void NeededId(const std::string& field, std::string_view value);
  void OptionalId(const std::string& field, std::string_view value);
  void Text(const std::string& field, std::string_view value);
  void Note(const std::string& field, std::string_view value);
  // FIELDS_INVALID with all of them, or nothing.
  Outcome Judge() const;

 private:
  std::vector<FieldProblem> found_;
};

void CheckPerson(const v1::Person& person, const std::string& at, Problems& problems);
void CheckRelationship(const v1::Relationship& link, const std::string& at, Problems& problems);
void CheckFamily(const v1::Family& family, const std::string& at, Problems& problems);
void CheckCase(const v1::Case& record, const std::string& at, Problems& problems);
void CheckConcern(const v1::Concern& concern, const std::string& at, Problems& problems);
void CheckEntry(const v1::Entry& entry, const std::string& at, Problems& problems);
void CheckWorker(const v1::Worker& worker, const std::string& at, Problems& problems);
void CheckTeam(const v1::Team& team, const std::string& at, Problems& problems);
void CheckAllocation(const v1::Allocation& allocation, const std::string& at, Problems& problems);
void CheckAbsence(const v1::Absence& absence, const std::string& at, Problems& problems);

}  // namespace caseload::record
