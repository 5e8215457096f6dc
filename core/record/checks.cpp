// SPDX-License-Identifier: Apache-2.0
#include "record/checks.h"

#include "base/date.h"
#include "base/ids.h"
#include "base/limits.h"

namespace caseload::record {

void Problems::Needs(const std::string& field, std::string_view value) {
  if (value.empty()) Add(field, "is required");
  Text(field, value);
}

void Problems::Day(const std::string& field, std::string_view value) {
  if (!value.empty() && !ParseDate(value)) {
    Add(field, "is not a day of the form YYYY-MM-DD between 1900 and 2199");
  }
}

void Problems::NeededDay(const std::string& field, std::string_view value) {
  if (value.empty()) Add(field, "is required");
  Day(field, value);
}

void Problems::NeededId(const std::string& field, std::string_view value) {
  if (value.empty()) {
    Add(field, "is required");
  } else {
    OptionalId(field, value);
  }
}

void Problems::OptionalId(const std::string& field, std::string_view value) {
  if (!value.empty() && !LooksLikeId(value)) Add(field, "is not an id that this server gave out");
}

void Problems::Text(const std::string& field, std::string_view value) {
  if (value.size() > limits::kTextBytes) Add(field, "is longer than 1,024 bytes");
}

void Problems::Note(const std::string& field, std::string_view value) {
  if (value.size() > limits::kNoteBytes) Add(field, "is longer than 64 KiB");
}

Outcome Problems::Judge() const {
  if (found_.empty()) return Nothing{};
  return Error{
      v1::ERROR_REASON_FIELDS_INVALID,
      found_.front().field + " " + found_.front().what +
          (found_.size() > 1 ? ", and " + std::to_string(found_.size() - 1) + " more" : ""),
      found_};
}

void CheckPerson(const v1::Person& person, const std::string& at, Problems& problems) {
  if (person.names().empty() && person.identifiers().empty() && person.born_on().empty() &&
      person.expected_on().empty()) {
    problems.Add(at, "needs a name, an identifier or a date of birth");
  }
  problems.Day(at + ".born_on", person.born_on());
  problems.Day(at + ".expected_on", person.expected_on());
  problems.Day(at + ".died_on", person.died_on());
  for (int i = 0; i < person.names_size(); ++i) {
    const std::string here = at + ".names[" + std::to_string(i) + "]";
    problems.Text(here + ".forename", person.names(i).forename());
    problems.Text(here + ".surname", person.names(i).surname());
    if (person.names(i).forename().empty() && person.names(i).surname().empty()) {
      problems.Add(here, "is empty");
    }
  }
  for (int i = 0; i < person.identifiers_size(); ++i) {
    const std::string here = at + ".identifiers[" + std::to_string(i) + "]";
    problems.Needs(here + ".scheme", person.identifiers(i).scheme());
    problems.Needs(here + ".value", person.identifiers(i).value());
    problems.Day(here + ".valid_from_on", person.identifiers(i).valid_from_on());
    problems.Day(here + ".valid_until_on", person.identifiers(i).valid_until_on());
  }
  for (int i = 0; i < person.addresses_size(); ++i) {
    const std::string here = at + ".addresses[" + std::to_string(i) + "]";
    problems.Day(here + ".from_on", person.addresses(i).from_on());
    problems.Day(here + ".until_on", person.addresses(i).until_on());
    for (const auto& line : person.addresses(i).lines()) problems.Text(here + ".lines", line);
  }
  problems.Text(at + ".sex", person.sex());
  problems.Text(at + ".ethnicity", person.ethnicity());
  problems.Text(at + ".nationality", person.nationality());
}

void CheckRelationship(const v1::Relationship& link, const std::string& at, Problems& problems) {
  problems.NeededId(at + ".person_id", link.person_id());
  problems.NeededId(at + ".related_person_id", link.related_person_id());
  if (!link.person_id().empty() && link.person_id() == link.related_person_id()) {
    problems.Add(at + ".related_person_id", "is the same person");
  }
  problems.Needs(at + ".kind", link.kind());
  problems.Day(at + ".from_on", link.from_on());
  problems.Day(at + ".until_on", link.until_on());
}

void CheckFamily(const v1::Family& family, const std::string& at, Problems& problems) {
  if (family.members().empty()) problems.Add(at + ".members", "is required");
  for (int i = 0; i < family.members_size(); ++i) {
    const std::string here = at + ".members[" + std::to_string(i) + "]";
    problems.NeededId(here + ".person_id", family.members(i).person_id());
    problems.Day(here + ".from_on", family.members(i).from_on());
    problems.Day(here + ".until_on", family.members(i).until_on());
  }
}

void CheckWorker(const v1::Worker& worker, const std::string& at, Problems& problems) {
  if (worker.name().empty() && worker.identifiers().empty()) {
    problems.Add(at, "needs a name or an identifier");
  }
  problems.Text(at + ".name", worker.name());
  problems.OptionalId(at + ".team_id", worker.team_id());
  problems.Day(at + ".role_started_on", worker.role_started_on());
  problems.Day(at + ".role_ended_on", worker.role_ended_on());
  problems.Day(at + ".born_on", worker.born_on());
  if (worker.has_full_time_equivalent() &&
      !(worker.full_time_equivalent() >= 0 && worker.full_time_equivalent() <= 2)) {
    problems.Add(at + ".full_time_equivalent", "is not between 0 and 2");
  }
}

void CheckTeam(const v1::Team& team, const std::string& at, Problems& problems) {
  problems.Needs(at + ".name", team.name());
  problems.OptionalId(at + ".parent_team_id", team.parent_team_id());
}

void CheckAllocation(const v1::Allocation& allocation, const std::string& at, Problems& problems) {
  problems.NeededId(at + ".case_id", allocation.case_id());
  problems.NeededId(at + ".worker_id", allocation.worker_id());
  problems.OptionalId(at + ".team_id", allocation.team_id());
  problems.NeededDay(at + ".from_on", allocation.from_on());
  problems.Day(at + ".until_on", allocation.until_on());
}

void CheckAbsence(const v1::Absence& absence, const std::string& at, Problems& problems) {
  problems.NeededId(at + ".worker_id", absence.worker_id());
  problems.OptionalId(at + ".covered_by_worker_id", absence.covered_by_worker_id());
  problems.Day(at + ".from_on", absence.from_on());
  problems.Day(at + ".until_on", absence.until_on());
  problems.Day(at + ".absent_on", absence.absent_on());
  if (absence.from_on().empty() && absence.absent_on().empty()) {
    problems.Add(at + ".from_on", "is required where absent_on is not given");
  }
}

}  // namespace caseload::record
