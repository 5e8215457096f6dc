// SPDX-License-Identifier: Apache-2.0
// Primary suppression of small numbers, then secondary suppression until no sum gives one away.
#include "mix/suppress.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "mix/question.h"

namespace caseload::mix {
namespace {

using Keys = std::vector<std::uint16_t>;

bool Small(std::uint64_t count) { return count > 0 && count < kSmallest; }

// Where one case lies in several groups (concerns), the groups may add up to more than the total,
// and what is missing from it says nothing about the hidden ones. With several dimensions the
// totals of all lines would have to be known to say so; there sums are protected as if they added
// up.
bool SumsTellNothing(const Shown& shown) {
  std::uint64_t told = 0;
  for (const ShownCell& cell : shown.cells) told += cell.hidden ? 0 : cell.count;
  return told >= shown.total;
}

// One dimension: the hidden cells add up to what is missing from the total. A lone one is that
// number itself; several that add up to their own number are all 1. The smallest that is still
// shown goes with them: it costs least.
void ProtectLine(Shown& shown) {
  for (;;) {
    std::size_t hidden = 0;
    std::uint64_t sum = 0;
    ShownCell* least = nullptr;
    for (ShownCell& cell : shown.cells) {
      if (cell.hidden) {
        ++hidden;
        sum += cell.count;
      } else if (least == nullptr || cell.count < least->count) {
        least = &cell;
      }
    }
    if (hidden == 0 || (hidden > 1 && sum > hidden) || least == nullptr) return;
    least->hidden = true;
  }
}

// Several dimensions: each small number is made a corner of a box of hidden cells, one other key a
// dimension. Adding one to every second corner and taking one from the others changes no sum of any
// order, so no sums can fix the number. (The "hypercube method" of official statistics. At least
// two hidden cells a line, the usual rule of thumb, follows from it but is not enough: cells that
// join two such groups can be worked out.)
class Boxes {
 public:
  Boxes(Shown& shown, std::vector<std::size_t> dimensions)
      : shown_(shown), dimensions_(std::move(dimensions)), keys_(shown.cells[0].keys.size()) {
    for (std::size_t i = 0; i < shown_.cells.size(); ++i) {
      index_.emplace(Packed(shown_.cells[i].keys), i);
      for (const std::size_t d : dimensions_) {
        keys_[d].insert(shown_.cells[i].keys[d]);
        lines_[{d, Packed(Without(shown_.cells[i].keys, d))}].push_back(i);
      }
    }
    // The neighbours that cost least come first: hidden ones, then the smallest.
    for (auto& [line, cells] : lines_) {
      std::sort(cells.begin(), cells.end(), [this](std::size_t a, std::size_t b) {
        const ShownCell& one = shown_.cells[a];
        const ShownCell& other = shown_.cells[b];
        if (one.hidden != other.hidden) return one.hidden;
        return one.hidden ? one.count > other.count : one.count < other.count;
      });
    }
  }

  void Protect() {
    const std::size_t cells = shown_.cells.size();
    for (std::size_t i = 0; i < cells; ++i) {
      if (Small(shown_.cells[i].count)) HideBox(shown_.cells[i].keys);
    }
  }

 private:
  // Neighbours tried a dimension: at three dimensions 216 boxes a small number.
  static constexpr std::size_t kTried = 6;
  // Hiding an empty cell adds a row that says nothing; a corner that cannot give one away protects
  // less.
  static constexpr std::uint64_t kCostOfEmpty = std::uint64_t{1} << 40;
  static constexpr std::uint64_t kCostOfTight = std::uint64_t{1} << 20;

  static std::uint64_t Packed(const Keys& keys) {
    std::uint64_t packed = 1;
    for (const std::uint16_t key : keys) packed = packed << 16 | key;
    return packed;
  }
  static Keys Without(Keys keys, std::size_t dimension) {
    keys[dimension] = 0;
    return keys;
  }

