// SPDX-License-Identifier: Apache-2.0
// Durable visits: many callers, one caller, and the store alone.
#include <fcntl.h>
#include <unistd.h>

#include "base/limits.h"
#include "bench/bench.h"
#include "bench/load.h"
#include "bench/must.h"
#include "bench/serve.h"
#include "bench/stopwatch.h"
#include "bench/writes.h"
#include "caseload/v1/case_service.pb.h"
#include "cpp/connection.h"
#include "server/open_store.h"

namespace caseload::bench {
namespace {

constexpr int kCallers = 64;
constexpr std::size_t kGroup = 64;
constexpr char kRecordEntry[] = "/caseload.v1.CaseService/RecordEntry";

// Writes are measured on one authority, and beside it on all cases there are: in 20,000 cases some
// 11,000 are open, five times those of the authority that the made-up one is calibrated to.
constexpr std::size_t kTownCases = 20'000;

v1::RecordEntryRequest AnyVisit(const Bench& bench, const World& world, Dice& dice) {
  v1::RecordEntryRequest request;
  *request.mutable_entry() =
      bench.made_up().Visit(dice, world.AnyCase(dice), SystemClock().Today(), kCaseBytes);
  return request;
}

// Until so many links wait that each commit tells the table of as many as it brings, writes cost
// less than in a server that has been at work.
void PutToWork(const Bench& bench, const World& world, const Served& served) {
  const Load load{kRecordEntry, kCallers, std::chrono::seconds(2), [&](Dice& dice) {
                    return ToBuffer(AnyVisit(bench, world, dice).SerializeAsString());
                  }};
  Drive(Dial(served.ours(), 2), load, served.Cpu());
}
// The same for a store: every visit brings two links at least.
constexpr std::size_t kVisitsUntilAtWork = limits::kRecentLinks / 2;

// A file that is there already, overwritten 16 KiB at a time: what the disk asks for one durable
// write.
class Disk {
 public:
  explicit Disk(const std::filesystem::path& file)
      : file_(::open(file.c_str(), O_RDWR | O_CREAT, 0600)) {
    const std::string zeros(kBlock, '\0');
    for (int i = 0; i < kBlocks; ++i) Write(zeros);
    if (::fsync(file_) != 0) GiveUp("the probe file cannot be synced");
  }
  ~Disk() { ::close(file_); }
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;
  double SecondsOfOne() {
    const Stopwatch watch;
    Write(block_);
    if (::fdatasync(file_) != 0) GiveUp("the probe file cannot be synced");
    return watch.Seconds();
  }

 private:
  static constexpr int kBlocks = 1'024;
  static constexpr std::size_t kBlock = 16 * 1024;
  void Write(const std::string& bytes) {
    const auto at = static_cast<off_t>(next_++ % kBlocks) * static_cast<off_t>(kBlock);
    if (::pwrite(file_, bytes.data(), bytes.size(), at) != static_cast<ssize_t>(bytes.size()))
      GiveUp("disk full");
  }
  int file_;
  int next_ = 0;
  const std::string block_ = std::string(kBlock, 'x');
};

double Commit(store::Store& store, std::span<const store::Write> writes, std::size_t group) {
  const Stopwatch watch;
  for (std::size_t at = 0; at < writes.size(); at += group) {
    Must(
        store.Commit(writes.subspan(at, std::min(group, writes.size() - at)), SystemClock().Now()));
  }
  return static_cast<double>(writes.size()) / watch.Seconds();
}

// Durable visits against an echo of their requests.
class Visits {
 public:
  enum class Ids { kByTime, kAtRandom, kNone };

  Visits(Bench& bench, std::size_t cases)
      : bench_(bench),
        world_(bench.WorldOf(cases)),
        served_(bench.WritableCopyOf(cases), bench.scratch()) {
    PutToWork(bench, world_, served_);
  }

