// SPDX-License-Identifier: Apache-2.0
// World: a folder of so many cases, built once through the ledger and kept for the next run.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "bench/dice.h"

namespace caseload::bench {

struct World {
  std::filesystem::path folder;
  std::vector<std::string> case_ids;
  std::vector<std::string> worker_ids;

  const std::string& AnyCase(Dice& dice) const { return case_ids[dice.Of(case_ids.size())]; }
  const std::string& AnyWorker(Dice& dice) const { return worker_ids[dice.Of(worker_ids.size())]; }
};

// The world under `cache`, built first where it is not there or not finished: children of made-up
// authorities, kept as an import keeps them. Its history spans three years up to the day it was
// built; a worker holds some 46 open cases.
World FindOrBuildWorld(const std::filesystem::path& cache, std::size_t cases);

// A copy to be written to, which goes when this does: the world itself stays as it was built.
class ScratchCopy {
 public:
  ScratchCopy(const std::filesystem::path& from, std::filesystem::path to);
  ~ScratchCopy();
  ScratchCopy(const ScratchCopy&) = delete;
  ScratchCopy& operator=(const ScratchCopy&) = delete;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace caseload::bench
