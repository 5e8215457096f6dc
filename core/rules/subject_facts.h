// SPDX-License-Identifier: Apache-2.0
// SubjectFacts: what a rule is shown of one subject, as rows of codes and days, and the way back
// from a row to the record it was made of.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/wire.h"

namespace caseload::taxonomy {
class Packs;
}

namespace caseload::rules {

// How codes become the numbers of the packs: 0 is not recorded, 65535 recorded but in none of them.
struct CodeNumbers {
  using Number = std::function<std::uint16_t(std::string_view set, std::string_view code)>;
  CodeNumbers() = default;
  using Label = std::function<std::string(std::uint16_t core)>;
  CodeNumbers(Number number_of, Number core_of = {}, Label label_of = {})
      : number(std::move(number_of)), core(std::move(core_of)), core_label(std::move(label_of)) {}

  // Number of a code of a set.
  Number number;
  // Number of the core concern a code of a set is mapped to; 0 when it is mapped to none.
  Number core;
  // What a core concern is called; empty when there is none of this number.
  Label core_label;
};

// The packs must outlive what is returned.
CodeNumbers NumbersOf(const taxonomy::Packs& packs);

// Whether evidence of this kind rests on the day its row ended, not on the day it began.
bool SpeaksOfTheEnd(std::uint32_t evidence_kind);

// What a row was made of.
struct Origin {
  std::uint32_t evidence_kind = 0;  // the CASELOAD_EVIDENCE_* of a row of its array
  std::string kind;                 // "person", "case", "entry", "concern"
  std::string id;
  caseload_day start = CASELOAD_DAY_NOT_RECORDED;
  caseload_day end = CASELOAD_DAY_NONE;
};

struct SubjectFacts {
  FactsRows rows;
  std::vector<Origin> origins;  // of row 1, 2, …

  // Null when there is no such row in these groups, or when it does not have what the kind speaks
  // of.
  const Origin* Find(const caseload_evidence& evidence,
                     std::uint32_t groups = CASELOAD_GROUP_ALL) const;
};

// A child or a worker with more rows is an error of an import.
inline constexpr std::size_t kRowsPerSubject = 50'000;

}  // namespace caseload::rules
