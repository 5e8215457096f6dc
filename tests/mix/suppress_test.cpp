// SPDX-License-Identifier: Apache-2.0
// An attacker who knows every total and tries all numbers cannot tell a small count.
#include "mix/suppress.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <random>

namespace caseload::mix {
namespace {

Shown OneDimension(const std::vector<std::uint64_t>& counts) {
  Shown shown;
  for (std::uint16_t key = 0; key < counts.size(); ++key) {
    if (counts[key] != 0) shown.cells.push_back({{key}, counts[key], false});
  }
  shown.total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  return shown;
}

// Numbers of which the hidden counts can consist, tried one after the other: for each hidden cell,
// which values occur in any way of making up the total.
void Try(std::size_t at, std::uint64_t left, std::vector<std::uint64_t>& guess,
         std::vector<std::map<std::uint64_t, int>>& seen) {
  if (at + 1 == guess.size()) {
    if (left == 0) return;
    guess[at] = left;
    for (std::size_t i = 0; i < guess.size(); ++i) ++seen[i][guess[i]];
    return;
  }
  for (guess[at] = 1; guess[at] < left; ++guess[at]) {
    Try(at + 1, left - guess[at], guess, seen);
  }
}

TEST(Suppress, HidesOneToFiveAndShowsTheRest) {
  Shown shown = OneDimension({1, 5, 6, 70});
  Suppress(shown);
  EXPECT_TRUE(shown.cells[0].hidden);
  EXPECT_TRUE(shown.cells[1].hidden);
  EXPECT_FALSE(shown.cells[2].hidden);
  EXPECT_FALSE(shown.cells[3].hidden);
  EXPECT_FALSE(shown.total_hidden);
}

TEST(Suppress, HidesTheNextSmallestBesideALoneSmallNumber) {
  Shown shown = OneDimension({3, 40, 20, 70});
  Suppress(shown);
  EXPECT_TRUE(shown.cells[0].hidden);
  EXPECT_FALSE(shown.cells[1].hidden);
  EXPECT_TRUE(shown.cells[2].hidden);
  EXPECT_FALSE(shown.cells[3].hidden);
}

TEST(Suppress, HidesATotalThatIsSmall) {
  Shown shown = OneDimension({2, 1});
  Suppress(shown);
  EXPECT_TRUE(shown.total_hidden);
}

TEST(Suppress, LeavesATotalOfNoneAsItIs) {
  Shown shown;
  Suppress(shown);
  EXPECT_FALSE(shown.total_hidden);
}

TEST(Suppress, HidesNoMoreWhereGroupsOverlapAndAddUpToMoreThanTheTotal) {
  Shown shown = OneDimension({3, 40, 50});
  shown.total = 60;
  Suppress(shown);
  EXPECT_TRUE(shown.cells[0].hidden);
  EXPECT_FALSE(shown.cells[1].hidden);
  EXPECT_FALSE(shown.cells[2].hidden);
}

TEST(Suppress, GivesNothingAwayToWhoeverTriesAllNumbers) {
  std::mt19937 random(5);
  for (int round = 0; round < 400; ++round) {
    std::vector<std::uint64_t> counts(2 + random() % 5);
    for (auto& count : counts) count = random() % 3 == 0 ? random() % 30 : random() % 4;
    Shown shown = OneDimension(counts);
    Suppress(shown);
    if (shown.total_hidden) {
      for (const ShownCell& cell : shown.cells) EXPECT_TRUE(cell.hidden);
      continue;
    }
    std::vector<std::uint64_t> hidden;
    std::uint64_t left = shown.total;
    for (const ShownCell& cell : shown.cells) {
      if (cell.hidden) {
        hidden.push_back(cell.count);
      } else {
        EXPECT_GT(cell.count, 5U);
        left -= cell.count;
      }
    }
    if (hidden.empty()) continue;
    std::vector<std::uint64_t> guess(hidden.size());
    std::vector<std::map<std::uint64_t, int>> seen(hidden.size());
    Try(0, left, guess, seen);
    for (std::size_t i = 0; i < hidden.size(); ++i) {
      if (hidden[i] > 5) continue;
      EXPECT_GT(seen[i].size(), 1U) << "round " << round;
    }
  }
}

// Which unknowns a system of sums fixes: after elimination, those alone in their row.
std::vector<bool> Fixed(std::vector<std::vector<double>> rows, std::size_t unknowns) {
  std::size_t rank = 0;
  for (std::size_t column = 0; column < unknowns; ++column) {
    std::size_t pivot = rank;
    while (pivot < rows.size() && std::fabs(rows[pivot][column]) < 1e-9) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[pivot], rows[rank]);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (row == rank || std::fabs(rows[row][column]) < 1e-9) continue;
      const double times = rows[row][column] / rows[rank][column];
      for (std::size_t i = 0; i < unknowns; ++i) rows[row][i] -= times * rows[rank][i];
    }
    ++rank;
  }
  std::vector<bool> fixed(unknowns, false);
  for (const auto& row : rows) {
    std::size_t used = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < unknowns; ++i) {
      if (std::fabs(row[i]) < 1e-9) continue;
      ++used;
      last = i;
    }
    if (used == 1) fixed[last] = true;
  }
  return fixed;
}