  Keys Neighbours(const Keys& at, std::size_t dimension) const {
    Keys found;
    for (const std::size_t i : lines_.at({dimension, Packed(Without(at, dimension))})) {
      const std::uint16_t key = shown_.cells[i].keys[dimension];
      if (key != at[dimension] && found.size() < kTried) found.push_back(key);
    }
    for (const std::uint16_t key : keys_[dimension]) {
      if (found.size() >= 2) break;
      if (key != at[dimension] && std::find(found.begin(), found.end(), key) == found.end()) {
        found.push_back(key);
      }
    }
    return found;
  }

  // The corners but the first, which is the small number itself; bit d of the corner: moved along
  // dimension d.
  template <class Take>
  void EachCorner(const Keys& at, const Keys& across, Take&& take) const {
    for (std::size_t corner = 1; corner < std::size_t{1} << dimensions_.size(); ++corner) {
      Keys keys = at;
      bool odd = false;
      for (std::size_t d = 0; d < dimensions_.size(); ++d) {
        if ((corner >> d & 1) == 0) continue;
        keys[dimensions_[d]] = across[d];
        odd = !odd;
      }
      take(keys, odd);
    }
  }

  std::uint64_t CostOf(const Keys& at, const Keys& across) const {
    std::uint64_t cost = 0;
    EachCorner(at, across, [&](const Keys& keys, bool odd) {
      const auto found = index_.find(Packed(keys));
      if (found == index_.end()) {
        cost += kCostOfEmpty;
        return;
      }
      const ShownCell& cell = shown_.cells[found->second];
      if (!cell.hidden) cost += cell.count;
      if (odd && cell.count < 2) cost += kCostOfTight;
    });
    return cost;
  }

  void HideBox(const Keys at) {
    std::vector<Keys> across = {{}};
    for (const std::size_t d : dimensions_) {
      std::vector<Keys> longer;
      for (const Keys& so_far : across) {
        for (const std::uint16_t key : Neighbours(at, d)) {
          longer.push_back(so_far);
          longer.back().push_back(key);
        }
      }
      across = std::move(longer);
    }
    std::uint64_t least = ~std::uint64_t{0};
    const Keys* best = nullptr;
    for (const Keys& one : across) {
      const std::uint64_t cost = CostOf(at, one);
      if (cost >= least) continue;
      least = cost;
      best = &one;
      if (cost == 0) break;
    }
    if (best == nullptr) return;
    EachCorner(at, *best, [&](const Keys& keys, bool) {
      const auto [found, fresh] = index_.emplace(Packed(keys), shown_.cells.size());
      if (fresh) shown_.cells.push_back({keys, 0, true});
      shown_.cells[found->second].hidden = true;
    });
  }

  Shown& shown_;
  std::vector<std::size_t> dimensions_;
  std::vector<std::set<std::uint16_t>> keys_;
  std::unordered_map<std::uint64_t, std::size_t> index_;
  std::map<std::pair<std::size_t, std::uint64_t>, std::vector<std::size_t>> lines_;
};

// Dimensions in which the table has more than one key; along the others there is nothing to add up.
std::vector<std::size_t> DimensionsThatVary(const Shown& shown) {
  std::vector<std::size_t> vary;
  const Keys& first = shown.cells[0].keys;
  for (std::size_t d = 0; d < first.size(); ++d) {
    const bool varies =
        std::any_of(shown.cells.begin(), shown.cells.end(),
                    [&](const ShownCell& cell) { return cell.keys[d] != first[d]; });
    if (varies) vary.push_back(d);
  }
  return vary;
}

}  // namespace

void Suppress(Shown& shown) {
  shown.total_hidden = Small(shown.total);
  for (ShownCell& cell : shown.cells) cell.hidden = Small(cell.count);
  if (shown.cells.empty()) return;
  const auto dimensions = DimensionsThatVary(shown);
  if (dimensions.size() > 1) {
    Boxes(shown, dimensions).Protect();
  } else if (!SumsTellNothing(shown)) {
    ProtectLine(shown);
  }
}

}  // namespace caseload::mix
