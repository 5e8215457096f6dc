// SPDX-License-Identifier: Apache-2.0
// Mix: answers what the caseload is made of, on any day, as known at any time.
#pragma once

#include "base/result.h"
#include "caseload/v1/caseload_service.pb.h"
#include "facts/facts.h"
#include "mix/day_view.h"
#include "mix/question.h"
#include "mix/vocabulary.h"
#include "taxonomy/packs.h"

namespace caseload::mix {

// Thread-safe. Keeps references to both; they outlive it. Keys of teams and workers are record
// numbers, without labels; known_at and period texts of the answer are the caller's to fill where
// they need more than the question has.
class Mix {
 public:
  Mix(const facts::Facts& facts, const taxonomy::Packs& packs)
      : facts_(facts), packs_(packs), vocabulary_(packs), today_(vocabulary_) {}

  // Questions about `today` with everything known are counted from columns that are kept; all
  // others from the spans. FIELDS_INVALID when a filter names a value that does not exist;
  // TOO_LARGE when there are too many groups.
  Result<v1::GetMixResponse> Answer(const Question& question, Date today);
  // The same without the kept columns.
  Result<v1::GetMixResponse> AnswerFromSpans(const Question& question) const;

  std::size_t BytesKept() const { return today_.Bytes(); }

 private:
  Result<v1::GetMixResponse> Tell(const Question& question, const CaseColumns& columns,
                                  std::uint64_t sequence) const;

  const facts::Facts& facts_;
  const taxonomy::Packs& packs_;
  Vocabulary vocabulary_;
  DayView today_;
};

}  // namespace caseload::mix
