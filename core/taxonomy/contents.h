// SPDX-License-Identifier: Apache-2.0
// Contents: a pack in memory with its indexes, as the loaders fill it and Packs reads it.
#pragma once

#include <deque>
#include <functional>
#include <unordered_map>

#include "taxonomy/faults.h"
#include "taxonomy/packs.h"

namespace caseload::taxonomy {

inline constexpr std::string_view kConcernSet = "concern";
// Numbers above are kept for facts::kCodeUnknown and its like.
inline constexpr int kHighestNumber = 60'000;

// Views into the codes' own text, which is never moved.
struct CodeName {
  std::string_view set;
  std::string_view code;
  friend bool operator==(const CodeName&, const CodeName&) = default;
};

struct CodeNameHash {
  std::size_t operator()(const CodeName& name) const {
    const std::hash<std::string_view> hash;
    return hash(name.set) * 31 + hash(name.code);
  }
};

struct Label {
  std::optional<Date> from;  // nothing: from the beginning
  std::string text;
};

// What is known of a code beyond its own row, found by its number.
struct CodeLinks {
  const Code* code = nullptr;
  const Code* parent = nullptr;
  const Code* core = nullptr;
  const Code* group = nullptr;
  std::vector<Mapping> mappings;  // from this code, the closest first
  std::vector<Label> labels;      // in order; empty when it always had its present one
};

struct Contents {
  std::string title;
  std::string version;
  std::string jurisdiction;
  std::deque<Code> codes;  // a deque: pointers to its elements hold while it grows
  std::vector<CodeSet> sets;
  std::unordered_map<std::string_view, std::size_t> set_of_name;
  std::unordered_map<CodeName, const Code*, CodeNameHash> code_of_name;
  std::vector<CodeLinks> links;  // by number
  Calendar calendar;
  std::vector<ClockRow> clocks;

  const Code* Find(std::string_view set, std::string_view code) const;
  const CodeLinks* LinksOf(std::uint16_t number) const;
};

// Each adds what it reads to the contents and what is wrong to the faults.
void LoadCodes(const std::filesystem::path& folder, Contents& contents, Faults& faults);
void LoadMappings(const std::filesystem::path& folder, Contents& contents, Faults& faults);
// pack.csv, the holidays and the clocks.
void LoadCalendar(const std::filesystem::path& folder, Contents& contents, Faults& faults);

}  // namespace caseload::taxonomy