  Row Compare(Ids ids, const std::string& name, const Goal& goal) {
    const Channels ours = Dial(served_.ours(), 2);
    const Channels probe = Dial(served_.probe(), 2);
    const Load load{kRecordEntry, kCallers, std::chrono::milliseconds(700),
                    [this, ids](Dice& dice) { return ToBuffer(Request(ids, dice)); }};
    std::uint64_t failed = 0;
    std::vector<double> micros;
    const auto turn = [&](const Channels& channels, bool is_ours) {
      return [&, is_ours] {
        const Driven driven = Drive(channels, load, served_.Cpu());
        if (is_ours) micros.push_back(driven.cpu_micros);
        failed += driven.failed;
        return driven.rate;
      };
    };
    Row row = bench_.Compare({name, "/s", goal, turn(ours, true), turn(probe, false)});
    row.note = "server CPU " + std::to_string(static_cast<int>(Median(micros))) + " us a visit";
    if (failed > 0) row.note += ", " + std::to_string(failed) + " FAILED";
    return row;
  }

 private:
  std::string Request(Ids ids, Dice& dice) const {
    auto request = AnyVisit(bench_, world_, dice);
    if (ids != Ids::kNone) request.set_request_id(RequestId(dice, ids == Ids::kByTime));
    return request.SerializeAsString();
  }

  Bench& bench_;
  const World& world_;
  const Served served_;
};

}  // namespace

Rows MeasureVisits(Bench& bench) {
  using Ids = Visits::Ids;
  Rows rows;
  {
    Visits town(bench, kTownCases);
    rows.push_back(town.Compare(Ids::kByTime, "durable visits, 64 callers / echo",
                                {Goal::Is::kAtLeast, 0.35, 0.45}));
    rows.push_back(town.Compare(Ids::kAtRandom, "the same with random request ids", {}));
    rows.push_back(town.Compare(Ids::kNone, "the same without request ids", {}));
  }
  Visits all(bench, bench.options().cases);
  rows.push_back(all.Compare(Ids::kByTime, "the same, to any of all the cases", {}));
  return rows;
}

Rows MeasureLoneVisit(Bench& bench) {
  const World& town = bench.WorldOf(kTownCases);
  const Served served(bench.WritableCopyOf(kTownCases), bench.scratch());
  client::ConnectOptions options;
  options.address = served.ours();
  const client::Connection connection(options);
  Disk disk(bench.scratch() / "disk");
  Dice dice(11);
  constexpr int kSamples = 800;
  const auto ours = [&] {
    std::vector<double> seconds;
    for (int i = 0; i < kSamples; ++i) {
      const auto request = AnyVisit(bench, town, dice);
      const Stopwatch watch;
      const auto answer = connection.Call<v1::RecordEntryResponse>(request);
      seconds.push_back(watch.Seconds());
      if (!answer) GiveUp("a visit was refused: " + answer.problem().message);
    }
    return Median(seconds) * 1e3;
  };
  const auto probe = [&] {
    std::vector<double> seconds;
    for (int i = 0; i < kSamples; ++i) seconds.push_back(disk.SecondsOfOne());
    return Median(seconds) * 1e3;
  };
  // The log, too, has been gone through once by then: until it has, every commit makes its file
  // longer, which costs a second write.
  PutToWork(bench, town, served);
  return {bench.Compare({"a lone durable visit, p50 / fdatasync of 16 KiB",
                         "ms",
                         {Goal::Is::kAtMost, 4, 3},
                         ours,
                         probe},
                        3)};
}

Rows MeasureGrouping(Bench& bench) {
  constexpr std::size_t kOneByOne = 500;
  constexpr std::size_t kGrouped = 50 * kGroup;
  const auto compare = [&](std::size_t cases, const std::string& name, const Goal& goal) {
    const World& world = bench.WorldOf(cases);
    const auto store = Must(server::OpenStore(bench.WritableCopyOf(cases)));
    WriteMaker maker(*store, bench.packs());
    Commit(*store, maker.Visits(world, bench.made_up(), kVisitsUntilAtWork), kGroup);
    const auto turn = [&](std::size_t count, std::size_t group) {
      return [&, count, group] {
        return Commit(*store, maker.Visits(world, bench.made_up(), count), group);
      };
    };
    return bench.Compare({name, "/s", goal, turn(kGrouped, kGroup), turn(kOneByOne, 1)});
  };
  return {
      compare(kTownCases, "the store alone: 64 writes a commit / one", {Goal::Is::kAtLeast, 6, 9}),
      compare(bench.options().cases, "the same, to any of all the cases", {})};
}

}  // namespace caseload::bench
