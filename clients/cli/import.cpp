// SPDX-License-Identifier: Apache-2.0
// caseload import: reads a census return or a folder of files and gets it across, whole and once.
#include <filesystem>
#include <map>

#include "caseload/v1/import_service.pb.h"
#include "cli/progress_bar.h"
#include "cli/text_width.h"
#include "cli/verbs.h"
#include "cpp/listing.h"
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

// Arrives at the person who ran the verb like a refusal of the server: it is about what they gave.
client::Problem Unreadable(const exchange::Failure& failure) {
  constexpr int kInvalidArgument = 3;
  client::Problem problem{kInvalidArgument, failure.code, failure.message};
  if (!failure.path.empty()) {
    problem.fields.push_back(
        {failure.path, failure.line == 0 ? "" : "line " + std::to_string(failure.line)});
  }
  return problem;
}

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
                                   UnitReader& reader) {
  std::uint64_t units = 0;
  ProgressBar bar(session.err(), session.screen().err_is_terminal);
  const client::UnitSource source = [&]() -> client::Answer<std::optional<v1::ImportUnit>> {
    auto unit = reader.Next();
    if (!unit) return Unreadable(unit.failure());
    if (*unit) ++units;
    return *std::move(unit);
  };
  const auto sent = client::SendUnits(
      session.connection(), client::SendOptions(), import_record, source,
      [&](const client::Sent& so_far) { bar.Show(PartRead(reader), so_far.accepted_through); });
  if (!sent) return sent.problem();
  return units;
}

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

Sheet Summary(const v1::Import& done) {
  const v1::ImportCounts& counts = done.counts();
  Sheet sheet{{{"import_id"}}, {{done.import_id()}}};
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
  add("created", counts.created());
  add("changed", counts.changed());
  add("unchanged", counts.unchanged());
  add("faults", counts.faults());
  return sheet;
}

ExitCode Tell(Session& session, const google::protobuf::Message& answer, const v1::Import& done) {
  session.ShowCard(answer, Summary(done));
  if (!session.table() || done.counts().faults() == 0) return kOk;
  const auto codes = FaultsByCode(session, done.import_id());
  if (!codes) return session.Fail(codes.problem());
  Sheet sheet{{{"fault"}, {"count", Align::kRight}}, {}};
  for (const auto& [code, count] : *codes) sheet.rows.push_back({code, Thousands(count)});
  session.out() << '\n';
  return session.Show(answer, sheet);
}

ExitCode Import(Session& session, const Asked& asked) {
  auto reader = asked.open(asked.path, asked.options);
  if (!reader) return session.Fail(Unreadable(reader.failure()));
  const auto started = Start(session, asked, **reader);
  if (!started) return session.Fail(started.problem());
  const v1::Import& begun = started->import_record();
  if (begun.state() == v1::IMPORT_STATE_FINISHED) {
    session.err() << "this delivery was imported before, nothing was sent\n";
    return Tell(session, begun, begun);
  }
  if (begun.accepted_through() > 0) {
    session.err() << "going on after unit " << Thousands(begun.accepted_through()) << '\n';
  }
  const auto units = Send(session, begun, **reader);
  if (!units) return session.Fail(units.problem());
  v1::FinishImportRequest finish;
  finish.set_import_id(begun.import_id());
  finish.set_unit_count(*units);
  const auto finished = session.connection().Call<v1::FinishImportResponse>(finish);
  if (!finished) return session.Fail(finished.problem());
  return Tell(session, *finished, finished->import_record());
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
