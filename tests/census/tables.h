// SPDX-License-Identifier: Apache-2.0
// Tables: cases in the form of the sector's validator: tables of texts, and the rows in which a
// rule must find something.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace caseload::rules {

// A column that is not there, and a cell that is empty, are both an empty text; Has tells them
// apart for a whole table.
class Table {
 public:
  void Add(std::map<std::string, std::string> row);
  std::size_t size() const { return rows_.size(); }
  const std::string& At(std::size_t row, const std::string& column) const;
  bool Has(const std::string& column) const { return columns_.contains(column); }

 private:
  std::vector<std::map<std::string, std::string>> rows_;
  std::set<std::string> columns_;
};

using Place = std::pair<std::string, std::size_t>;  // a table and a row

struct CensusCase {
  std::string rule;  // "8530Q"
  std::string why;   // of cases of our own; may be empty
  int ruleset = 2022;
  std::map<std::string, Table> tables;
  std::set<Place> expected;
  bool of_the_return = false;  // the return as a whole is at fault, no row of it

  const Table& TableOf(const std::string& name) const;
  // The year in which the census year of the header's row ends; 0 when there is no header or no day
  // in it.
  int CensusYear(std::size_t header = 0) const;
};

// A JSON array of cases. Throws what is wrong with it.
std::vector<CensusCase> ReadCensusCases(const std::filesystem::path& file);

// YYYY-MM-DD of a day written in one of the ways the validator's tests have; the text itself when
// it is none. No record holds a day before 1900: the children of the tests that were born in the
// nineteenth century are moved on by twenties of years.
std::string IsoDay(const std::string& text);

void PrintTo(const CensusCase& given, std::ostream* out);

}  // namespace caseload::rules
