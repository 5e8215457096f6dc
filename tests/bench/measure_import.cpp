// SPDX-License-Identifier: Apache-2.0
// Imports: units through the API, and their records through the store alone, against bare inserts
// of the same bodies.
#include "base/ids.h"
#include "bench/bench.h"
#include "bench/must.h"
#include "bench/plain_tables.h"
#include "bench/serve.h"
#include "bench/stopwatch.h"
#include "bench/writes.h"
#include "caseload/v1/import_service.pb.h"
#include "cpp/sender.h"
#include "server/open_store.h"

namespace caseload::bench {
namespace {

constexpr std::size_t kUnits = 5'000;
// A person, a case, two entries.
constexpr std::size_t kRecordsPerUnit = 4;
constexpr std::size_t kUnitsPerWrite = 200;

double RecordsASecond(const Stopwatch& watch) {
  return static_cast<double>(kUnits * kRecordsPerUnit) / watch.Seconds();
}

class Deliveries {
 public:
  explicit Deliveries(Bench& bench) : bench_(bench) {}
  std::vector<v1::ImportUnit> Next() {
    std::vector<v1::ImportUnit> units;
    const Date today = SystemClock().Today();
    for (std::size_t i = 0; i < kUnits; ++i) {
      const Date referred = today - 1 - static_cast<std::int32_t>(dice_.Of(1'000));
      units.push_back(bench_.made_up().Unit(dice_, ++numbered_, referred, today));
    }
    return units;
  }

 private:
  Bench& bench_;
  Dice dice_{3};
  std::uint64_t numbered_ = 0;
};

// Person, case and entries of each unit, in one transaction.
double InsertBare(Bench& bench, const std::vector<v1::ImportUnit>& units) {
  std::vector<std::string> bodies;
  for (const auto& unit : units) {
    bodies.push_back(unit.people(0).SerializeAsString());
    bodies.push_back(unit.cases(0).SerializeAsString());
    for (const auto& entry : unit.entries()) bodies.push_back(entry.SerializeAsString());
  }
  PlainTables tables(bench.scratch() / "bare.db");
  tables.Execute(
      "CREATE TABLE person(number INTEGER PRIMARY KEY, body BLOB);"
      "CREATE TABLE case_record(number INTEGER PRIMARY KEY, body BLOB);"
      "CREATE TABLE entry(number INTEGER PRIMARY KEY, body BLOB);");
  store::sqlite::Statement person(tables.connection(), "INSERT INTO person(body) VALUES(?1)");
  store::sqlite::Statement case_record(tables.connection(),
                                       "INSERT INTO case_record(body) VALUES(?1)");
  store::sqlite::Statement entry(tables.connection(), "INSERT INTO entry(body) VALUES(?1)");
  store::sqlite::Statement* of_place[kRecordsPerUnit] = {&person, &case_record, &entry, &entry};
  const Stopwatch watch;
  tables.Execute("BEGIN");
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    of_place[i % kRecordsPerUnit]->Do(store::sqlite::Blob{bodies[i]});
  }
  tables.Execute("COMMIT");
  return RecordsASecond(watch);
}

double Send(const client::Connection& connection, std::vector<v1::ImportUnit> units, int delivery) {
  v1::StartImportRequest start;
  auto& record = *start.mutable_import_record();
  record.set_form("ssd");
  record.set_digest(Sha256Hex("delivery " + std::to_string(delivery)));
  const Stopwatch watch;
  auto started = connection.Call<v1::StartImportResponse>(start);
  if (!started) GiveUp("an import was refused: " + started.problem().message);
  std::size_t next = 0;
  const client::UnitSource source = [&]() -> client::Answer<std::optional<v1::ImportUnit>> {
    if (next == units.size()) return std::optional<v1::ImportUnit>();
    return std::optional(std::move(units[next++]));
  };
  auto sent = client::SendUnits(connection, {}, started->import_record(), source, {});
  if (!sent) GiveUp("units were refused: " + sent.problem().message);
  if (sent->counts.created() != kUnits * kRecordsPerUnit || sent->counts.faults() != 0) {
    GiveUp("the import kept something else than was sent");
  }
  v1::FinishImportRequest finish;
  finish.set_import_id(started->import_record().import_id());
  finish.set_unit_count(kUnits);
  if (!connection.Call<v1::FinishImportResponse>(finish)) GiveUp("the import cannot be finished");
  return RecordsASecond(watch);
}

}  // namespace

Rows MeasureImport(Bench& bench) {
  const Served served(bench.scratch() / "import", bench.scratch());
  client::ConnectOptions options;
  options.address = served.ours();
  options.deadline = std::chrono::minutes(2);
  const client::Connection connection(options);
  Deliveries deliveries(bench);
  int delivery = 0;
  double cpu = 0;
  const auto ours = [&] {
    auto units = deliveries.Next();
    const double before = served.child().CpuSeconds();
    const double rate = Send(connection, std::move(units), ++delivery);
    cpu = (served.child().CpuSeconds() - before) / static_cast<double>(kUnits * kRecordsPerUnit) *
          1e6;
    return rate;
  };
  Row row = Compare({"import, end to end / bare inserts",
                     "records/s",
                     {Goal::Is::kAtLeast, 0.25, 0.45},
                     ours,
                     [&] { return InsertBare(bench, deliveries.Next()); }},
                    bench.options().rounds);
  row.note = "server CPU " + std::to_string(static_cast<int>(cpu)) + " us a record";
  return {row};
}

Rows MeasureImportStore(Bench& bench) {
  const auto store = Must(server::OpenStore(bench.scratch() / "import-store"));
  WriteMaker maker(*store, bench.packs());
  Deliveries deliveries(bench);
  std::vector<double> decided;
  const auto ours = [&] {
    const auto units = deliveries.Next();
    std::vector<store::Write> writes;
    const Stopwatch deciding;
    for (std::size_t at = 0; at < units.size(); at += kUnitsPerWrite) {
      writes.push_back(
          maker.Units(std::span(units).subspan(at, std::min(kUnitsPerWrite, units.size() - at))));
    }
    decided.push_back(RecordsASecond(deciding));
    const Stopwatch watch;
    for (const auto& write : writes) Must(store->Commit(std::span(&write, 1), SystemClock().Now()));
    return RecordsASecond(watch);
  };
  return {Compare({"import, the store's commits alone / bare inserts",
                   "records/s",
                   {Goal::Is::kAtLeast, 0.25, 0.45},
                   ours,
                   [&] { return InsertBare(bench, deliveries.Next()); }},
                  bench.options().rounds),
          Told("import, deciding alone", "records/s", {}, decided)};
}

}  // namespace caseload::bench
