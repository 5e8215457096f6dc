// SPDX-License-Identifier: Apache-2.0
// The commit of MemoryStore: a batch is first checked as a whole, then applied, so that a refusal
// changes nothing.
#include "store/memory/memory_store.h"

#include <algorithm>
#include <mutex>

#include "base/ids.h"

namespace caseload::store {
namespace {

bool NamesIdsOnly(const Put& put) {
  const auto names_ids = [](const Term& term) {
    return LooksLikeId(term.target) && (!LeadsFromRecord(term.field) || LooksLikeId(term.value));
  };
  return LooksLikeId(put.id) && std::ranges::all_of(put.subjects, LooksLikeId) &&
         std::ranges::all_of(put.terms_added, names_ids) &&
         std::ranges::all_of(put.terms_removed, names_ids);
}

// What a batch would make of the tables, as far as refusals depend on it.
class Rehearsal {
 public:
  explicit Rehearsal(const MemoryTables& tables) : tables_(tables) {}

  Outcome Try(const Write& write) {
    const std::string& request_id = write.intent.request_id;
    if (!request_id.empty() &&
        (tables_.answers.contains(request_id) || !request_ids_.insert(request_id).second)) {
      return Error{v1::ERROR_REASON_REQUEST_ID_REUSED, "the request id was used before"};
    }
    for (const Put& put : write.puts) {
      if (auto tried = Try(put); !tried) return tried;
    }
    return Nothing{};
  }

 private:
  struct Head {
    std::uint64_t version = 0;
    Kind kind = Kind::kPerson;
    std::uint32_t number = 0;
  };

  Head HeadOf(const std::string& id) const {
    if (const auto at = heads_.find(id); at != heads_.end()) return at->second;
    const auto at = tables_.versions.find(id);
    if (at == tables_.versions.end()) return {};
    const Record& record = at->second.back();
    return {record.version, record.kind, record.number};
  }

  Outcome Try(const Put& put) {
    if (!NamesIdsOnly(put)) {
      return Error{v1::ERROR_REASON_INTERNAL, "a put names something that is no id"};
    }
    const Head head = HeadOf(put.id);
    if (head.version != put.expected_version) {
      return Error{v1::ERROR_REASON_ETAG_STALE, "the record has changed since it was read"};
    }
    if (head.version != 0 && (head.kind != put.kind || head.number != put.number)) {
      return Error{v1::ERROR_REASON_INTERNAL, "a record cannot change its kind or its number"};
    }
    if (head.version == 0 && put.number != 0 &&
        (tables_.numbers.contains({put.kind, put.number}) ||
         !numbers_.insert({put.kind, put.number}).second)) {
      return Error{v1::ERROR_REASON_INTERNAL, "the number of a new record is taken"};
    }
    heads_[put.id] = {head.version + 1, put.kind, put.number};
    return Nothing{};
  }

  const MemoryTables& tables_;
  std::map<std::string, Head> heads_;
  std::set<std::pair<Kind, std::uint32_t>> numbers_;
  std::set<std::string> request_ids_;
};

void KeepIndexes(MemoryTables& tables, const Put& put, std::uint64_t sequence) {
  for (const Term& term : put.terms_removed) tables.terms.erase(term);
  for (const Term& term : put.terms_added) tables.terms.insert(term);
  if (!put.facts.empty()) tables.facts[sequence] = {0, put.facts};
  if (put.number != 0) tables.numbers[{put.kind, put.number}] = put.id;
  for (const std::string& subject : put.subjects) {
    auto& sequences = tables.history[subject];
    if (sequences.empty() || sequences.back() != sequence) sequences.push_back(sequence);
  }
}

// The sequence of the version it replaced; 0 when there was none.
std::uint64_t Keep(MemoryTables& tables, const Put& put, const Intent& intent, Instant at) {
  const std::uint64_t sequence = tables.journal.size() + 1;
  auto& versions = tables.versions[put.id];
  const std::uint64_t replaced = versions.empty() ? 0 : versions.back().sequence;
  if (const auto facts = tables.facts.find(replaced); facts != tables.facts.end()) {
    facts->second.superseded_by = sequence;
  }
  const std::uint64_t version = put.expected_version + 1;
  versions.push_back(
      {put.id, put.kind, put.number, version, sequence, put.body, put.protected_body});
  tables.journal.push_back({sequence, at, intent.actor, intent.action, intent.because, put.kind,
                            put.id, version, put.subjects});
  KeepIndexes(tables, put, sequence);
  return replaced;
}

}  // namespace

Result<std::vector<Committed>> MemoryStore::Commit(std::span<const Write> writes,
                                                   Instant recorded_at) {
  const std::unique_lock alone(tables_.lock);
  if (!tables_.journal.empty() && recorded_at < tables_.journal.back().recorded_at) {
    return Error{v1::ERROR_REASON_INTERNAL, "a commit cannot be recorded before the last one"};
  }
  Rehearsal rehearsal(tables_);
  for (const Write& write : writes) {
    if (auto tried = rehearsal.Try(write); !tried) return tried.error();
  }
  std::vector<Committed> all;
  all.reserve(writes.size());
  for (const Write& write : writes) {
    Committed committed;
    committed.first_sequence = tables_.journal.size() + 1;
    for (const Put& put : write.puts) {
      committed.replaced_sequences.push_back(Keep(tables_, put, write.intent, recorded_at));
    }
    committed.last_sequence = tables_.journal.size();
    if (!write.intent.request_id.empty()) {
      tables_.answers[write.intent.request_id] = {write.intent.request_digest, write.answer};
    }
    all.push_back(std::move(committed));
  }
  return all;
}

Result<std::string> MemoryStore::GetOrSetSetting(const std::string& name,
                                                 const std::string& value_if_new) {
  const std::unique_lock alone(tables_.lock);
  return tables_.settings.try_emplace(name, value_if_new).first->second;
}

}  // namespace caseload::store
