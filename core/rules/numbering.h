// SPDX-License-Identifier: Apache-2.0
// Numbering: gives the rows of one array their order and their ids.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/subject_facts.h"

namespace caseload::rules {

// A row before it has its number.
template <class Row>
struct Unnumbered {
  Row row;
  std::string record_id;
};

inline caseload_day Start(const caseload_child_row& row) { return row.birth; }
inline caseload_day End(const caseload_child_row&) { return CASELOAD_DAY_NONE; }
inline caseload_day Start(const caseload_case_row& row) { return row.referred; }
inline caseload_day Start(const caseload_span_row& row) { return row.start; }
inline caseload_day Start(const caseload_event_row& row) { return row.day; }
inline caseload_day Start(const caseload_concern_row& row) { return row.start; }
inline caseload_day End(const caseload_case_row& row) { return row.closed; }
inline caseload_day End(const caseload_span_row& row) { return row.end; }
inline caseload_day End(const caseload_event_row&) { return CASELOAD_DAY_NONE; }
inline caseload_day End(const caseload_concern_row& row) { return row.end; }
inline caseload_day Start(const caseload_worker_row& row) { return row.start; }
inline caseload_day End(const caseload_worker_row& row) { return row.end; }
inline caseload_day Start(const caseload_allocation_row& row) { return row.start; }
inline caseload_day End(const caseload_allocation_row& row) { return row.end; }
inline caseload_day Start(const caseload_absence_row& row) { return row.start; }
inline caseload_day End(const caseload_absence_row& row) { return row.end; }

// Rules are promised rows in the order of (day, id), so ids are given in that order; record ids
// decide between rows of one day, so that the same record always gives the same bytes.
template <class Row>
void Number(std::vector<Unnumbered<Row>>& found, std::uint32_t evidence_kind, const char* kind,
            SubjectFacts& facts, std::vector<Row>& rows) {
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair(Start(a.row), std::string_view(a.record_id)) <
           std::pair(Start(b.row), std::string_view(b.record_id));
  });
  for (auto& one : found) {
    facts.origins.push_back({evidence_kind, kind, one.record_id, Start(one.row), End(one.row)});
    one.row.id = static_cast<std::uint32_t>(facts.origins.size());
    rows.push_back(one.row);
  }
}

}  // namespace caseload::rules
