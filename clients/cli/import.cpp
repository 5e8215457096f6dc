// SPDX-License-Identifier: Apache-2.0
// caseload import: reads a census return or a folder of files and gets it across, whole and once.
#include <filesystem>

#include "caseload/v1/import_service.pb.h"
#include "cli/file_problem.h"
#include "cli/import_summary.h"
#include "cli/progress_bar.h"
#include "cli/sheet.h"
#include "cli/verbs.h"
#include "cpp/sender.h"
#include "exchange/exchange.h"

namespace caseload::cli {
namespace {

using exchange::UnitReader;
using Opened = exchange::Expected<std::unique_ptr<UnitReader>>;
using Opener = Opened (*)(const std::filesystem::path&, const exchange::ReadOptions&);

struct Asked {
  std::string path;
  std::string history_complete_from_on;
  exchange::ReadOptions options;
  Opener open = nullptr;
};

client::Answer<v1::StartImportResponse> Start(Session& session, const Asked& asked,
                                              const UnitReader& reader) {
  v1::StartImportRequest request;
  *request.mutable_import_record() = reader.header();
  if (!asked.history_complete_from_on.empty()) {
    request.mutable_import_record()->set_history_complete_from_on(asked.history_complete_from_on);
  }
  return session.connection().Call<v1::StartImportResponse>(request);
}

double PartRead(const UnitReader& reader) {
  const exchange::Progress progress = reader.progress();
  return progress.bytes_total == 0
             ? 0.0
             : static_cast<double>(progress.bytes_read) / static_cast<double>(progress.bytes_total);
}

// Gets the units across and says how many there were.
client::Answer<std::uint64_t> Send(Session& session, const v1::Import& import_record,
                                   const Asked& asked, UnitReader& reader) {
  std::uint64_t units = 0;
  ProgressBar bar(session.err(), session.screen().err_is_terminal);
  const client::UnitSource source = [&]() -> client::Answer<std::optional<v1::ImportUnit>> {
    auto unit = reader.Next();
    if (!unit) return FileProblem(unit.failure(), asked.path);
    if (*unit) ++units;
    return *std::move(unit);
  };
  const auto sent = client::SendUnits(
      session.connection(), client::SendOptions(), import_record, source,
      [&](const client::Sent& so_far) { bar.Show(PartRead(reader), so_far.accepted_through); });
  if (!sent) return sent.problem();
  return units;
}

ExitCode Import(Session& session, const Asked& asked) {
  auto reader = asked.open(asked.path, asked.options);
  if (!reader) return session.Fail(FileProblem(reader.failure(), asked.path));
  const auto started = Start(session, asked, **reader);
  if (!started) return session.Fail(started.problem());
  const v1::Import& begun = started->import_record();
  if (begun.state() == v1::IMPORT_STATE_FINISHED) {
    session.err() << "this delivery was imported before, nothing was sent\n";
    v1::FinishImportResponse before;
    *before.mutable_import_record() = begun;
    return TellImport(session, before, ImportedWhen::kBefore);
  }
  if (begun.accepted_through() > 0) {
    session.err() << "going on after unit " << Thousands(begun.accepted_through()) << '\n';
  }
  const auto units = Send(session, begun, asked, **reader);
  if (!units) return session.Fail(units.problem());
  v1::FinishImportRequest finish;
  finish.set_import_id(begun.import_id());
  finish.set_unit_count(*units);
  const auto finished = session.connection().Call<v1::FinishImportResponse>(finish);
  if (!finished) return session.Fail(finished.problem());
  return TellImport(session, *finished, ImportedWhen::kNow);
}

void AddForm(CLI::App& group, Session& session, const std::string& form,
             const std::string& description, Opener open) {
  auto asked = std::make_shared<Asked>();
  asked->open = open;
  CLI::App* verb = group.add_subcommand(form, description);
  verb->add_option(form == "ssd" ? "DIR" : "FILE", asked->path, "What to import")
      ->required()
      ->type_name("");
  verb->add_option("--history-complete-from", asked->history_complete_from_on,
                   "From this day on no record means none; before it, unknown")
      ->check(Day())
      ->type_name("YYYY-MM-DD");
  verb->add_flag("--accept-unknown-names", asked->options.accept_unknown_names,
                 "Read on where names are unknown to the form; each is listed as a fault");
  Runs(*verb, session, [&session, asked] { return Import(session, *asked); });
}

}  // namespace

void AddImport(CLI::App& program, Session& session) {
  CLI::App* group = AddGroup(program, "import", "Bring in returns and other systems' files");
  AddForm(*group, session, "cin", "A children in need census (XML)", exchange::OpenCin);
  AddForm(*group, session, "ssd", "A folder of Standard Safeguarding Dataset files (CSV)",
          exchange::OpenSsd);
  AddForm(*group, session, "csww", "A children's social work workforce census (XML)",
          exchange::OpenCsww);
  AddImportList(*group, session);
  AddImportFaults(*group, session);
}

}  // namespace caseload::cli
