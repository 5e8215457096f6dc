// SPDX-License-Identifier: Apache-2.0
// Deals against what is still missing from the published shares.
#include "exchange/authority_dice.h"

#include <algorithm>
#include <numeric>

namespace caseload::exchange {
namespace {

// How many cards lie ahead: fewer would let one see the next card coming, more would drift.
constexpr double kAhead = 40;

}  // namespace

Deck::Deck(std::vector<double> weights) : weights_(std::move(weights)), dealt_(weights_.size()) {
  const double sum = std::accumulate(weights_.begin(), weights_.end(), 0.0);
  for (double& weight : weights_) weight /= sum;
}

std::size_t Deck::Deal(Dice& dice, std::span<const bool> allowed) {
  const auto missing = [&](std::size_t kind, bool owed) {
    if (!allowed.empty() && !allowed[kind]) return 0.0;
    return owed ? std::max(0.0, weights_[kind] * (count_ + kAhead) - dealt_[kind]) : weights_[kind];
  };
  for (const bool owed : {true, false}) {
    double sum = 0;
    for (std::size_t kind = 0; kind < kinds(); ++kind) sum += missing(kind, owed);
    if (sum <= 0) continue;
    double left = dice.Part() * sum;
    std::size_t dealt = 0;
    for (std::size_t kind = 0; kind < kinds(); ++kind) {
      const double part = missing(kind, owed);
      if (part <= 0) continue;
      dealt = kind;
      if (left < part) break;
      left -= part;
    }
    Count(dealt);
    return dealt;
  }
  Count(0);
  return 0;
}

void Deck::Count(std::size_t kind) {
  dealt_[kind] += 1;
  count_ += 1;
}

}  // namespace caseload::exchange
