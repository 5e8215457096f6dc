// SPDX-License-Identifier: Apache-2.0
// Primary suppression of small numbers, then secondary suppression until no line gives one away.
#include "mix/suppress.h"

#include <algorithm>
#include <map>
#include <set>

#include "mix/question.h"

namespace caseload::mix {
namespace {

bool Small(std::uint64_t count) { return count > 0 && count < kSmallest; }

// The cells that differ in one dimension only; their sum is known as a total of that dimension.
struct Line {
  std::size_t dimension = 0;
  std::vector<std::size_t> cells;
};

class Suppression {
 public:
  explicit Suppression(Shown& shown)
      : shown_(shown), dimensions_(shown.cells.empty() ? 0 : shown.cells[0].keys.size()) {}

  void Run() {
    shown_.total_hidden = Small(shown_.total);
    for (ShownCell& cell : shown_.cells) cell.hidden = Small(cell.count);
    if (dimensions_ == 0 || TellsNothing()) return;
    NoteKeys();
    while (HideMore()) {
    }
  }

 private:
  // Where one case lies in several groups (concerns), the groups may add up to more than the total, and what is
  // missing from it says nothing about the hidden ones. With several dimensions the totals of each line would have
  // to be known to say so; there lines are protected as if they added up.
  bool TellsNothing() const {
    if (dimensions_ != 1) return false;
    std::uint64_t told = 0;
    for (const ShownCell& cell : shown_.cells) told += cell.hidden ? 0 : cell.count;
    return told >= shown_.total;
  }

  void NoteKeys() {
    keys_.resize(dimensions_);
    for (const ShownCell& cell : shown_.cells) {
      for (std::size_t d = 0; d < dimensions_; ++d) keys_[d].insert(cell.keys[d]);
    }
  }

  std::vector<Line> Lines() const {
    std::vector<Line> lines;
    for (std::size_t d = 0; d < dimensions_; ++d) {
      std::map<std::vector<std::uint16_t>, std::vector<std::size_t>> by_rest;
      for (std::size_t i = 0; i < shown_.cells.size(); ++i) {
        auto rest = shown_.cells[i].keys;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(d));
        by_rest[rest].push_back(i);
      }
      for (auto& [rest, cells] : by_rest) lines.push_back({d, std::move(cells)});
    }
    return lines;
  }

  // One sweep over the lines; whether anything more was hidden.
  bool HideMore() {
    bool more = false;
    for (const Line& line : Lines()) {
      if (GivesAway(line) && HideOneMore(line)) more = true;
    }
    return more;
  }

  // A lone hidden cell is the total less the others. Several that add up to their own number are all 1.
  bool GivesAway(const Line& line) const {
    std::size_t hidden = 0;
    std::uint64_t sum = 0;
    std::uint64_t all = 0;
    for (const std::size_t i : line.cells) {
      all += shown_.cells[i].count;
      if (!shown_.cells[i].hidden) continue;
      ++hidden;
      sum += shown_.cells[i].count;
    }
    // The total of the line is a small number itself, and hidden wherever it would be shown.
    if (all < kSmallest) return false;
    return hidden == 1 || (hidden > 1 && sum == hidden);
  }

  // The smallest that is still shown: it costs the reader least. Where there is none, an empty neighbour.
  bool HideOneMore(const Line& line) {
    ShownCell* least = nullptr;
    for (const std::size_t i : line.cells) {
      ShownCell& cell = shown_.cells[i];
      if (!cell.hidden && (least == nullptr || cell.count < least->count)) least = &cell;
    }
    if (least != nullptr) {
      least->hidden = true;
      return true;
    }
    ShownCell empty = shown_.cells[line.cells.front()];
    empty.count = 0;
    empty.hidden = true;
    for (const std::uint16_t key : keys_[line.dimension]) {
      const bool taken = std::any_of(line.cells.begin(), line.cells.end(), [&](std::size_t i) {
        return shown_.cells[i].keys[line.dimension] == key;
      });
      if (taken) continue;
      empty.keys[line.dimension] = key;
      // Two lines of one sweep may want the same empty cell.
      for (const ShownCell& cell : shown_.cells) {
        if (cell.keys == empty.keys) return true;
      }
      shown_.cells.push_back(std::move(empty));
      return true;
    }
    return false;
  }

  Shown& shown_;
  std::size_t dimensions_;
  std::vector<std::set<std::uint16_t>> keys_;
};

}  // namespace

void Suppress(Shown& shown) { Suppression(shown).Run(); }

}  // namespace caseload::mix
