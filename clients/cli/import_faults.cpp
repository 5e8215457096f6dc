// SPDX-License-Identifier: Apache-2.0
// caseload import faults: what of a delivery could not be taken as it stood.
#include "caseload/v1/import_service.pb.h"
#include "cli/list_verb.h"

namespace caseload::cli {
namespace {

// Values may be personal data: tables and CSV hold them only with --values.
ExitCode Faults(Session& session, const v1::ListImportFaultsRequest& request, std::int64_t limit,
                bool values) {
  std::vector<Column> columns = {
      {"code"}, {"line", Align::kRight}, {"name"}, {"summary"}, {"path"}};
  if (values) columns.push_back({"value"});
  return ShowList<v1::ListImportFaultsResponse>(
      session, request, limit, columns, [values](const auto& answer, auto& rows) {
        for (const auto& fault : answer.faults()) {
          rows.push_back({fault.code(), fault.line() == 0 ? "" : std::to_string(fault.line()),
                          fault.name(), fault.summary(), fault.path()});
          if (values) rows.back().push_back(fault.value());
        }
      });
}

}  // namespace

void AddImportFaults(CLI::App& import, Session& session) {
  struct Asked {
    v1::ListImportFaultsRequest request;
    std::int64_t limit = 1'000;
    bool values = false;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = import.add_subcommand("faults", "List what could not be taken as it stood");
  verb->add_option("IMPORT", *asked->request.mutable_import_id(), "The import")
      ->required()
      ->type_name("");
  verb->add_flag("--values", asked->values, "Show the values too: they may be personal data");
  AddLimit(*verb, asked->limit);
  Runs(*verb, session,
       [&session, asked] { return Faults(session, asked->request, asked->limit, asked->values); });
}

}  // namespace caseload::cli
