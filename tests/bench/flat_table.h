// SPDX-License-Identifier: Apache-2.0
// FlatTable: the same cases and concerns as the mix sees them, in one plain indexed table.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "bench/plain_tables.h"
#include "facts/facts.h"
#include "mix/case_columns.h"
#include "mix/question.h"
#include "mix/vocabulary.h"
#include "taxonomy/packs.h"

namespace caseload::bench {

class FlatTable {
 public:
  // One row a case and factor, the dimensions beside it, an index on each of them.
  FlatTable(const std::filesystem::path& file, const facts::Facts& facts,
            const taxonomy::Packs& packs, Date today);
  // The counts of a question about factors by concern, one a group.
  std::vector<std::uint64_t> CountBy(const mix::Question& question);

 private:
  void Fill();
  std::string Where(const mix::Question& question) const;

  mix::Vocabulary vocabulary_;
  mix::CaseColumns columns_;
  PlainTables tables_;
};

}  // namespace caseload::bench
