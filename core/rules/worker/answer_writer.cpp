// SPDX-License-Identifier: Apache-2.0
#include "rules/worker/answer_writer.h"

#include <algorithm>
#include <cstring>

namespace caseload::rules {

AnswerWriter::AnswerWriter(std::span<std::byte> memory) : memory_(memory) {}

void AnswerWriter::Begin(std::uint64_t count) {
  count_ = count;
  broken_ = false;
  begin_ = end_ = sizeof(AnswerHead) + count * sizeof(AnswerSlot);
  std::fill_n(slots(), count, AnswerSlot{});
  std::fill_n(quota_.begin(), count, Quota{});
  head().progress = kNobody;
}

volatile std::uint64_t* AnswerWriter::progress() { return &head().progress; }

void AnswerWriter::Append(const void* from, std::size_t bytes) {
  if (bytes > 0) std::memcpy(memory_.data() + end_, from, bytes);
  end_ += bytes;
}

caseload_status AnswerWriter::Add(std::uint64_t index, const caseload_finding* finding,
                                  bool near_miss) {
  if (index >= count_) {
    broken_ = true;
    return CASELOAD_E_INTERNAL;
  }
  AnswerSlot& slot = slots()[index];
  const bool whole = finding != nullptr && finding->struct_size >= sizeof(caseload_finding) &&
                     (finding->evidence != nullptr || finding->evidence_count == 0) &&
                     (finding->values != nullptr || finding->value_count == 0);
  if (!whole) {
    slot.flags |= kBroken;
    return CASELOAD_E_INTERNAL;
  }
  std::uint8_t& said = near_miss ? quota_[index].near_misses : quota_[index].findings;
  if (said >= CASELOAD_MOST_FINDINGS || finding->evidence_count > CASELOAD_MOST_EVIDENCE ||
      finding->value_count > CASELOAD_MOST_VALUES) {
    // What was not said in time to be a finding is no fault.
    if (!near_miss) slot.flags |= kFlooded;
    return CASELOAD_E_FULL;
  }
  ++said;
  const SaidHead head{static_cast<std::uint32_t>(index),
                      near_miss ? 1u : 0u,
                      finding->text,
                      finding->comparison,
                      finding->measure,
                      finding->threshold,
                      static_cast<std::uint32_t>(finding->value_count),
                      static_cast<std::uint32_t>(finding->evidence_count)};
  Append(&head, sizeof head);
  Append(finding->values, finding->value_count * sizeof(caseload_value));
  Append(finding->evidence, finding->evidence_count * sizeof(caseload_evidence));
  return CASELOAD_OK;
}

void AnswerWriter::LookAgainOn(std::uint64_t index, caseload_day day) {
  if (index >= count_) {
    broken_ = true;
    return;
  }
  caseload_day& earliest = slots()[index].look_again_on;
  earliest = std::min(earliest, day);
}

void AnswerWriter::Finish(std::uint64_t sequence, caseload_status status) {
  head().count = count_;
  head().used = end_ - begin_;
  head().status = broken_ ? CASELOAD_E_INTERNAL : status;
  head().reserved = 0;
  head().sequence = sequence;
}

}  // namespace caseload::rules
