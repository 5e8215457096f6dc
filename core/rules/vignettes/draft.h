// SPDX-License-Identifier: Apache-2.0
// Draft: the facts of a vignette as its lines are read, before they are put where a question about
// a child, a worker or a team looks for them.
#pragma once

#include <map>
#include <string>

#include "rules/vignettes/vignette.h"

namespace caseload::rules {

// "Case first" of "Case first: …" is a word and a name.
struct Line {
  std::string word;
  std::string name;
  std::string rest;
};

class Draft {
 public:
  // Whether the line is about the facts and was understood.
  bool Read(const Line& line);
  // Puts the facts into the vignette, whose question has been read.
  void Fill(Vignette& vignette) const;

 private:
  struct Person {
    v1::Person person = {};
    int other_families = 0;
    bool looked_up = true;
  };
  bool ReadHistory(const std::string& text);
  bool ReadCase(const Line& line);
  bool ReadEntryLine(const Line& line);
  bool ReadConcernLine(const Line& line);
  bool ReadPersonLine(const Line& line);
  bool ReadLinks(const Line& line);
  bool ReadWorkforce(const Line& line);
  bool ReadAllocationLine(const Line& line);
  void FillChild(Subject& subject) const;
  void FillFamily(FamilySubject& family) const;
  void FillWorkers(WorkerSubject& subject) const;
  std::vector<v1::Case> CasesOf(const std::string& person) const;
  std::vector<v1::Entry> EntriesOf(const std::string& person) const;
  std::optional<std::vector<v1::Allocation>> AllocationsOf(const std::string& person) const;

  std::map<std::string, Person> people_;  // "child" is the child
  std::vector<v1::Case> cases_;
  std::vector<v1::Entry> entries_;
  std::vector<v1::Relationship> links_;
  bool links_known_ = false;
  std::vector<v1::Worker> workers_;
  std::vector<v1::Allocation> allocations_;
  bool allocations_known_ = false;
  std::vector<v1::Absence> absences_;
  std::optional<Date> history_complete_from_;
};

}  // namespace caseload::rules
