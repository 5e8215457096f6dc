// SPDX-License-Identifier: Apache-2.0
// caseload import faults: what of a delivery could not be taken as it stood.
#include <limits>

#include "caseload/v1/import_service.pb.h"
#include "cli/list_verb.h"

namespace caseload::cli {
namespace {

// Values may be personal data. They are shown, because whoever corrects a return needs them; the
// server gives them only to those who may read imports.
ExitCode Faults(Session& session, const v1::ListImportFaultsRequest& request, std::int64_t limit) {
  return ShowList<v1::ListImportFaultsResponse>(
      session, request, limit,
      {{"code"}, {"line", Align::kRight}, {"name"}, {"value"}, {"summary"}, {"path"}},
      [](const auto& answer, auto& rows) {
        for (const auto& fault : answer.faults()) {
          rows.push_back({fault.code(), fault.line() == 0 ? "" : std::to_string(fault.line()),
                          fault.name(), fault.value(), fault.summary(), fault.path()});
        }
      });
}

}  // namespace

void AddImportFaults(CLI::App& import, Session& session) {
  struct Asked {
    v1::ListImportFaultsRequest request;
    // A return is mended as a whole: without --limit all pages are read.
    std::int64_t limit = std::numeric_limits<std::int64_t>::max();
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = import.add_subcommand(
      "faults", "List what could not be taken as it stood, with the values as they came");
  verb->add_option("IMPORT", *asked->request.mutable_import_id(), "The import")
      ->required()
      ->type_name("");
  verb->add_option("--limit", asked->limit, "List at most this many; all without it")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}).description(""))
      ->type_name("N");
  Runs(*verb, session, [&session, asked] { return Faults(session, asked->request, asked->limit); });
}

}  // namespace caseload::cli
