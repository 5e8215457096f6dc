// SPDX-License-Identifier: Apache-2.0
// Reads of one case and of a page of them: many callers at once.
#include <algorithm>

#include "bench/bench.h"
#include "bench/load.h"
#include "bench/serve.h"
#include "caseload/v1/case_service.pb.h"

namespace caseload::bench {
namespace {

constexpr int kConnections = 2;
constexpr char kGetCase[] = "/caseload.v1.CaseService/GetCase";
constexpr char kListCases[] = "/caseload.v1.CaseService/ListCases";

MakeRequest AnyCaseOf(const World& world) {
  return [&world](Dice& dice) {
    v1::GetCaseRequest request;
    request.set_case_id(world.AnyCase(dice));
    return ToBuffer(request.SerializeAsString());
  };
}

MakeRequest PageOfAnyWorker(const World& world, v1::CaseState state) {
  return [&world, state](Dice& dice) {
    v1::ListCasesRequest request;
    request.set_worker_id(world.AnyWorker(dice));
    request.set_state(state);
    request.set_page_size(50);
    return ToBuffer(request.SerializeAsString());
  };
}

std::string Micros(const std::vector<double>& ours, const std::vector<double>& probe) {
  char text[80];
  std::snprintf(text, sizeof text, "server CPU %.1f us a call, probe %.1f", Median(ours),
                Median(probe));
  return text;
}

// The same load on both addresses of one process.
Row CompareCalls(Bench& bench, const Served& served, const Load& load, const std::string& name,
                 const Goal& goal) {
  const Channels ours = Dial(served.ours(), kConnections);
  const Channels probe = Dial(served.probe(), kConnections);
  std::vector<double> cpu_ours;
  std::vector<double> cpu_probe;
  std::uint64_t failed = 0;
  const auto turn = [&](const Channels& channels, std::vector<double>& cpu) {
    return [&load, &channels, &cpu, &served, &failed] {
      const Driven driven = Drive(channels, load, served.Cpu());
      cpu.push_back(driven.cpu_micros);
      failed += driven.failed;
      return driven.rate;
    };
  };
  Row row = bench.Compare({name, "/s", goal, turn(ours, cpu_ours), turn(probe, cpu_probe)});
  row.note = Micros(cpu_ours, cpu_probe);
  if (failed > 0) row.note += ", " + std::to_string(failed) + " FAILED";
  return row;
}

}  // namespace

Rows MeasureGet(Bench& bench) {
  const World& world = bench.world();
  const Served served(world.folder, bench.scratch());
  const Load load{kGetCase, 64, std::chrono::milliseconds(700), AnyCaseOf(world)};
  return {CompareCalls(bench, served, load, "GetCase, 64 in flight / bytes from memory",
                       {Goal::Is::kAtLeast, 0.55, 0.75})};
}

Rows MeasureInFlight(Bench& bench) {
  const World& world = bench.world();
  const std::string address = "unix:" + (bench.scratch() / "caseloadd").string();
  const Child server({(Self().parent_path() / "caseloadd").string(), "--data",
                      world.folder.string(), "--listen", address, "--log-level", "warn"});
  const Channels channels = Dial(address, kConnections);
  std::vector<double> threads;
  std::uint64_t failed = 0;
  const auto turn = [&](int in_flight) {
    return [&, in_flight] {
      const Load load{kGetCase, in_flight, std::chrono::milliseconds(700), AnyCaseOf(world)};
      const Driven driven = Drive(channels, load, [&] {
        if (in_flight > 64) threads.push_back(server.Threads());
        return server.CpuSeconds();
      });
      failed += driven.failed;
      return driven.rate;
    };
  };
  Row row = bench.Compare({"GetCase, 1,000 in flight / 64 in flight",
                           "/s",
                           {Goal::Is::kAtLeast, 0.6, 0.75},
                           turn(1'000),
                           turn(64)});
  char text[40];
  std::snprintf(text, sizeof text, "server holds %.0f MB", server.MegabytesHeld());
  row.note = text;
  return {row,
          Told("threads of the server meanwhile", "threads", {Goal::Is::kAtMost, 20, 20}, threads),
          Told("calls that failed meanwhile", "calls", {Goal::Is::kAtMost, 0, 0},
               {static_cast<double>(failed)})};
}

Rows MeasureList(Bench& bench) {
  const World& world = bench.world();
  const Served served(world.folder, bench.scratch());
  constexpr int kReaders = 16;
  const auto compare = [&](v1::CaseState state, const std::string& name, const Goal& goal) {
    const Load load{kListCases, kReaders, std::chrono::milliseconds(700),
                    PageOfAnyWorker(world, state)};
    return CompareCalls(bench, served, load, name, goal);
  };
  return {
      compare(v1::CASE_STATE_OPEN, "a worker's open cases, a page of 50 / parsed and serialised",
              {Goal::Is::kAtLeast, 2, 2.6}),
      compare(v1::CASE_STATE_UNSPECIFIED, "the same without asking for the state", {})};
}

}  // namespace caseload::bench
