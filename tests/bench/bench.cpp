// SPDX-License-Identifier: Apache-2.0
// What is made once and shared by the measures.
#include "bench/bench.h"

#include <unistd.h>

#include "bench/must.h"
#include "bench/places.h"

namespace caseload::bench {

Bench::Bench(Options options)
    : options_(std::move(options)),
      scratch_(options_.cache / ("run-" + std::to_string(::getpid()))),
      packs_(Must(taxonomy::Packs::Load(ThePlaces().packs))),
      made_up_(scratch_ / "visits") {
  std::filesystem::create_directories(scratch_);
}

Bench::~Bench() {
  copies_.clear();
  std::error_code ignored;
  std::filesystem::remove_all(scratch_, ignored);
}

Row Bench::Compare(Pair pair, int times) const {
  if (options_.alone) pair.probe = nullptr;
  return bench::Compare(pair, options_.rounds * times);
}

const World& Bench::WorldOf(std::size_t cases) {
  const auto known = worlds_.find(cases);
  if (known != worlds_.end()) return known->second;
  return worlds_.emplace(cases, FindOrBuildWorld(options_.cache, cases)).first->second;
}

const std::filesystem::path& Bench::WritableCopyOf(std::size_t cases) {
  const auto& from = WorldOf(cases).folder;
  return copies_.try_emplace(cases, from, scratch_ / ("copy-" + std::to_string(cases)))
      .first->second.folder();
}

}  // namespace caseload::bench
