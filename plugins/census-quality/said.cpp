// SPDX-License-Identifier: Apache-2.0
#include "said.h"

namespace census {

Said::Said(const caseload::rule::Facts& facts, std::uint32_t own_case)
    : own_case_(own_case), today_(facts.as_of()) {
  if (own_case == 0) return;
  for (const auto& row : facts.cases()) case_of_[row.id] = row.id;
  for (const auto& row : facts.spans()) case_of_[row.id] = row.case_id;
  for (const auto& row : facts.events()) case_of_[row.id] = row.case_id;
}

bool Said::Concerns(std::initializer_list<caseload_evidence> rows) const {
  if (own_case_ == 0) return true;
  bool of_others = false;
  for (const auto& row : rows) {
    const auto found = case_of_.find(row.row);
    if (found == case_of_.end()) continue;
    if (found->second == own_case_) return true;
    of_others = true;
  }
  return !of_others;
}

bool Said::Add(TextOf rule, std::initializer_list<caseload_evidence> rows) {
  if (!Concerns(rows)) return false;
  auto& all = found_[rule];
  for (const auto& row : rows) {
    const auto same = [&](const auto& one) { return one.kind == row.kind && one.row == row.row; };
    if (all.size() < CASELOAD_MOST_EVIDENCE && std::none_of(all.begin(), all.end(), same))
      all.push_back(row);
  }
  return true;
}

void Said::AddFrom(Day day, TextOf rule, std::initializer_list<caseload_evidence> rows) {
  if (day <= today_) {
    Add(rule, rows);
  } else if (Concerns(rows)) {
    look_again_on_ = std::min(look_again_on_, day);
  }
}

void Said::Count(TextOf rule, std::int64_t more, std::int64_t than) {
  auto& [sum_of_more, sum_of_than] = counts_[rule];
  sum_of_more += more;
  sum_of_than += than;
}

bool Said::Full(TextOf rule) const {
  const auto found = found_.find(rule);
  return found != found_.end() && found->second.size() >= CASELOAD_MOST_EVIDENCE;
}

void Said::Send(Findings& out) const {
  if (look_again_on_ != CASELOAD_DAY_NONE) out.LookAgainOn(look_again_on_);
  std::size_t sent = 0;
  for (const bool queries : {false, true}) {
    for (const auto& [rule, rows] : found_) {
      if (IsQuery(rule) != queries || sent == CASELOAD_MOST_FINDINGS) continue;
      caseload::rule::Finding finding{.text = rule, .evidence = rows};
      if (const auto counted = counts_.find(rule); counted != counts_.end()) {
        finding.measure = counted->second.first;
        finding.comparison = CASELOAD_OPERATOR_MORE;
        finding.threshold = counted->second.second;
      }
      out.Add(std::move(finding));
      ++sent;
    }
  }
}

}  // namespace census
