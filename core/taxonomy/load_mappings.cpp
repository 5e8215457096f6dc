// SPDX-License-Identifier: Apache-2.0
// Loads mappings.csv, lets each be asked from both sides, and finds the core concern of each code.
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "taxonomy/contents.h"
#include "taxonomy/table.h"

namespace caseload::taxonomy {
namespace {

Relation ReadRelation(Table& table, const CsvRow& row) {
  const std::string& word =
      table.OneOf(row, "relation", {"EXACT", "BROADER", "NARROWER", "RELATED"});
  if (word == "EXACT") return Relation::kExact;
  if (word == "BROADER") return Relation::kBroader;
  if (word == "NARROWER") return Relation::kNarrower;
  return Relation::kRelated;
}

Relation FromTheOtherSide(Relation relation) {
  if (relation == Relation::kBroader) return Relation::kNarrower;
  if (relation == Relation::kNarrower) return Relation::kBroader;
  return relation;
}

const Code* FindCode(Table& table, const CsvRow& row, const char* set, const char* code,
                     const Contents& contents) {
  const Code* found = contents.Find(table.Text(row, set), table.Text(row, code));
  if (found == nullptr) {
    table.Fault(row,
                "there is no code " + table.Text(row, code) + " in set " + table.Text(row, set));
  }
  return found;
}

// The first mapping to the core taxonomy that says the same or more: mappings come the closest
// first. Something that merely overlaps is not what the code means.
const Code* FindCore(const std::vector<Mapping>& mappings) {
  for (const Mapping& mapping : mappings) {
    const bool holds =
        mapping.relation == Relation::kExact || mapping.relation == Relation::kBroader;
    if (holds && mapping.to->set == kConcernSet) return mapping.to;
  }
  return nullptr;
}

}  // namespace

void LoadMappings(const std::filesystem::path& folder, Contents& contents, Faults& faults) {
  Table table(
      folder, "mappings.csv",
      {"from_set", "from_code", "to_set", "to_code", "relation", "valid_from", "valid_until"},
      faults);
  std::set<std::pair<const Code*, const Code*>> seen;
  std::set<std::pair<const Code*, std::string_view>> exact;
  for (const CsvRow& row : table.rows()) {
    Mapping mapping;
    mapping.from = FindCode(table, row, "from_set", "from_code", contents);
    mapping.to = FindCode(table, row, "to_set", "to_code", contents);
    mapping.relation = ReadRelation(table, row);
    std::tie(mapping.valid_from, mapping.valid_until) = table.Validity(row);
    if (mapping.from == nullptr || mapping.to == nullptr) continue;
    if (mapping.from->set == mapping.to->set) {
      table.Fault(row, "maps a set to itself: use parent");
      continue;
    }
    if (!seen.emplace(std::minmax(mapping.from, mapping.to)).second) {
      table.Fault(row, "maps two codes that are mapped already");
    }
    if (mapping.relation == Relation::kExact &&
        !exact.emplace(mapping.from, mapping.to->set).second) {
      table.Fault(row, "maps a code EXACT twice: it cannot mean exactly two things");
    }
    contents.links[mapping.from->number].mappings.push_back(mapping);
    std::swap(mapping.from, mapping.to);
    mapping.relation = FromTheOtherSide(mapping.relation);
    contents.links[mapping.from->number].mappings.push_back(mapping);
  }
  for (CodeLinks& links : contents.links) {
    std::stable_sort(links.mappings.begin(), links.mappings.end(),
                     [](const Mapping& a, const Mapping& b) { return a.relation < b.relation; });
    if (links.core == nullptr) links.core = FindCore(links.mappings);
  }
}

}  // namespace caseload::taxonomy
