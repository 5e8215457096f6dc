// SPDX-License-Identifier: Apache-2.0
// Waiting: for a server to start, and for one that has had nothing to do.
#include <thread>

#include "base/clock.h"
#include "bench/bench.h"
#include "bench/must.h"
#include "bench/serve.h"
#include "bench/stopwatch.h"
#include "caseload/v1/caseload_service.pb.h"
#include "caseload/v1/workforce_service.pb.h"
#include "cpp/connection.h"
#include "server/open_store.h"

namespace caseload::bench {
namespace {

v1::GetMixRequest ByConcern() {
  v1::GetMixRequest request;
  request.set_basis(v1::MIX_BASIS_FACTOR);
  request.set_unit(v1::MIX_UNIT_CASES);
  request.add_by(v1::MIX_DIMENSION_CONCERN);
  return request;
}

client::ConnectOptions At(const std::string& address) {
  client::ConnectOptions options;
  options.address = address;
  return options;
}

// From the start of the program to the ready line and the first answer about the mix.
double SecondsToFirstAnswer(Bench& bench, int number, std::vector<double>& cpu) {
  const std::string address =
      "unix:" + (bench.scratch() / ("start" + std::to_string(number))).string();
  const Stopwatch watch;
  const Child server({(Self().parent_path() / "caseloadd").string(), "--data",
                      bench.world().folder.string(), "--listen", address, "--log-level", "warn"});
  const client::Connection connection(At(address));
  if (!connection.Call<v1::GetMixResponse>(ByConcern())) GiveUp("the first question was refused");
  const double seconds = watch.Seconds();
  cpu.push_back(server.CpuSeconds());
  return seconds;
}

// The same rows read and thrown away.
double SecondsToReadFacts(Bench& bench) {
  const auto store = Must(server::OpenStore(bench.world().folder));
  const Stopwatch watch;
  std::size_t bytes = 0;
  Must(
      store->reader().EachFactsRow([&](const store::FactsRow& row) { bytes += row.facts.size(); }));
  if (bytes == 0) GiveUp("there are no facts");
  return watch.Seconds();
}

// Milliseconds of each of so many calls, each after 1.0 to 1.3 s of silence. The client waits on a
// queue of its own: its threads have no part in what is measured.
std::vector<double> LoneCalls(const std::string& address, int samples) {
  const client::Connection connection(At(address));
  std::vector<double> millis;
  Dice dice(5);
  for (int i = 0; i <= samples; ++i) {
    const Stopwatch watch;
    if (!connection.Call<v1::ListTeamsResponse>(v1::ListTeamsRequest()))
      GiveUp("a lone call was refused");
    // The first one dials.
    if (i > 0) millis.push_back(watch.Seconds() * 1e3);
    std::this_thread::sleep_for(std::chrono::milliseconds(1'000 + dice.Of(300)));
  }
  return millis;
}

std::string Tail(const std::vector<double>& millis) {
  char text[80];
  std::snprintf(text, sizeof text, "p50 %.2f, p90 %.2f, p99 %.2f ms", Median(millis),
                Quantile(millis, 0.9), Quantile(millis, 0.99));
  return text;
}

}  // namespace

Rows MeasureStart(Bench& bench) {
  bench.world();
  SecondsToReadFacts(bench);
  int number = 0;
  std::vector<double> ours;
  std::vector<double> probe;
  std::vector<double> cpu;
  for (int round = 0; round < std::max(3, bench.options().rounds / 2); ++round) {
    ours.push_back(SecondsToFirstAnswer(bench, ++number, cpu));
    probe.push_back(SecondsToReadFacts(bench));
  }
  char note[80];
  std::snprintf(note, sizeof note, "CPU %.2f s; reading the facts' rows alone %.2f s", Median(cpu),
                Median(probe));
  Row row = Told("caseloadd starts on the world and answers its first mix", "s",
                 {Goal::Is::kAtMost, 1.5, 0.5}, ours);
  row.note = note;
  return {row};
}

Rows MeasureIdle(Bench& bench) {
  const Served with(bench.scratch() / "with", bench.scratch());
  const Served without(bench.scratch() / "without", bench.scratch(), Served::Tick::kOff);
  const int samples = bench.options().idle_samples;
  std::vector<double> ticked;
  std::thread first([&] { ticked = LoneCalls(with.ours(), samples); });
  const std::vector<double> unticked = LoneCalls(without.ours(), samples);
  first.join();
  Row row = Told("a lone call after an idle second, p99", "ms", {Goal::Is::kAtMost, 5, 2},
                 {Quantile(ticked, 0.99)});
  row.note = std::to_string(samples) + " calls: " + Tail(ticked);
  Row trap = Told("the same without the tick, p90", "ms", {}, {Quantile(unticked, 0.9)});
  trap.note = Tail(unticked);
  return {row, trap};
}

}  // namespace caseload::bench
