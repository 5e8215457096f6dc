// SPDX-License-Identifier: Apache-2.0
// Bench: what every measure gets, and the measures by name.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "bench/made_up.h"
#include "bench/rounds.h"
#include "bench/world.h"
#include "taxonomy/packs.h"

namespace caseload::bench {

struct Options {
  std::size_t cases = 1'000'000;
  int rounds = 9;
  int idle_samples = 60;
  std::vector<std::string> only;
  bool alone = false;           // without the probes: for a profiler
  std::filesystem::path cache;  // worlds are kept here; what a run needs besides goes at its end
};

class Bench {
 public:
  explicit Bench(Options options);
  ~Bench();
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  const Options& options() const { return options_; }
  const taxonomy::Packs& packs() const { return packs_; }
  const MadeUp& made_up() const { return made_up_; }
  // Built when it is first asked for.
  const World& world() { return WorldOf(options_.cases); }
  const World& WorldOf(std::size_t cases);
  // A copy of that world that may be written to; one for all measures.
  const std::filesystem::path& WritableCopyOf(std::size_t cases);
  // Turn by turn, as often as the options say, or so many times as often; without the probe when
  // ours is to run alone.
  Row Compare(Pair pair, int times = 1) const;
  // A folder of this run, on the disk of the worlds.
  const std::filesystem::path& scratch() const { return scratch_; }

 private:
  Options options_;
  std::filesystem::path scratch_;
  taxonomy::Packs packs_;
  MadeUp made_up_;
  std::map<std::size_t, World> worlds_;
  std::map<std::size_t, ScratchCopy> copies_;
};

using Rows = std::vector<Row>;

Rows MeasureGet(Bench& bench);
Rows MeasureInFlight(Bench& bench);
Rows MeasureVisits(Bench& bench);
Rows MeasureLoneVisit(Bench& bench);
Rows MeasureGrouping(Bench& bench);
Rows MeasureList(Bench& bench);
Rows MeasureExport(Bench& bench);
Rows MeasureImport(Bench& bench);
Rows MeasureImportStore(Bench& bench);
Rows MeasureMix(Bench& bench);
Rows MeasurePast(Bench& bench);
Rows MeasureStart(Bench& bench);
Rows MeasureIdle(Bench& bench);
Rows MeasureRuleCalls(Bench& bench);
Rows MeasureRuleFaults(Bench& bench);
Rows MeasureDecisions(Bench& bench);
Rows MeasureRulePeers(Bench& bench);
Rows MeasureTwentyRules(Bench& bench);
Rows MeasureHostileRules(Bench& bench);
Rows MeasureBackTest(Bench& bench);

}  // namespace caseload::bench
