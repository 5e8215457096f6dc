// SPDX-License-Identifier: Apache-2.0
// Loads code_sets.csv, codes.csv and labels.csv, and ties each code to its parent and its group.
#include <tuple>
#include <utility>

#include "taxonomy/contents.h"
#include "taxonomy/table.h"

namespace caseload::taxonomy {
namespace {

// The one top of the core taxonomy that is too wide to count under: neglect and exploitation are
// not one answer.
constexpr std::string_view kSplitTop = "HARM";

void LoadSets(const std::filesystem::path& folder, Contents& contents, Faults& faults) {
  Table table(folder, "code_sets.csv", {"set", "title", "source"}, faults);
  contents.sets.reserve(table.rows().size());  // so that views of the names hold
  for (const CsvRow& row : table.rows()) {
    contents.sets.push_back(
        {table.Needed(row, "set"), table.Needed(row, "title"), table.Needed(row, "source"), {}});
    const bool added =
        contents.set_of_name.emplace(contents.sets.back().name, contents.sets.size() - 1).second;
    if (!added) table.Fault(row, "set " + contents.sets.back().name + " is there already");
  }
}

Code ReadCode(Table& table, const CsvRow& row) {
  Code code;
  code.number = static_cast<std::uint16_t>(table.Number(row, "number", 1, kHighestNumber));
  code.set = table.Needed(row, "set");
  code.code = table.Needed(row, "code");
  code.label = table.Needed(row, "label");
  code.kind = table.OneOf(row, "kind", {"", "GROUP", "HARM", "NEED", "STATUS", "ADMIN"});
  code.parent = table.Text(row, "parent");
  code.subject = table.OneOf(row, "subject", {"", "CHILD", "PARENT", "HOUSEHOLD", "FAMILY", "ANY"});
  code.actor = table.OneOf(row, "actor", {"", "ADULT", "CHILD", "UNKNOWN"});
  code.exclusive = table.OneOf(row, "exclusive", {"", "0", "1"}) == "1";
  code.note = table.Text(row, "note");
  std::tie(code.valid_from, code.valid_until) = table.Validity(row);
  return code;
}

void KeepCode(Table& table, const CsvRow& row, Code&& read, Contents& contents) {
  if (contents.LinksOf(read.number) != nullptr) {
    return table.Fault(row, "number " + std::to_string(read.number) + " is used already");
  }
  const auto set = contents.set_of_name.find(read.set);
  if (set == contents.set_of_name.end()) {
    return table.Fault(row, "set " + read.set + " is not in code_sets.csv");
  }
  if (contents.Find(read.set, read.code) != nullptr) {
    return table.Fault(row, "code " + read.code + " is in set " + read.set + " already");
  }
  const Code& kept = contents.codes.emplace_back(std::move(read));
  contents.code_of_name.emplace(CodeName{kept.set, kept.code}, &kept);
  contents.sets[set->second].codes.push_back(&kept);
  if (contents.links.size() <= kept.number) contents.links.resize(kept.number + std::size_t{1});
  contents.links[kept.number].code = &kept;
}

// Ties each code to its parent. A circle would make every walk up the taxonomy endless.
void TieParents(Table& table, const std::vector<std::pair<const CsvRow*, const Code*>>& kept,
                Contents& contents) {
  for (const auto& [row, code] : kept) {
    if (code->parent.empty()) continue;
    const Code* parent = contents.Find(code->set, code->parent);
    if (parent == nullptr) table.Fault(*row, "parent " + code->parent + " is not in its set");
    contents.links[code->number].parent = parent;
  }
  for (const auto& [row, code] : kept) {
    const Code* above = contents.links[code->number].parent;
    for (std::size_t steps = 0; above != nullptr && above != code; ++steps) {
      if (steps > kept.size()) break;  // a circle further up, which its own codes report
      above = contents.links[above->number].parent;
    }
    if (above == code) {
      table.Fault(*row, "code " + code->code + " is above itself");
      contents.links[code->number].parent = nullptr;
    }
  }
}

void TieGroups(Contents& contents) {
  const auto concerns = contents.set_of_name.find(kConcernSet);
  if (concerns == contents.set_of_name.end()) return;
  for (const Code* code : contents.sets[concerns->second].codes) {
    const Code* below = code;
    const Code* top = code;
    while (const Code* parent = contents.links[top->number].parent) {
      below = top;
      top = parent;
    }
    contents.links[code->number].group = top->code == kSplitTop ? below : top;
    contents.links[code->number].core = code;
  }
}

void LoadLabels(const std::filesystem::path& folder, Contents& contents, Faults& faults) {
  Table table(folder, "labels.csv", {"number", "from", "label"}, faults);
  for (const CsvRow& row : table.rows()) {
    const int number = table.Number(row, "number", 1, kHighestNumber);
    const auto from = table.Day(row, "from");
    if (contents.LinksOf(static_cast<std::uint16_t>(number)) == nullptr) {
      table.Fault(row, "there is no code with number " + std::to_string(number));
      continue;
    }
    auto& labels = contents.links[static_cast<std::size_t>(number)].labels;
    if (labels.empty() ? from.has_value() : !from || (labels.back().from >= from)) {
      table.Fault(row, "labels begin without a day and go on in the order of their days");
    }
    labels.push_back({from, table.Needed(row, "label")});
  }
  for (const Code& code : contents.codes) {
    const auto& labels = contents.links[code.number].labels;
    if (labels.empty() || labels.back().text == code.label) continue;
    table.FaultInFile("the last label of number " + std::to_string(code.number) +
                      " is not the one in codes.csv");
  }
}

}  // namespace

void LoadCodes(const std::filesystem::path& folder, Contents& contents, Faults& faults) {
  LoadSets(folder, contents, faults);
  Table table(folder, "codes.csv",
              {"number", "set", "code", "label", "valid_from", "valid_until", "kind", "parent",
               "subject", "actor", "exclusive", "note"},
              faults);
  std::vector<std::pair<const CsvRow*, const Code*>> kept;
  for (const CsvRow& row : table.rows()) {
    const std::size_t before = contents.codes.size();
    KeepCode(table, row, ReadCode(table, row), contents);
    if (contents.codes.size() > before) kept.emplace_back(&row, &contents.codes.back());
  }
  TieParents(table, kept, contents);
  TieGroups(contents);
  for (const CodeSet& set : contents.sets) {
    if (set.codes.empty()) table.FaultInFile("set " + set.name + " has no codes");
  }
  LoadLabels(folder, contents, faults);
}

}  // namespace caseload::taxonomy
