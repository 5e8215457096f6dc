// SPDX-License-Identifier: Apache-2.0
// AnswerWriter: writes what a rule says into the memory the host reads, up to the quota.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "rules/layout.h"

namespace caseload::rules {

class AnswerWriter {
 public:
  // The memory has kAnswerBytes and must outlive it.
  explicit AnswerWriter(std::span<std::byte> memory);

  // The count is at most kSubjectsPerAsk.
  void Begin(std::uint64_t count);
  caseload_status Add(std::uint64_t index, const caseload_finding* finding, bool near_miss);
  void LookAgainOn(std::uint64_t index, caseload_day day);
  volatile std::uint64_t* progress();
  void Finish(std::uint64_t sequence, caseload_status status);

 private:
  struct Quota {
    std::uint8_t findings = 0;
    std::uint8_t near_misses = 0;
  };
  AnswerHead& head() { return *reinterpret_cast<AnswerHead*>(memory_.data()); }
  AnswerSlot* slots() { return reinterpret_cast<AnswerSlot*>(memory_.data() + sizeof(AnswerHead)); }
  void Append(const void* from, std::size_t bytes);

  std::span<std::byte> memory_;
  std::size_t begin_ = 0;  // of the findings
  std::size_t end_ = 0;
  std::uint64_t count_ = 0;
  bool broken_ = false;  // it spoke of a subject that is not in the ask
  std::array<Quota, kSubjectsPerAsk> quota_{};
};

}  // namespace caseload::rules
