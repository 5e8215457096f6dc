// SPDX-License-Identifier: Apache-2.0
// Writes: what the ledger would hand to a store, made beforehand so that the store alone is
// measured.
#pragma once

#include <span>
#include <vector>

#include "app/draft.h"
#include "bench/made_up.h"
#include "bench/world.h"
#include "store/store.h"
#include "taxonomy/packs.h"

namespace caseload::bench {

app::CodeNumbers CodeNumbersOf(const taxonomy::Packs& packs);

class WriteMaker {
 public:
  WriteMaker(store::Store& store, const taxonomy::Packs& packs);
  // One visit each, with request id and answer, to cases of the world.
  std::vector<store::Write> Visits(const World& world, const MadeUp& made_up, std::size_t count);
  // All units in one write, as an import's message is kept.
  store::Write Units(std::span<const v1::ImportUnit> units);

 private:
  store::Store& store_;
  const taxonomy::Packs& packs_;
  app::CodeNumbers codes_;
  app::Makers makers_;
  Dice dice_{7};
};

// 32 letters and digits; beginning with the time as those of our own clients do, or at random.
std::string RequestId(Dice& dice, bool by_time);

}  // namespace caseload::bench
