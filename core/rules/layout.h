// SPDX-License-Identifier: Apache-2.0
// Layout: what lies where in the two memories that host and worker share. The host writes the facts
// and the worker cannot; the worker writes the answers and the host believes nothing of them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "caseload/rule.h"

namespace caseload::rules {

// The worker finds its end of everything under these descriptors.
inline constexpr int kChannel = 3;    // frames, until the rule was made
inline constexpr int kFactsSlab = 4;  // closed once it is mapped, and so is the next
inline constexpr int kAnswerSlab = 5;
inline constexpr int kAskedEvent = 6;     // the host has asked
inline constexpr int kAnsweredEvent = 7;  // the worker has answered
inline constexpr int kLastDescriptor = 7;

// A case is a kilobyte of facts: more subjects at a time gain nothing.
inline constexpr std::size_t kSubjectsPerAsk = 1024;
// Of which a single subject may take all.
inline constexpr std::size_t kFactsBytes = std::size_t{16} * 1024 * 1024;

// What a rule and the runtime below it may take beside the shared memories: a hundred times what
// one works with.
inline constexpr std::size_t kRuleMemoryBytes = std::size_t{128} * 1024 * 1024;

// At the beginning of the facts; the reference lies behind it.
struct AskHead {
  std::uint64_t sequence = 0;
  std::uint64_t count = 0;
  std::uint64_t facts = 0;  // caseload_facts[count], as an address of the worker's
  std::uint32_t why = 0;    // 1: near misses are asked for
  std::uint32_t made = 0;   // which of those that were made is asked
};

// At the beginning of the answers; AnswerSlot[count] lies behind it, and then `used` bytes of
// findings, each a SaidHead with its values and its evidence.
struct AnswerHead {
  std::uint64_t sequence = 0;  // of the ask that is answered
  std::uint64_t count = 0;
  std::uint64_t used = 0;
  std::uint64_t progress = 0;  // the subject that is looked at, or kNobody
  std::int32_t status = CASELOAD_OK;
  std::uint32_t reserved = 0;
};
inline constexpr std::uint64_t kNobody = UINT64_MAX;

struct AnswerSlot {
  caseload_day look_again_on = CASELOAD_DAY_NONE;
  std::uint32_t flags = 0;
};
inline constexpr std::uint32_t kFlooded = 1;  // more findings, evidence or values than a rule may
inline constexpr std::uint32_t kBroken = 2;   // a finding that is none

struct SaidHead {
  std::uint32_t subject = 0;
  std::uint32_t near_miss = 0;
  std::uint32_t text = 0;
  std::uint32_t comparison = 0;
  std::int64_t measure = 0;
  std::int64_t threshold = 0;
  std::uint32_t values = 0;
  std::uint32_t evidence = 0;
};

inline constexpr std::size_t kSaidBytes = sizeof(SaidHead) +
                                          CASELOAD_MOST_VALUES * sizeof(caseload_value) +
                                          CASELOAD_MOST_EVIDENCE * sizeof(caseload_evidence);
// All that a full ask may say, near misses included: a rule that keeps to its quota never meets
// the end.
inline constexpr std::size_t kAnswerBytes =
    sizeof(AnswerHead) +
    kSubjectsPerAsk * (sizeof(AnswerSlot) + 2 * CASELOAD_MOST_FINDINGS * kSaidBytes);

}  // namespace caseload::rules
