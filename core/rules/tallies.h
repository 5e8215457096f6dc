// SPDX-License-Identifier: Apache-2.0
// Tallies: numbers over all children of an authority, counted one child at a time.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "rules/case_facts.h"

namespace caseload::rules {

// Counts what was known on the day; the census year is the one the day lies in.
class Tallies {
 public:
  // The numbers must outlive it.
  Tallies(Date as_of, const CodeNumbers& numbers);

  void Add(const Subject& child);
  // The header of the latest census return. What it does not say is left empty.
  void AddReturn(const std::string& year, const std::string& reference_on);

  // The authority as a subject.
  SubjectFacts Facts() const;

 private:
  void CountPerson(const v1::Person& child);
  void CountYear(const Subject& child);
  bool InYear(const std::string& day) const;

  const Date as_of_;
  const Date year_begins_;
  const CodeNumbers& numbers_;
  std::int64_t children_ = 0;
  std::int64_t unborn_ = 0;
  std::int64_t born_without_sex_ = 0;
  std::int64_t with_disability_ = 0;
  std::int64_t with_several_ = 0;
  std::int64_t plans_ = 0;
  std::int64_t conferences_ = 0;
  std::set<std::string> disabilities_;
  std::vector<caseload_tally_row> of_return_;
};

// Which numbers are had by more than one child: first Add all children, then ask.
class NumbersInUse {
 public:
  void Add(const v1::Person& child);
  SharedNumbers Of(const v1::Person& child) const;

 private:
  std::unordered_map<std::string, int> upns_;
  std::unordered_map<std::string, int> local_ids_;
};

}  // namespace caseload::rules
