// SPDX-License-Identifier: Apache-2.0
// One batch, one transaction, one fsync.
#include "store/sqlite/writing.h"

#include <algorithm>

#include "base/ids.h"
#include "store/sqlite/link_column.h"
#include "store/sqlite/subjects.h"

namespace caseload::store::sqlite {
namespace {

Error Stale() { return {v1::ERROR_REASON_ETAG_STALE, "the record has changed since it was read"}; }
Error NoId() { return {v1::ERROR_REASON_INTERNAL, "a put names something that is no id"}; }

}  // namespace

Result<std::vector<Committed>> Writing::Commit(std::span<const Write> writes, Instant recorded_at) {
  if (writes.empty()) return std::vector<Committed>();
  Transaction transaction(connection_, begin_, commit_);
  if (transaction.begun() != SQLITE_OK) return StoreError(transaction.begun());
  auto moment = End(recorded_at);
  if (!moment) return moment.error();
  std::vector<Committed> all;
  all.reserve(writes.size());
  link_changes_.clear();
  replaced_.clear();
  const std::uint64_t end_before = moment->sequence;
  for (const Write& write : writes) {
    auto committed = Keep(write, *moment);
    if (!committed) return committed.error();
    all.push_back(*std::move(committed));
  }
  if (auto kept = Conclude(transaction, end_before, moment->sequence); !kept) return kept.error();
  return all;
}

Outcome Writing::Conclude(Transaction& transaction, std::uint64_t end_before, std::uint64_t end) {
  const auto noted = links_.Keep(link_changes_, end);
  current_.Replace(replaced_, end);
  const int kept = noted ? transaction.Keep() : SQLITE_OK;
  const bool committed = noted && kept == SQLITE_OK;
  links_.Settle(committed);
  if (!committed) current_.Replace({}, end_before);
  if (!noted) return noted;
  if (kept != SQLITE_OK) return StoreError(kept);
  return Nothing{};
}

Result<Writing::Moment> Writing::End(Instant recorded_at) {
  Moment moment{recorded_at, 0, 0};
  auto rows = end_.Run();
  if (rows.Next()) {
    moment.sequence = rows.Count(0);
    if (recorded_at.micros < rows.Int(1)) {
      return Error{v1::ERROR_REASON_INTERNAL, "a commit cannot be recorded before the last one"};
    }
  }
  if (rows.failed()) return rows.error();
  return moment;
}

Result<Committed> Writing::Keep(const Write& write, Moment& moment) {
  Committed committed;
  committed.first_sequence = moment.sequence + 1;
  if (auto audited = KeepAudit(write, moment); !audited) return audited.error();
  moment.audit_id = sqlite3_last_insert_rowid(connection_.handle());
  committed.replaced_sequences.reserve(write.puts.size());
  for (const Put& put : write.puts) {
    ++moment.sequence;
    const auto replaced = Keep(put, moment);
    if (!replaced) return replaced.error();
    committed.replaced_sequences.push_back(*replaced);
  }
  committed.last_sequence = moment.sequence;
  return committed;
}

// An answer mostly holds the record it made, byte by byte: kept is what stands before and after it.
Outcome Writing::KeepAudit(const Write& write, const Moment& moment) {
  const Intent& intent = write.intent;
  const std::uint64_t first_sequence = moment.sequence + 1;
  const bool asked = !intent.request_id.empty();
  std::string_view digest = asked ? intent.request_digest : std::string_view();
  std::string_view before = asked ? write.answer : std::string_view();
  std::string_view after;
  std::uint64_t sequence = 0;
  for (std::size_t i = 0; asked && i < write.puts.size() && sequence == 0; ++i) {
    const std::string& body = write.puts[i].body;
    const std::size_t at = body.empty() ? std::string::npos : write.answer.find(body);
    if (at == std::string::npos) continue;
    sequence = first_sequence + i;
    after = before.substr(at + body.size());
    before = before.substr(0, at);
  }
  const int kept = audit_.Do(moment.recorded_at.micros, intent.actor, intent.action, intent.because,
                             first_sequence, write.puts.size(), intent.request_id, Blob{digest},
                             Blob{before}, sequence, Blob{after});
  if (kept == SQLITE_CONSTRAINT_UNIQUE) {
    return Error{v1::ERROR_REASON_REQUEST_ID_REUSED, "the request id was used before"};
  }
  if (kept != SQLITE_OK) return StoreError(kept);
  return Nothing{};
}

Result<std::uint64_t> Writing::Keep(const Put& put, const Moment& moment) {
  const auto id = IdValue(put.id);
  if (!id) return NoId();
  std::uint64_t replaced = 0;
  if (put.expected_version == 0) {
    if (auto kept = KeepNew(put, *id, moment.sequence); !kept) return kept.error();
  } else {
    const auto head = Replace(put, *id, moment.sequence);
    if (!head) return head.error();
    replaced = head->sequence;
  }
  if (auto kept = KeepJournal(put, *id, moment); !kept) return kept.error();
  if (!put.facts.empty()) {
    const int kept = facts_.Do(moment.sequence, Blob{put.facts});
    if (kept != SQLITE_OK) return StoreError(kept);
  }
  return replaced;
}

Outcome Writing::KeepJournal(const Put& put, std::int64_t id, const Moment& moment) {
  const std::size_t first_link = link_changes_.size();
  if (auto removed = Change(put.terms_removed, false, moment.sequence); !removed) return removed;
  if (auto added = Change(put.terms_added, true, moment.sequence); !added) return added;
  const std::string links = PackLinks(std::span(link_changes_).subspan(first_link));
  std::vector<std::int64_t> subjects;
  for (const std::string& subject : put.subjects) {
    const auto value = IdValue(subject);
    if (!value) return NoId();
    if (std::ranges::find(subjects, *value) != subjects.end()) continue;
    subjects.push_back(*value);
    link_changes_.push_back(HistoryOf(*value, moment.sequence));
  }
  const std::string packed = PackSubjects(subjects);
  const int kept = journal_.Do(moment.sequence, moment.recorded_at.micros, moment.audit_id,
                               static_cast<int>(put.kind), id, put.expected_version + 1,
                               Blob{packed}, Blob{links});
  if (kept != SQLITE_OK) return StoreError(kept);
  return Nothing{};
}

Outcome Writing::KeepNew(const Put& put, std::int64_t id, std::uint64_t sequence) {
  const int kept = new_.Do(id, static_cast<int>(put.kind), put.number, sequence, Blob{put.body},
                           Blob{put.protected_body});
  if (kept == SQLITE_CONSTRAINT_PRIMARYKEY || kept == SQLITE_CONSTRAINT_ROWID) return Stale();
  if (kept == SQLITE_CONSTRAINT_UNIQUE) {
    // A record that exists has a number that is taken, too: which of the two SQLite finds first is
    // its own affair.
    if (head_.Run(id).Next()) return Stale();
    return Error{v1::ERROR_REASON_INTERNAL, "the number of a new record is taken"};
  }
  if (kept != SQLITE_OK) return StoreError(kept);
  return Nothing{};
}

Result<Writing::Head> Writing::Replace(const Put& put, std::int64_t id, std::uint64_t sequence) {
  Head head;
  {
    auto rows = head_.Run(id);
    if (!rows.Next()) return rows.failed() ? rows.error() : Stale();
    head = {static_cast<Kind>(rows.Int(0)), static_cast<std::uint32_t>(rows.Int(1)), rows.Count(2),
            rows.Count(3)};
  }
  if (head.version != put.expected_version) return Stale();
  replaced_.push_back(id);
  if (head.kind != put.kind || head.number != put.number) {
    return Error{v1::ERROR_REASON_INTERNAL, "a record cannot change its kind or its number"};
  }
  int kept = former_.Do(id, sequence);
  if (kept == SQLITE_OK) {
    kept = next_.Do(id, head.version + 1, sequence, Blob{put.body}, Blob{put.protected_body});
  }
  if (kept == SQLITE_OK) kept = supersede_.Do(head.sequence, sequence);
  if (kept != SQLITE_OK) return StoreError(kept);
  return head;
}

Outcome Writing::Change(std::span<const Term> terms, bool added, std::uint64_t sequence) {
  for (const Term& one : terms) {
    const auto field = static_cast<int>(one.field);
    const auto target = IdValue(one.target);
    if (!target) return NoId();
    int done = SQLITE_OK;
    if (LeadsFromRecord(one.field)) {
      const auto origin = IdValue(one.value);
      if (!origin) return NoId();
      const LinkChange change{{*origin, field, one.order, *target}, sequence, added};
      if (WaitsForTheTable(one.field)) {
        link_changes_.push_back(change);
      } else {
        done = links_.Tell(change);
      }
    } else {
      done = (added ? add_term_ : remove_term_).Do(one.value, field, one.order, *target);
    }
    if (done != SQLITE_OK) return StoreError(done);
  }
  return Nothing{};
}

Result<std::string> Writing::GetOrSetSetting(const std::string& name,
                                             const std::string& value_if_new) {
  Transaction transaction(connection_, begin_, commit_);
  if (transaction.begun() != SQLITE_OK) return StoreError(transaction.begun());
  std::string value = value_if_new;
  bool is_new = true;
  {
    auto rows = setting_.Run(name);
    if (rows.Next()) {
      value = rows.String(0);
      is_new = false;
    }
    if (rows.failed()) return rows.error();
  }
  if (is_new) {
    const int kept = new_setting_.Do(name, Blob{value});
    if (kept != SQLITE_OK) return StoreError(kept);
  }
  if (const int kept = transaction.Keep(); kept != SQLITE_OK) return StoreError(kept);
  return value;
}

}  // namespace caseload::store::sqlite