// What the attacker knows of a table of several dimensions: along each dimension the total of every
// line, unless that total is itself 1 to 5. Along a dimension of one key the totals are the cells
// over again, hidden where they are.
void Attack(const Shown& shown, int round) {
  std::vector<const ShownCell*> hidden;
  for (const ShownCell& cell : shown.cells) {
    if (cell.hidden) hidden.push_back(&cell);
  }
  std::vector<std::vector<double>> sums;
  const std::size_t dimensions = shown.cells.empty() ? 0 : shown.cells[0].keys.size();
  for (std::size_t d = 0; d < dimensions; ++d) {
    const bool varies = std::any_of(shown.cells.begin(), shown.cells.end(), [&](const auto& cell) {
      return cell.keys[d] != shown.cells[0].keys[d];
    });
    if (!varies) continue;
    std::map<std::vector<std::uint16_t>, std::pair<std::uint64_t, std::vector<double>>> lines;
    const auto rest_of = [d](const ShownCell& cell) {
      auto rest = cell.keys;
      rest[d] = 0;
      return rest;
    };
    for (const ShownCell& cell : shown.cells) {
      auto& [total, row] = lines[rest_of(cell)];
      row.resize(hidden.size());
      total += cell.count;
    }
    for (std::size_t i = 0; i < hidden.size(); ++i) lines[rest_of(*hidden[i])].second[i] = 1;
    for (auto& [rest, line] : lines) {
      if (line.first >= 6) sums.push_back(line.second);
    }
  }
  const auto fixed = Fixed(sums, hidden.size());
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    if (hidden[i]->count == 0 || hidden[i]->count > 5) continue;
    EXPECT_FALSE(fixed[i]) << "round " << round << " tells " << hidden[i]->count;
  }
}

TEST(Suppress, WithstandsTheSumsOfATableOfTwoOrThreeDimensions) {
  std::mt19937 random(9);
  for (int round = 0; round < 600; ++round) {
    Shown shown;
    const auto rows = static_cast<std::uint16_t>(2 + random() % 5);
    const auto columns = static_cast<std::uint16_t>(2 + random() % 5);
    const auto planes = static_cast<std::uint16_t>(1 + random() % 3);
    for (std::uint16_t row = 0; row < rows; ++row) {
      for (std::uint16_t column = 0; column < columns; ++column) {
        for (std::uint16_t plane = 0; plane < planes; ++plane) {
          const std::uint64_t count = random() % 4 == 0   ? random() % 6
                                      : random() % 5 == 0 ? 0
                                                          : 6 + random() % 90;
          if (count == 0) continue;
          shown.cells.push_back({{row, column}, count, false});
          if (planes > 1) shown.cells.back().keys.push_back(plane);
          shown.total += count;
        }
      }
    }
    if (shown.cells.empty()) continue;
    Suppress(shown);
    Attack(shown, round);
  }
}

}  // namespace
}  // namespace caseload::mix
