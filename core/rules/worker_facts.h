// SPDX-License-Identifier: Apache-2.0
// Worker facts: what a rule is shown for a question about one worker, or about one team.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "caseload/v1/case.pb.h"
#include "caseload/v1/chronology.pb.h"
#include "caseload/v1/person.pb.h"
#include "caseload/v1/workforce.pb.h"
#include "rules/subject_facts.h"

namespace caseload::rules {

// The record for a question about one worker or one team, as of and as known at the moment: the
// caller has cut it. Of workers only post, team, hours and what kind of post it is are looked at.
struct WorkerSubject {
  std::string worker_id;            // asked about; empty when the question is about the team
  std::string team_id;              // asked about, when no worker is
  std::vector<v1::Worker> workers;  // the worker, or all of the team; also those who cover
  // To these workers and to the team, ended ones too; without a role where the worker has the case.
  std::vector<v1::Allocation> allocations;
  std::vector<v1::Absence> absences;  // of these workers
  std::vector<v1::Person> children;
  // That are so allocated on the day: one that was given up is no case of theirs any more, and its
  // allocation names none.
  std::vector<v1::Case> cases;
  std::vector<v1::Entry> entries;  // of these cases, and the supervision of these workers
  std::optional<Date> history_complete_from;
};

// Leaves out what was withdrawn and what lies after as_of; concerns are not shown. NOT_FOUND,
// TOO_LARGE.
Result<SubjectFacts> FactsOf(const WorkerSubject& subject, Date as_of, const CodeNumbers& numbers);

}  // namespace caseload::rules
