// SPDX-License-Identifier: Apache-2.0
// caseload import list: the deliveries so far and what came of them.
#include "caseload/v1/import_service.pb.h"
#include "cli/list_verb.h"
#include "cli/words.h"

namespace caseload::cli {
namespace {

ExitCode List(Session& session, std::int64_t limit) {
  return ShowList<v1::ListImportsResponse>(
      session, v1::ListImportsRequest(), limit,
      {{"import_id"},
       {"form"},
       {"authority"},
       {"edition"},
       {"reference_on"},
       {"state"},
       {"people", Align::kRight},
       {"cases", Align::kRight},
       {"faults", Align::kRight},
       {"recorded_at"}},
      [](const auto& answer, auto& rows) {
        for (const auto& found : answer.imports()) {
          rows.push_back(
              {found.import_id(), found.form(), found.authority(), found.edition(),
               found.reference_on(),
               EnumWords(v1::ImportState_Name(found.state()), "IMPORT_STATE_"),
               std::to_string(found.counts().people()), std::to_string(found.counts().cases()),
               std::to_string(found.counts().faults()), InstantText(found.recorded_at())});
        }
      });
}

}  // namespace

void AddImportList(CLI::App& import, Session& session) {
  auto limit = std::make_shared<std::int64_t>(200);
  CLI::App* verb = import.add_subcommand("list", "List the imports so far");
  AddLimit(*verb, *limit);
  Runs(*verb, session, [&session, limit] { return List(session, *limit); });
}

}  // namespace caseload::cli
