// SPDX-License-Identifier: Apache-2.0
#include "rules/vignettes/draft.h"

#include <algorithm>

#include "rules/vignettes/census_words.h"
#include "rules/vignettes/entry_words.h"
#include "rules/vignettes/people_words.h"

namespace caseload::rules {
namespace {

constexpr const char* kChild = "child";

bool IsDay(const std::string& text) { return ParseDate(text).has_value(); }

}  // namespace

bool Draft::ReadHistory(const std::string& text) {
  const auto from = AfterWord(text, "complete from");
  if (from) history_complete_from_ = ParseDate(*from);
  return from ? history_complete_from_.has_value() : text == "not known to be complete";
}

bool Draft::ReadCase(const Line& line) {
  auto& added = cases_.emplace_back();
  added.set_case_id(line.name);
  added.set_child_id(kChild);
  for (const auto& part : Parts(line.rest)) {
    const auto referred = AfterWord(part, "referred");
    const auto closed = AfterWord(part, "closed");
    const auto of = AfterWord(part, "of");
    if (referred && IsDay(*referred)) {
      added.set_referred_on(*referred);
    } else if (closed && IsDay(*closed)) {
      added.set_closed_on(*closed);
    } else if (of) {
      added.set_child_id(*of);
    } else if (part == "no further action" || part == "taken on") {
      added.set_referral_no_further_action(part == "no further action");
    } else if (part != "referred on a day not recorded") {
      return false;
    }
  }
  return !line.name.empty();
}

bool Draft::ReadEntryLine(const Line& line) {
  auto& entry = entries_.emplace_back();
  entry.set_entry_id(line.name);
  if (line.name.empty() || !ReadEntry(line.rest, entry)) return false;
  const auto is_its = [&](const v1::Case& one) { return one.case_id() == entry.case_ids(0); };
  return entry.case_ids().empty() || std::any_of(cases_.begin(), cases_.end(), is_its);
}

bool Draft::ReadConcernLine(const Line& line) {
  v1::Concern concern;
  std::string case_id;
  if (line.name.empty() || !ReadConcern(line.rest, concern, case_id)) return false;
  concern.set_concern_id(line.name);
  for (auto& one : cases_) {
    if (one.case_id() != case_id) continue;
    *one.add_concerns() = std::move(concern);
    return true;
  }
  return false;
}

// "anna: born 2018-06-01, belongs to 2 other families", "anna: not looked up"
bool Draft::ReadPersonLine(const Line& line) {
  auto& person = people_[line.name];
  for (const auto& part : Parts(line.rest)) {
    const auto families = AfterWord(part, "belongs to");
    if (part == "not looked up") {
      person.looked_up = false;
    } else if (families) {
      const char digit = families->front();
      if (digit < '1' || digit > '9' || families->substr(1) != " other families") return false;
      person.other_families = digit - '0';
    } else if (part != "nothing known" && !ReadPerson(part, person.person)) {
      return false;
    }
  }
  return !line.name.empty();
}

bool Draft::ReadLinks(const Line& line) {
  links_known_ = true;
  if (line.word == "Links") return line.rest == "nobody";
  auto& link = links_.emplace_back();
  link.set_relationship_id(line.name);
  return !line.name.empty() && ReadLink(line.rest, link);
}

// "this to anna, from 2024-01-10", "child to anna" where the source named no case.
bool Draft::ReadAllocationLine(const Line& line) {
  allocations_known_ = true;
  if (line.word == "Allocations") return line.rest == "nobody";
  auto& added = allocations_.emplace_back();
  added.set_allocation_id(line.name);
  if (line.name.empty() || !ReadAllocation(line.rest, added)) return false;
  const auto is_its = [&](const v1::Case& one) { return one.case_id() == added.case_id(); };
  if (std::any_of(cases_.begin(), cases_.end(), is_its)) return true;
  if (!people_.contains(added.case_id())) return false;
  added.set_child_id(added.case_id());
  added.clear_case_id();
  return true;
}

bool Draft::ReadWorkforce(const Line& line) {
  if (line.name.empty()) return false;
  if (line.word == "Worker") {
    workers_.emplace_back().set_worker_id(line.name);
    return ReadWorker(line.rest, workers_.back());
  }
  absences_.emplace_back().set_absence_id(line.name);
  return ReadAbsence(line.rest, absences_.back());
}

bool Draft::Read(const Line& line) {
  if (line.word == "Child") return ReadPerson(line.rest, people_[kChild].person);
  if (line.word == "History") return ReadHistory(line.rest);
  if (line.word == "Case") return ReadCase(line);
  if (line.word == "Census")
    return ReadCensus(line.name, line.rest, people_[kChild].person, cases_);
  if (line.word == "Entry") return ReadEntryLine(line);
  if (line.word == "Concern") return ReadConcernLine(line);
  if (line.word == "Person") return ReadPersonLine(line);
  if (line.word == "Link" || line.word == "Links") return ReadLinks(line);
  if (line.word == "Allocation" || line.word == "Allocations") return ReadAllocationLine(line);
  if (line.word == "Worker" || line.word == "Absence") return ReadWorkforce(line);
  return false;
}

std::vector<v1::Case> Draft::CasesOf(const std::string& person) const {
  std::vector<v1::Case> cases;
  std::copy_if(cases_.begin(), cases_.end(), std::back_inserter(cases),
               [&](const auto& one) { return one.child_id() == person; });
  return cases;
}

std::vector<v1::Entry> Draft::EntriesOf(const std::string& person) const {
  const auto cases = CasesOf(person);
  std::vector<v1::Entry> entries;
  std::copy_if(entries_.begin(), entries_.end(), std::back_inserter(entries), [&](const auto& one) {
    return !one.case_ids().empty() && std::any_of(cases.begin(), cases.end(), [&](const auto& of) {
      return of.case_id() == one.case_ids(0);
    });
  });
  return entries;
}

std::optional<std::vector<v1::Allocation>> Draft::AllocationsOf(const std::string& person) const {
  if (!allocations_known_) return std::nullopt;
  const auto cases = CasesOf(person);
  std::vector<v1::Allocation> allocations;
  std::copy_if(allocations_.begin(), allocations_.end(), std::back_inserter(allocations),
               [&](const auto& one) {
                 if (one.case_id().empty()) return one.child_id() == person;
                 return std::any_of(cases.begin(), cases.end(),
                                    [&](const auto& of) { return of.case_id() == one.case_id(); });
               });
  return allocations;
}

void Draft::FillChild(Subject& subject) const {
  if (const auto child = people_.find(kChild); child != people_.end())
    subject.child = child->second.person;
  subject.child.set_person_id(kChild);
  subject.cases = CasesOf(kChild);
  subject.entries = EntriesOf(kChild);
  subject.allocations = AllocationsOf(kChild);
  subject.history_complete_from = history_complete_from_;
  if (!links_known_) return;
  Links links;
  links.relationships = links_;
  for (const auto& [name, person] : people_) {
    if (name == kChild || !person.looked_up) continue;
    auto& linked = links.people.emplace_back();
    linked.person = person.person;
    linked.person.set_person_id(name);
    linked.cases = CasesOf(name);
    linked.entries = EntriesOf(name);
    for (int i = 0; i < person.other_families; ++i)
      linked.families.emplace_back().add_members()->set_person_id(name);
  }
  subject.links = std::move(links);
}

// Everybody who is told of is a child of the family.
void Draft::FillFamily(FamilySubject& family) const {
  family.family_id = "family";
  family.history_complete_from = history_complete_from_;
  for (const auto& [name, person] : people_) {
    auto& child = family.children.emplace_back();
    child.child = person.person;
    child.child.set_person_id(name);
    child.cases = CasesOf(name);
    child.entries = EntriesOf(name);
    child.allocations = AllocationsOf(name);
  }
}

void Draft::FillWorkers(WorkerSubject& subject) const {
  subject.workers = workers_;
  subject.allocations = allocations_;
  subject.absences = absences_;
  subject.cases = cases_;
  subject.entries = entries_;
  subject.history_complete_from = history_complete_from_;
  for (const auto& [name, person] : people_) {
    subject.children.push_back(person.person);
    subject.children.back().set_person_id(name);
  }
}

void Draft::Fill(Vignette& vignette) const {
  if (vignette.AboutAChild()) {
    FillChild(vignette.subject);
  } else if (vignette.family) {
    FillFamily(*vignette.family);
  } else {
    FillWorkers(vignette.workers);
  }
}

}  // namespace caseload::rules
