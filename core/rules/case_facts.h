// SPDX-License-Identifier: Apache-2.0
// CaseFacts: what a rule is shown of one child's record, as rows of codes and days, and the way
// back from a row to the record it was made of.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "caseload/v1/case.pb.h"
#include "caseload/v1/chronology.pb.h"
#include "caseload/v1/finding.pb.h"
#include "caseload/v1/person.pb.h"
#include "caseload/v1/rule_service.pb.h"
#include "rules/wire.h"

namespace caseload::taxonomy {
class Packs;
}

namespace caseload::rules {

// How codes become the numbers of the packs: 0 is not recorded, 65535 recorded but in none of them.
struct CodeNumbers {
  using Number = std::function<std::uint16_t(std::string_view set, std::string_view code)>;
  CodeNumbers() = default;
  CodeNumbers(Number number_of, Number core_of = {})
      : number(std::move(number_of)), core(std::move(core_of)) {}

  // Number of a code of a set.
  Number number;
  // Number of the core concern a code of a set is mapped to; 0 when it is mapped to none.
  Number core;
};

// The packs must outlive what is returned.
CodeNumbers NumbersOf(const taxonomy::Packs& packs);

// One child's record for a question about one case, as of and as known at the moment: the caller
// has cut it.
struct Subject {
  v1::Person child;
  std::string case_id;
  std::vector<v1::Case> cases;     // all of the child's
  std::vector<v1::Entry> entries;  // of all these cases
  std::optional<Date> history_complete_from;
};

// What a row was made of.
struct Origin {
  std::uint32_t evidence_kind = 0;  // the CASELOAD_EVIDENCE_* of a row of its array
  std::string kind;                 // "case", "entry", "concern"
  std::string id;
  caseload_day start = CASELOAD_DAY_NOT_RECORDED;
  caseload_day end = CASELOAD_DAY_NONE;
};

struct CaseFacts {
  FactsRows rows;
  std::vector<Origin> origins;  // of row 1, 2, …

  // Null when there is no such row, or when it does not have what the kind speaks of.
  const Origin* Find(const caseload_evidence& evidence) const;
};

// A child with more rows is an error of an import, not a child.
inline constexpr std::size_t kRowsPerSubject = 50'000;

// Leaves out what was withdrawn or retracted and what lies after as_of. NOT_FOUND, NOT_KNOWN_THEN,
// TOO_LARGE.
Result<CaseFacts> FactsOf(const Subject& subject, Date as_of, const CodeNumbers& numbers);

}  // namespace caseload::rules
