// SPDX-License-Identifier: Apache-2.0
// caseload finding watch: findings as they are said, answered and end, one a line.
#include "caseload/v1/finding_service.pb.h"
#include "cli/finding_rows.h"
#include "cli/follow.h"

namespace caseload::cli {
namespace {

std::vector<std::vector<std::string>> Rows(const v1::WatchFindingsResponse& response) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& finding : response.findings()) rows.push_back(FindingRow(finding));
  return rows;
}

}  // namespace

void AddFindingWatch(CLI::App& findings, Session& session) {
  struct Asked {
    WhoseFindings whose;
    FollowOptions options;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = findings.add_subcommand("watch", "Print findings as they are said and answered");
  AddWhose(*verb, asked->whose);
  AddFollowOptions(*verb, asked->options);
  Runs(*verb, session, [&session, asked] {
    v1::WatchFindingsRequest request;
    asked->whose.Set(request);
    request.set_after_sequence(asked->options.after);
    request.set_until_caught_up(asked->options.until_caught_up);
    return FollowChanges<v1::WatchFindingsResponse>(
        session, request, FindingColumns(), Rows,
        [](const v1::WatchFindingsResponse& response) { return response.through_sequence(); });
  });
}

}  // namespace caseload::cli
