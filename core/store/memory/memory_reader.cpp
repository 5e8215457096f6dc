// SPDX-License-Identifier: Apache-2.0
// The reads of MemoryStore.
#include "store/memory/memory_reader.h"

#include <algorithm>
#include <limits>
#include <mutex>

namespace caseload::store {

using Shared = std::shared_lock<std::shared_mutex>;

Result<std::vector<std::optional<Record>>> MemoryReader::Get(std::span<const std::string> ids) {
  const Shared shared(tables_.lock);
  std::vector<std::optional<Record>> found;
  found.reserve(ids.size());
  for (const std::string& id : ids) {
    const auto at = tables_.versions.find(id);
    found.push_back(at == tables_.versions.end() ? std::nullopt
                                                 : std::optional<Record>(at->second.back()));
  }
  return found;
}

Result<std::optional<Record>> MemoryReader::GetAt(const std::string& id, std::uint64_t sequence) {
  const Shared shared(tables_.lock);
  const auto at = tables_.versions.find(id);
  if (at == tables_.versions.end()) return std::optional<Record>();
  const auto later = std::upper_bound(
      at->second.begin(), at->second.end(), sequence,
      [](std::uint64_t asked, const Record& version) { return asked < version.sequence; });
  if (later == at->second.begin()) return std::optional<Record>();
  return std::optional<Record>(*std::prev(later));
}

std::vector<Term> MemoryReader::Found(const FindQuery& query) const {
  Term first{query.field, query.value, std::numeric_limits<std::int64_t>::min(), ""};
  auto at = tables_.terms.lower_bound(first);
  if (query.after) {
    Term after = *query.after;
    after.field = query.field;
    if (after >= first) at = tables_.terms.upper_bound(after);
  }
  std::vector<Term> found;
  for (; at != tables_.terms.end() && found.size() < query.limit; ++at) {
    if (at->field != query.field) break;
    if (query.prefix ? !at->value.starts_with(query.value) : at->value != query.value) break;
    if (query.order_between &&
        (at->order < query.order_between->first || at->order > query.order_between->second)) {
      continue;
    }
    found.push_back(*at);
  }
  return found;
}

Result<std::vector<Term>> MemoryReader::Find(const FindQuery& query) {
  const Shared shared(tables_.lock);
  return Found(query);
}

Outcome MemoryReader::FindRecords(const FindQuery& query,
                                  const std::function<void(const FoundView&)>& take) {
  const Shared shared(tables_.lock);
  for (const Term& term : Found(query)) {
    const auto at = tables_.versions.find(term.target);
    if (at != tables_.versions.end()) take({term.value, term.order, ViewOf(at->second.back())});
  }
  return Nothing{};
}

Result<std::vector<std::optional<Term>>> MemoryReader::FindFirsts(
    Field field, std::span<const std::string_view> values) {
  const Shared shared(tables_.lock);
  FindQuery query;
  query.field = field;
  query.limit = 1;
  std::vector<std::optional<Term>> firsts;
  firsts.reserve(values.size());
  for (const std::string_view value : values) {
    query.value = value;
    auto found = Found(query);
    firsts.push_back(found.empty() ? std::nullopt : std::optional(std::move(found.front())));
  }
  return firsts;
}

Outcome MemoryReader::Scan(Kind kind, std::uint32_t after_number,
                           const std::function<bool(const RecordView&)>& take) {
  const Shared shared(tables_.lock);
  auto at = tables_.numbers.upper_bound({kind, after_number});
  for (; at != tables_.numbers.end() && at->first.first == kind; ++at) {
    if (!take(ViewOf(tables_.versions.at(at->second).back()))) break;
  }
  return Nothing{};
}

Result<std::vector<JournalRow>> MemoryReader::ReadJournal(std::uint64_t after_sequence,
                                                          std::size_t limit) {
  const Shared shared(tables_.lock);
  std::vector<JournalRow> rows;
  for (std::uint64_t at = after_sequence; at < tables_.journal.size() && rows.size() < limit;
       ++at) {
    rows.push_back(tables_.journal[at]);
  }
  return rows;
}

Result<std::vector<JournalRow>> MemoryReader::History(const std::string& subject,
                                                      std::uint64_t after_sequence,
                                                      std::size_t limit) {
  const Shared shared(tables_.lock);
  std::vector<JournalRow> rows;
  const auto of_subject = tables_.history.find(subject);
  if (of_subject == tables_.history.end()) return rows;
  const auto& sequences = of_subject->second;
  auto at = std::upper_bound(sequences.begin(), sequences.end(), after_sequence);
  for (; at != sequences.end() && rows.size() < limit; ++at) {
    rows.push_back(tables_.journal[*at - 1]);
    rows.back().subjects.clear();
  }
  return rows;
}

Result<std::vector<std::optional<FirstAnswer>>> MemoryReader::FindAnswers(
    std::span<const std::string_view> request_ids) {
  const Shared shared(tables_.lock);
  std::vector<std::optional<FirstAnswer>> answers;
  answers.reserve(request_ids.size());
  for (const std::string_view request_id : request_ids) {
    const auto at = tables_.answers.find(std::string(request_id));
    answers.push_back(at == tables_.answers.end() ? std::nullopt : std::optional(at->second));
  }
  return answers;
}

Result<std::uint64_t> MemoryReader::SequenceAt(Instant instant) {
  const Shared shared(tables_.lock);
  const auto later = std::upper_bound(
      tables_.journal.begin(), tables_.journal.end(), instant,
      [](Instant asked, const JournalRow& row) { return asked < row.recorded_at; });
  return static_cast<std::uint64_t>(later - tables_.journal.begin());
}

Result<std::uint64_t> MemoryReader::Sequence() {
  const Shared shared(tables_.lock);
  return static_cast<std::uint64_t>(tables_.journal.size());
}

Result<std::optional<Instant>> MemoryReader::LastRecordedAt() {
  const Shared shared(tables_.lock);
  if (tables_.journal.empty()) return std::optional<Instant>();
  return std::optional<Instant>(tables_.journal.back().recorded_at);
}

Result<std::uint32_t> MemoryReader::HighestNumber(Kind kind) {
  const Shared shared(tables_.lock);
  const auto after = tables_.numbers.upper_bound({kind, std::numeric_limits<std::uint32_t>::max()});
  if (after == tables_.numbers.begin()) return std::uint32_t{0};
  const auto& [key, id] = *std::prev(after);
  return key.first == kind ? key.second : std::uint32_t{0};
}

Outcome MemoryReader::EachFactsRow(const std::function<void(const FactsRow&)>& take) {
  const Shared shared(tables_.lock);
  for (const auto& [sequence, row] : tables_.facts) {
    take({sequence, row.superseded_by, row.facts});
  }
  return Nothing{};
}

Result<std::optional<std::string>> MemoryReader::IdOfNumber(Kind kind, std::uint32_t number) {
  const Shared shared(tables_.lock);
  const auto at = tables_.numbers.find({kind, number});
  if (at == tables_.numbers.end()) return std::optional<std::string>();
  return std::optional<std::string>(at->second);
}

}  // namespace caseload::store
