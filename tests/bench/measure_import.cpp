// SPDX-License-Identifier: Apache-2.0
// Imports: units through the API, and their records through the store alone, against bare inserts
// of every row they leave, and of their bodies alone.
#include "bench/authority.h"
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

// So many open children make some 21,000 records in 4,500 units.
constexpr std::uint32_t kOpenChildren = 200;
constexpr std::size_t kUnitsPerWrite = 200;

struct Delivered {
  v1::Import header;
  Units units;
};

// One small made-up authority after the other, all of its dataset and as the reader gives it: each
// new to the server.
class Deliveries {
 public:
  explicit Deliveries(const Bench& bench) : bench_(bench) {}
  Delivered Next() {
    exchange::AuthorityPlan plan;
    plan.open_children = kOpenChildren;
    plan.seed = ++made_;
    Authority authority(plan, bench_.scratch() / "delivery", "delivery" + std::to_string(made_));
    Delivered delivered{authority.header(), {}};
    while (auto unit = authority.Next()) delivered.units.push_back(*std::move(unit));
    return delivered;
  }

 private:
  const Bench& bench_;
  std::uint64_t made_ = 0;
};

double Send(const client::Connection& connection, Delivered delivered) {
  Units& units = delivered.units;
  const double rows = RowsIn(units);
  const std::size_t records = RecordsIn(units);
  v1::StartImportRequest start;
  *start.mutable_import_record() = delivered.header;
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
  if (sent->counts.created() != records || sent->counts.faults() != 0) {
    GiveUp("the import kept something else than was sent");
  }
  v1::FinishImportRequest finish;
  finish.set_import_id(started->import_record().import_id());
  finish.set_unit_count(units.size());
  if (!connection.Call<v1::FinishImportResponse>(finish)) GiveUp("the import cannot be finished");
  return rows / watch.Seconds();
}

// A store of its own, and what was written to it.
class Kept {
 public:
  Kept(const Bench& bench, const char* folder)
      : file_(bench.scratch() / "bare.db"),
        store_(Must(server::OpenStore(bench.scratch() / folder))),
        maker_(*store_, bench.packs()) {}

  struct Seconds {
    double deciding = 0;
    double committing = 0;
  };
  // One write after the other: what is decided names records of the writes before.
  Seconds Keep(const Units& units) {
    Seconds spent;
    rows_ = RowsIn(units);
    writes_.clear();
    for (std::size_t at = 0; at < units.size(); at += kUnitsPerWrite) {
      const Stopwatch decide;
      writes_.push_back(
          maker_.Units(std::span(units).subspan(at, std::min(kUnitsPerWrite, units.size() - at))));
      spent.deciding += decide.Seconds();
      const Stopwatch commit;
      Must(store_->Commit(std::span(&writes_.back(), 1), SystemClock().Now()));
      spent.committing += commit.Seconds();
    }
    return spent;
  }
  double rows() const { return rows_; }
  // Rows of the delivery a second, when every row that was kept of the last one is inserted barely.
  double RateOfBareInserts() const { return rows_ / SecondsToInsertAll(file_, writes_); }

 private:
  const std::filesystem::path file_;
  std::unique_ptr<store::Store> store_;
  WriteMaker maker_;
  std::vector<store::Write> writes_;
  double rows_ = 0;
};

}  // namespace

Rows MeasureImport(Bench& bench) {
  const Served served(bench.scratch() / "import", bench.scratch());
  client::ConnectOptions options;
  options.address = served.ours();
  options.deadline = std::chrono::minutes(2);
  const client::Connection connection(options);
  Deliveries deliveries(bench);
  Kept kept(bench, "import-kept");
  std::vector<double> cpu;
  const auto ours = [&] {
    auto delivered = deliveries.Next();
    const auto records = static_cast<double>(RecordsIn(delivered.units));
    const double before = served.child().CpuSeconds();
    const double rate = Send(connection, std::move(delivered));
    cpu.push_back((served.child().CpuSeconds() - before) / records * 1e6);
    return rate;
  };
  Row all = bench.Compare({"import, end to end / bare inserts of every row it leaves",
                           "rows/s",
                           {Goal::Is::kAtLeast, 0.25, 0.45},
                           ours,
                           [&] {
                             kept.Keep(deliveries.Next().units);
                             return kept.RateOfBareInserts();
                           }});
  all.note = "server CPU " + std::to_string(static_cast<int>(Median(cpu))) + " us a record";
  Row bodies =
      bench.Compare({"the same / bare inserts of its bodies and concerns", "rows/s", {}, ours, [&] {
                       return InsertBodies(bench.scratch() / "bare.db", deliveries.Next().units);
                     }});
  return {all, bodies};
}

Rows MeasureImportStore(Bench& bench) {
  Kept kept(bench, "import-store");
  Deliveries deliveries(bench);
  std::vector<double> decided;
  const auto ours = [&] {
    const auto spent = kept.Keep(deliveries.Next().units);
    decided.push_back(kept.rows() / spent.deciding);
    return kept.rows() / spent.committing;
  };
  Row all = bench.Compare({"import, the store's commits alone / bare inserts of the same rows",
                           "rows/s",
                           {},
                           ours,
                           [&] { return kept.rows() > 0 ? kept.RateOfBareInserts() : 0; }});
  return {all, Told("import, deciding alone", "rows/s", {}, decided)};
}

}  // namespace caseload::bench
