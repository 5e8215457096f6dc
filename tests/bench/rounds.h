// SPDX-License-Identifier: Apache-2.0
// Rounds: two sides measured turn by turn in one run. Absolute figures of a shared machine move
// two- to fivefold in an evening; the ratio of neighbours moves by a fifth.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace caseload::bench {

// The middle one; 0 of none.
double Median(std::vector<double> figures);
// The least figure that at least this share (0 to 1) of all do not exceed; 0 of none.
double Quantile(std::vector<double> figures, double share);

// What is promised of a figure: of the ratio, or, where there is no probe to divide by, of the
// figure itself.
struct Goal {
  enum class Is { kAtLeast, kAtMost, kTold } is = Is::kTold;
  double target = 0;
  double aim = 0;
};

// One line of the table.
struct Row {
  std::string name;
  std::string unit;
  double ours = 0;
  std::optional<double> probe;
  // Of each round: ours divided by the probe, or ours where there is no probe.
  std::vector<double> by_round;
  Goal goal;
  std::string note;

  // What the goal is about.
  double Figure() const { return Median(by_round); }
  bool Met(double bound) const;
};

// One turn of one side.
using Turn = std::function<double()>;

struct Pair {
  std::string name;
  std::string unit;
  Goal goal;
  Turn ours;
  Turn probe;  // none: our side alone, to be looked at with a profiler
};

// Both sides in each round, the first one changing from round to round.
Row Compare(const Pair& pair, int rounds);
// Figures of our side alone, against a bound of its own.
Row Told(std::string name, std::string unit, Goal goal, std::vector<double> figures);

}  // namespace caseload::bench
