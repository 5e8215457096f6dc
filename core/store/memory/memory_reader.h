// SPDX-License-Identifier: Apache-2.0
// MemoryReader: the reading half of MemoryStore; each call holds the shared lock, so it sees whole
// commits only.
#pragma once

#include "store/memory/memory_tables.h"
#include "store/store.h"

namespace caseload::store {

// The tables must outlive it.
class MemoryReader final : public Reader {
 public:
  explicit MemoryReader(const MemoryTables& tables) : tables_(tables) {}
  Result<std::vector<std::optional<Record>>> Get(std::span<const std::string> ids) override;
  Result<std::optional<Record>> GetAt(const std::string& id, std::uint64_t sequence) override;
  Result<std::vector<Term>> Find(const FindQuery& query) override;
  Outcome FindRecords(const FindQuery& query,
                      const std::function<void(const FoundView&)>& take) override;
  Result<std::vector<std::optional<Term>>> FindFirsts(
      Field field, std::span<const std::string_view> values) override;
  Outcome Scan(Kind kind, std::uint32_t after_number,
               const std::function<bool(const RecordView&)>& take) override;
  Result<std::vector<JournalRow>> ReadJournal(std::uint64_t after_sequence,
                                              std::size_t limit) override;
  Result<std::vector<JournalRow>> History(const std::string& subject, std::uint64_t after_sequence,
                                          std::size_t limit) override;
  Result<std::vector<std::optional<FirstAnswer>>> FindAnswers(
      std::span<const std::string_view> request_ids) override;
  Result<std::uint64_t> SequenceAt(Instant instant) override;
  Result<std::uint64_t> Sequence() override;
  Result<std::optional<Instant>> LastRecordedAt() override;
  Result<std::uint32_t> HighestNumber(Kind kind) override;
  Outcome EachFactsRow(const std::function<void(const FactsRow&)>& take) override;
  Result<std::optional<std::string>> IdOfNumber(Kind kind, std::uint32_t number) override;

 private:
  // The lock is held.
  std::vector<Term> Found(const FindQuery& query) const;
  const MemoryTables& tables_;
};

}  // namespace caseload::store
