// SPDX-License-Identifier: Apache-2.0
// Imports: units through the API, and their records through the store alone, against bare inserts
// of the same bodies.
#include "base/ids.h"
#include "bench/bare_inserts.h"
#include "bench/bench.h"
#include "bench/must.h"
#include "bench/serve.h"
#include "bench/stopwatch.h"
#include "bench/writes.h"
#include "caseload/v1/import_service.pb.h"
#include "cpp/sender.h"
#include "server/open_store.h"

namespace caseload::bench {
namespace {

constexpr std::size_t kUnits = 5'000;
constexpr std::size_t kUnitsPerWrite = 200;

class Deliveries {
 public:
  explicit Deliveries(Bench& bench) : bench_(bench) {}
  Units Next() {
    Units units;
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

double Send(const client::Connection& connection, Units units, int delivery) {
  const double rows = RowsIn(units);
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
  return rows / watch.Seconds();
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
  std::vector<double> cpu;
  const auto ours = [&] {
    auto units = deliveries.Next();
    const double before = served.child().CpuSeconds();
    const double rate = Send(connection, std::move(units), ++delivery);
    cpu.push_back((served.child().CpuSeconds() - before) /
                  static_cast<double>(kUnits * kRecordsPerUnit) * 1e6);
    return rate;
  };
  Row row = bench.Compare(
      {"import, end to end / bare inserts", "rows/s", {Goal::Is::kAtLeast, 0.25, 0.45}, ours, [&] {
         return InsertBodies(bench.scratch() / "bare.db", deliveries.Next());
       }});
  row.note = "server CPU " + std::to_string(static_cast<int>(Median(cpu))) + " us a record";
  return {row};
}

Rows MeasureImportStore(Bench& bench) {
  const auto store = Must(server::OpenStore(bench.scratch() / "import-store"));
  WriteMaker maker(*store, bench.packs());
  Deliveries deliveries(bench);
  std::vector<double> decided;
  std::vector<store::Write> writes;
  double rows = 0;
  const auto ours = [&] {
    const Units units = deliveries.Next();
    rows = RowsIn(units);
    writes.clear();
    const Stopwatch deciding;
    for (std::size_t at = 0; at < units.size(); at += kUnitsPerWrite) {
      writes.push_back(
          maker.Units(std::span(units).subspan(at, std::min(kUnitsPerWrite, units.size() - at))));
    }
    decided.push_back(rows / deciding.Seconds());
    const Stopwatch watch;
    for (const auto& write : writes) Must(store->Commit(std::span(&write, 1), SystemClock().Now()));
    return rows / watch.Seconds();
  };
  Row bodies =
      bench.Compare({"import, the store's commits alone / bare inserts", "rows/s", {}, ours, [&] {
                       return InsertBodies(bench.scratch() / "bare.db", deliveries.Next());
                     }});
  Row all = bench.Compare(
      {"the same / bare inserts of every row the store keeps",
       "rows/s",
       {Goal::Is::kAtLeast, 0.25, 0.45},
       ours,
       [&] {
         return writes.empty() ? 0 : rows / SecondsToInsertAll(bench.scratch() / "bare.db", writes);
       }});
  return {bodies, all, Told("import, deciding alone", "rows/s", {}, decided)};
}

}  // namespace caseload::bench
