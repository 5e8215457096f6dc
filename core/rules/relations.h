// SPDX-License-Identifier: Apache-2.0
// Relations: who is linked to a child, and what is known of the children so linked, as rows.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "caseload/v1/case.pb.h"
#include "caseload/v1/chronology.pb.h"
#include "caseload/v1/person.pb.h"
#include "caseload/v1/relationship.pb.h"
#include "rules/subject_facts.h"

namespace caseload::rules {

// A person linked to the child, with what was recorded of them. Of the person itself only the id
// and the day of death are looked at.
struct LinkedPerson {
  v1::Person person;
  std::vector<v1::Case> cases;
  std::vector<v1::Entry> entries;    // of these cases
  std::vector<v1::Family> families;  // to which the person belongs
};

// As of and as known at the moment: the caller has cut it.
struct Links {
  std::vector<v1::Relationship> relationships;  // with the child at either end
  std::vector<v1::Family> families;             // to which the child belongs
  std::vector<LinkedPerson> people;             // at the other end of both
};

// Rows of CASELOAD_GROUP_RELATIONS, added to facts about the child. A link is a row of its own;
// cases, protection plans, section 47 enquiries, looked-after periods and a death are told with the
// link that holds and is closest. Members of one family count as one household. Nothing that lies
// after as_of is told, nor anything of a person who is linked by nothing.
void AddRelations(const Links& links, const std::string& child_id, Date as_of, SubjectFacts& facts);

std::size_t MostRows(const Links& links);

}  // namespace caseload::rules
