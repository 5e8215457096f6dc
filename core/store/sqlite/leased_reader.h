// SPDX-License-Identifier: Apache-2.0
// LeasedReader: the port's Reader over something that lends a Reading for one call at a time.
#pragma once

#include "store/sqlite/reading.h"
#include "store/store.h"

namespace caseload::store::sqlite {

// Source::Lend() gives a Result of something that points to a Reading and gives it back when it
// goes. The source must outlive the reader; this is thread-safe when the source is.
template <class Source>
class LeasedReader final : public Reader {
 public:
  explicit LeasedReader(Source& source) : source_(source) {}

  Result<std::vector<std::optional<Record>>> Get(std::span<const std::string> ids) override {
    auto lease = source_.Lend();
    return lease ? (*lease)->Get(ids) : lease.error();
  }
  Result<std::optional<Record>> GetAt(const std::string& id, std::uint64_t sequence) override {
    auto lease = source_.Lend();
    return lease ? (*lease)->GetAt(id, sequence) : lease.error();
  }
  Result<std::vector<Term>> Find(const FindQuery& query) override {
    auto lease = source_.Lend();
    return lease ? (*lease)->Find(query) : lease.error();
  }
  Outcome FindRecords(const FindQuery& query,
                      const std::function<void(const FoundView&)>& take) override {
    auto lease = source_.Lend();
    return lease ? (*lease)->FindRecords(query, take) : lease.error();
  }
  Result<std::vector<std::optional<Term>>> FindFirsts(
      Field field, std::span<const std::string_view> values) override {
    auto lease = source_.Lend();
    return lease ? (*lease)->FindFirsts(field, values) : lease.error();
  }
  Outcome Scan(Kind kind, std::uint32_t after_number,
               const std::function<bool(const RecordView&)>& take) override {
    auto lease = source_.Lend();
    return lease ? (*lease)->Scan(kind, after_number, take) : lease.error();
  }
  Result<std::vector<JournalRow>> ReadJournal(std::uint64_t after_sequence,
                                              std::size_t limit) override {
    auto lease = source_.Lend();
    return lease ? (*lease)->ReadJournal(after_sequence, limit) : lease.error();
  }
  Result<std::vector<JournalRow>> History(const std::string& subject, std::uint64_t after_sequence,
                                          std::size_t limit) override {
    auto lease = source_.Lend();
    return lease ? (*lease)->History(subject, after_sequence, limit) : lease.error();
  }
  Result<std::vector<std::optional<FirstAnswer>>> FindAnswers(
      std::span<const std::string_view> request_ids) override {
    auto lease = source_.Lend();
    return lease ? (*lease)->FindAnswers(request_ids) : lease.error();
  }
  Result<std::uint64_t> SequenceAt(Instant instant) override {
    auto lease = source_.Lend();
    return lease ? (*lease)->SequenceAt(instant) : lease.error();
  }
  Result<std::uint64_t> Sequence() override {
    auto lease = source_.Lend();
    return lease ? (*lease)->Sequence() : lease.error();
  }
  Result<std::optional<Instant>> LastRecordedAt() override {
    auto lease = source_.Lend();
    return lease ? (*lease)->LastRecordedAt() : lease.error();
  }
  Result<std::uint32_t> HighestNumber(Kind kind) override {
    auto lease = source_.Lend();
    return lease ? (*lease)->HighestNumber(kind) : lease.error();
  }
  Outcome EachFactsRow(const std::function<void(const FactsRow&)>& take) override {
    auto lease = source_.Lend();
    return lease ? (*lease)->EachFactsRow(take) : lease.error();
  }
  Result<std::optional<std::string>> IdOfNumber(Kind kind, std::uint32_t number) override {
    auto lease = source_.Lend();
    return lease ? (*lease)->IdOfNumber(kind, number) : lease.error();
  }

 private:
  Source& source_;
};

}  // namespace caseload::store::sqlite
