// SPDX-License-Identifier: Apache-2.0
// FactsImage: writes facts into the memory a worker reads them from, in the form a rule is shown,
// with the addresses of the worker: there they need no copying and cannot be changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "rules/layout.h"
#include "rules/subject_facts.h"

namespace caseload::rules {

// What a subject takes in the memory, with these groups of its rows.
std::size_t ImageBytes(const FactsRows& rows, std::uint32_t groups);

class FactsImage {
 public:
  FactsImage() = default;
  // The memory as this process has it, and where the reader has the same.
  FactsImage(std::span<std::byte> memory, std::uint64_t at) : memory_(memory), at_(at) {}

  // Calendar and clocks; once, before the first Write. False when they do not fit.
  bool SetReference(const ReferenceRows& reference);
  // What is left for subjects.
  std::size_t Room() const { return memory_.size() - begin_; }
  // The subjects together take at most Room(). Only these groups are handed over.
  void Write(std::span<const SubjectFacts* const> subjects, std::uint32_t groups, AskHead head);

 private:
  template <class Row>
  const Row* Put(const Row* from, std::size_t count);
  caseload_facts View(const FactsRows& rows, std::uint32_t groups);

  std::span<std::byte> memory_;
  std::uint64_t at_ = 0;
  std::size_t begin_ = sizeof(AskHead);  // of what changes from ask to ask
  std::size_t end_ = sizeof(AskHead);
  const caseload_reference* reference_ = nullptr;  // as the reader has it
};

}  // namespace caseload::rules
