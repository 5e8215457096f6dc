// SPDX-License-Identifier: Apache-2.0
// Said: what the rules have found so far. One finding for each rule, with all the rows it rests on.
#pragma once

#include <initializer_list>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "catalogue.h"

namespace census {

using caseload::rule::Day;
using caseload::rule::Findings;

class Said {
 public:
  // Asked about one case, it keeps what rests on a row of that case, or on the child alone.
  explicit Said(const caseload::rule::Facts& facts, std::uint32_t own_case);

  // Whether it was kept.
  bool Add(TextOf rule, std::initializer_list<caseload_evidence> rows);
  // What is so from this day on; when it lies ahead, the day to look again.
  void AddFrom(Day day, TextOf rule, std::initializer_list<caseload_evidence> rows);
  // More of one thing than of another, of which one is needed for each; of several episodes,
  // summed.
  void Count(TextOf rule, std::int64_t more, std::int64_t than);
  // Nothing more can be shown of this rule.
  bool Full(TextOf rule) const;
  // Errors first, then queries, each in the order of the catalogue; and when to look again.
  void Send(Findings& out) const;

 private:
  bool Concerns(std::initializer_list<caseload_evidence> rows) const;

  std::uint32_t own_case_;
  Day today_;
  Day look_again_on_ = CASELOAD_DAY_NONE;
  std::unordered_map<std::uint32_t, std::uint32_t> case_of_;  // of rows
  std::map<std::uint32_t, std::vector<caseload_evidence>> found_;
  std::map<std::uint32_t, std::pair<std::int64_t, std::int64_t>> counts_;
};

}  // namespace census
