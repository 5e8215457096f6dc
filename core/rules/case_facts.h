// SPDX-License-Identifier: Apache-2.0
// Case facts: what a rule is shown of one child's record for a question about one case.
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
#include "rules/marks.h"
#include "rules/relations.h"
#include "rules/subject_facts.h"

namespace caseload::rules {

// One child's record for a question about one case, or about the child as a whole, as of and as
// known at the moment: the caller has cut it.
struct Subject {
  v1::Person child;
  std::string case_id;             // empty: the child as a whole
  std::vector<v1::Case> cases;     // all of the child's
  std::vector<v1::Entry> entries;  // of all these cases
  std::optional<Date> history_complete_from;
  SharedNumbers shared = {};   // whoever holds all children has compared them
  std::optional<Links> links;  // nothing: whom the child is linked to was not looked up
  // Of the child and of all these cases, those that ended too; a role is left only where whoever
  // has it does not hold the case. Nothing: who holds the child was not looked up.
  std::optional<std::vector<v1::Allocation>> allocations = {};
};

// What a record says of a life, as far as days go.
struct LifeDays {
  std::optional<Date> born;
  std::optional<Date> expected;
  caseload_day death = CASELOAD_DAY_NONE;  // by the day asked about
  caseload_day recorded = CASELOAD_DAY_NOT_RECORDED;
};
caseload_child_row ChildRow(const LifeDays& life, Date as_of);
// The record for a question about one family, cut in the same way: of each child what a question
// about the child as a whole is answered with, but for whom it is linked to.
struct FamilySubject {
  std::string family_id;
  std::vector<Subject> children;  // in the order of their ids
  std::optional<Date> history_complete_from = {};
};

// The ids of row, child and case are still to be filled in.
caseload_child_row ChildRow(const v1::Person& child, Date as_of);
caseload_case_row CaseRow(const v1::Case& of, Date as_of, const CodeNumbers& numbers);

// Leaves out what was withdrawn or retracted and what lies after as_of. NOT_FOUND, NOT_KNOWN_THEN,
// TOO_LARGE.
Result<SubjectFacts> FactsOf(const Subject& subject, Date as_of, const CodeNumbers& numbers);
Result<SubjectFacts> FactsOf(const FamilySubject& family, Date as_of, const CodeNumbers& numbers);

}  // namespace caseload::rules
