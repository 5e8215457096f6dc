// SPDX-License-Identifier: Apache-2.0
// Findings about cases: whose are asked for, and as rows of a table.
#pragma once

#include <string>
#include <vector>

#include "caseload/v1/decision.pb.h"
#include "cli/sheet.h"
#include "cli/verbs.h"

namespace caseload::cli {

// Exactly one of them is given.
struct WhoseFindings {
  std::string case_id;
  std::string worker_id;
  std::string team_id;

  template <class Request>
  void Set(Request& request) const {
    if (!case_id.empty()) request.set_case_id(case_id);
    if (!worker_id.empty()) request.set_worker_id(worker_id);
    if (!team_id.empty()) request.set_team_id(team_id);
  }
};
void AddWhose(CLI::App& verb, WhoseFindings& whose);

std::vector<Column> FindingColumns();
std::vector<std::string> FindingRow(const v1::CaseFinding& finding);

}  // namespace caseload::cli
