// SPDX-License-Identifier: Apache-2.0
// Turn by turn, and the middle of what came out.
#include "bench/rounds.h"

#include <algorithm>
#include <cmath>

namespace caseload::bench {

double Quantile(std::vector<double> figures, double share) {
  if (figures.empty()) return 0;
  std::sort(figures.begin(), figures.end());
  const double place = std::ceil(share * static_cast<double>(figures.size())) - 1;
  return figures[static_cast<std::size_t>(
      std::clamp(place, 0.0, static_cast<double>(figures.size() - 1)))];
}

double Median(std::vector<double> figures) { return Quantile(std::move(figures), 0.5); }

bool Row::Met(double bound) const {
  if (goal.is == Goal::Is::kTold) return true;
  return goal.is == Goal::Is::kAtLeast ? Figure() >= bound : Figure() <= bound;
}

Row Compare(const Pair& pair, int rounds) {
  Row row{pair.name, pair.unit, 0, {}, {}, pair.goal, {}};
  std::vector<double> ours;
  std::vector<double> probe;
  for (int round = 0; round < rounds; ++round) {
    const bool ours_first = round % 2 == 0;
    if (ours_first || !pair.probe) ours.push_back(pair.ours());
    if (!pair.probe) continue;
    probe.push_back(pair.probe());
    if (!ours_first) ours.push_back(pair.ours());
    row.by_round.push_back(probe.back() > 0 ? ours.back() / probe.back() : 0);
  }
  row.ours = Median(ours);
  if (!pair.probe) {
    row.goal = {};
    row.by_round = ours;
    return row;
  }
  row.probe = Median(probe);
  return row;
}

Row Told(std::string name, std::string unit, Goal goal, std::vector<double> figures) {
  Row row{std::move(name), std::move(unit), Median(figures), {}, {}, goal, {}};
  row.by_round = std::move(figures);
  return row;
}

}  // namespace caseload::bench
