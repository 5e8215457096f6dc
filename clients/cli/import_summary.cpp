// SPDX-License-Identifier: Apache-2.0
// Sums an import up.
#include "cli/import_summary.h"

#include <map>

#include "cli/words.h"
#include "cpp/listing.h"

namespace caseload::cli {
namespace {

client::Answer<std::map<std::string, std::uint64_t>> FaultsByCode(Session& session,
                                                                  const std::string& import_id) {
  v1::ListImportFaultsRequest request;
  request.set_import_id(import_id);
  request.set_page_size(client::kPageSizeMost);
  client::Listing<v1::ListImportFaultsRequest, v1::ListImportFaultsResponse> listing(
      session.connection(), request);
  std::map<std::string, std::uint64_t> codes;
  for (const auto& page : listing) {
    for (const auto& fault : page.faults()) ++codes[fault.code()];
  }
  if (listing.problem()) return *listing.problem();
  return codes;
}

Sheet Summary(const v1::Import& done, ImportedWhen when) {
  const v1::ImportCounts& counts = done.counts();
  const bool before = when == ImportedWhen::kBefore;
  const std::uint64_t kept = counts.created() + counts.changed() + counts.unchanged();
  Sheet sheet{
      {{"import_id"}, {"delivery"}},
      {{done.import_id(), before ? "imported before, on " + InstantText(done.recorded_at()) : ""}}};
  const auto add = [&](const char* name, std::uint64_t count) {
    sheet.columns.push_back({name, Align::kRight});
    sheet.rows[0].push_back(std::to_string(count));
  };
  add("people", counts.people());
  add("episodes", counts.cases());
  add("disabilities", counts.disabilities());
  add("concerns", counts.concerns());
  add("entries", counts.entries());
  add("workers", counts.workers());
  add("teams", counts.teams());
  add("allocations", counts.allocations());
  add("relationships", counts.relationships());
  add("absences", counts.absences());
  add("created", before ? 0 : counts.created());
  add("changed", before ? 0 : counts.changed());
  add("unchanged", before ? kept : counts.unchanged());
  add("faults", counts.faults());
  return sheet;
}

}  // namespace

ExitCode TellImport(Session& session, const v1::FinishImportResponse& answer, ImportedWhen when) {
  const v1::Import& done = answer.import_record();
  session.ShowCard(answer, Summary(done, when));
  if (!session.table() || done.counts().faults() == 0) return kOk;
  const auto codes = FaultsByCode(session, done.import_id());
  if (!codes) return session.Fail(codes.problem());
  Sheet sheet{{{"fault"}, {"count", Align::kRight}}, {}};
  for (const auto& [code, count] : *codes) sheet.rows.push_back({code, Thousands(count)});
  session.out() << '\n';
  return session.Show(answer, sheet);
}

}  // namespace caseload::cli
