// SPDX-License-Identifier: Apache-2.0
// Who holds which children today, and how many points of work that is.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "settings.hpp"

namespace load {

using namespace caseload::rule;

// What one worker, or a team, holds.
struct Work {
  std::set<std::uint32_t> children = {};
  std::set<std::uint32_t> cases = {};
  int points = 0;
  std::vector<caseload_evidence> because = {};
};

// The points of a case are those of the most that is going on in it: work is not counted twice.
inline int PointsOf(const Facts& facts, std::uint32_t case_id, const Table& table) {
  int most = table.other;
  for (const auto& row : facts.spans()) {
    if (row.case_id != case_id || row.end != CASELOAD_DAY_NONE) continue;
    switch (row.kind) {
      case CASELOAD_SPAN_PROTECTION_PLAN:
        most = std::max(most, table.protection);
        break;
      case CASELOAD_SPAN_SECTION47:
        most = std::max(most, table.enquiry);
        break;
      case CASELOAD_SPAN_LOOKED_AFTER:
        most = std::max(most, table.care);
        break;
      case CASELOAD_SPAN_ASSESSMENT:
        most = std::max(most, table.assessment);
        break;
      case CASELOAD_SPAN_CIN_PLAN:
        most = std::max(most, table.need);
        break;
      default:
        break;
    }
  }
  return most;
}

inline const caseload_case_row* CaseOf(const Facts& facts, std::uint32_t id) {
  for (const auto& row : facts.cases()) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

inline bool IsOpen(const caseload_allocation_row& row) { return row.end == CASELOAD_DAY_NONE; }

// Only who has the case is counted, and only while it is open.
inline bool Counts(const Facts& facts, const caseload_allocation_row& row) {
  if (!IsOpen(row) || row.kind != CASELOAD_ALLOCATION_KEY_WORKER) return false;
  const auto* of = CaseOf(facts, row.case_id);
  return of != nullptr && of->closed == CASELOAD_DAY_NONE;
}

inline void AddWork(const Facts& facts, const caseload_allocation_row& row, const Table& table,
                    Work& work) {
  if (work.because.size() < CASELOAD_MOST_EVIDENCE) work.because.push_back(Start(row));
  if (!work.cases.insert(row.case_id).second) return;
  work.points += PointsOf(facts, row.case_id, table);
  // A child who is not shown is a child of its own.
  const auto* of = CaseOf(facts, row.case_id);
  work.children.insert(of->child != 0 ? of->child : of->id);
}

// The absence of a worker that lasts, the longest first.
inline const caseload_absence_row* AbsenceOf(const Facts& facts, std::uint32_t worker) {
  for (const auto& row : facts.absences()) {
    if (row.worker == worker && row.end == CASELOAD_DAY_NONE) return &row;
  }
  return nullptr;
}

inline Work WorkOf(const Facts& facts, std::uint32_t worker, const Table& table) {
  Work work;
  for (const auto& row : facts.allocations()) {
    if (row.worker == worker && Counts(facts, row)) AddWork(facts, row, table, work);
  }
  return work;
}

// What a worker holds for others who are absent today.
inline void AddCovered(const Facts& facts, std::uint32_t worker, const Table& table, Work& work) {
  for (const auto& absence : facts.absences()) {
    if (absence.covered_by != worker || absence.end != CASELOAD_DAY_NONE) continue;
    for (const auto& row : facts.allocations()) {
      if (row.worker == absence.worker && Counts(facts, row)) AddWork(facts, row, table, work);
    }
  }
}

}  // namespace load
