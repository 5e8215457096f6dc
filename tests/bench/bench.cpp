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
      made_up_(packs_) {
  std::filesystem::create_directories(scratch_);
}

Bench::~Bench() {
  copy_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(scratch_, ignored);
}

Row Bench::Compare(Pair pair, int times) const {
  if (options_.alone) pair.probe = nullptr;
  return bench::Compare(pair, options_.rounds * times);
}

const World& Bench::world() {
  if (!world_) world_ = std::make_unique<World>(FindOrBuildWorld(options_.cache, options_.cases));
  return *world_;
}

const std::filesystem::path& Bench::WritableRecords() {
  if (!copy_) copy_ = std::make_unique<ScratchCopy>(world().folder, scratch_ / "copy");
  return copy_->folder();
}

}  // namespace caseload::bench
