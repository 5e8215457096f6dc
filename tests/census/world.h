// SPDX-License-Identifier: Apache-2.0
// World: the children of a case in tables, as records, and the way back from a record to its row.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "census/tables.h"
#include "rules/case_facts.h"

namespace caseload::rules {

// Rows that name no child are each a child of their own; modules that name no episode belong to the
// child's first, and those whose episode is not in the tables to one that is made up for them.
class World {
 public:
  explicit World(const CensusCase& from);

  const std::vector<Subject>& children() const { return children_; }
  // The record that stands for this row; nothing when none does.
  std::optional<std::string> RecordAt(const Place& place) const;
  // The record that stands for a record that was named as evidence, as a category stands for its
  // plan; nothing when no row of the tables does.
  std::optional<std::string> Shown(const std::string& record) const;

 private:
  using Row = std::pair<const Table*, std::size_t>;

  void AddPeople();
  void AddCharacteristics();
  void AddEpisodes();
  void AddAssessments();
  void AddFactors();
  void AddEnquiries();
  void AddCinPlans();
  void AddProtectionPlans();
  void AddReviews();

  Subject& ChildOf(const std::string& table, std::size_t row);
  v1::Case& CaseOf(Subject& child, const std::string& table, std::size_t row);
  v1::Entry& AddEntry(const std::string& table, std::size_t row);
  v1::Entry& FindEntry(const std::string& id);
  void AddConcern(v1::Entry& entry, v1::ConcernBasis basis, const std::string& code);
  std::string Name(const std::string& table, std::size_t row) const;
  // The record stands for the row.
  void Stands(const std::string& record, const std::string& table, std::size_t row);

  const CensusCase& from_;
  std::vector<Subject> children_;
  std::map<std::string, std::size_t> child_by_id_;
  std::map<std::pair<std::size_t, std::string>, std::string> case_by_id_;
  std::map<std::string, std::string> case_of_;   // of entries
  std::map<std::string, std::size_t> child_of_;  // of entries
  std::map<Place, std::string> at_;
  std::map<std::string, std::string> shown_;
};

}  // namespace caseload::rules
