// SPDX-License-Identifier: Apache-2.0
// Reading: every question of the port put to one connection, each statement prepared once.
#pragma once

#include "store/sqlite/connection.h"
#include "store/store.h"

namespace caseload::store::sqlite {

// Used by one thread at a time. No call leaves a transaction open: a reader that lingers keeps the
// write-ahead log from being reset. The connection must outlive it.
class Reading final : public Reader {
 public:
  explicit Reading(Connection& connection) : connection_(connection) {}
  Result<std::vector<std::optional<Record>>> Get(std::span<const std::string> ids) override;
  Result<std::optional<Record>> GetAt(const std::string& id, std::uint64_t sequence) override;
  Result<std::vector<Term>> Find(const FindQuery& query) override;
  Outcome FindRecords(const FindQuery& query,
                      const std::function<void(const FoundView&)>& take) override;
  Outcome Scan(Kind kind, std::uint32_t after_number,
               const std::function<bool(const RecordView&)>& take) override;
  Result<std::vector<JournalRow>> ReadJournal(std::uint64_t after_sequence,
                                              std::size_t limit) override;
  Result<std::vector<JournalRow>> History(const std::string& subject, std::uint64_t after_sequence,
                                          std::size_t limit) override;
  Result<std::optional<FirstAnswer>> FindAnswer(const std::string& request_id) override;
  Result<std::uint64_t> SequenceAt(Instant instant) override;
  Result<std::uint64_t> Sequence() override;
  Result<std::optional<Instant>> LastRecordedAt() override;
  Result<std::uint32_t> HighestNumber(Kind kind) override;
  Outcome EachFactsRow(const std::function<void(const FactsRow&)>& take) override;
  Result<std::optional<std::string>> IdOfNumber(Kind kind, std::uint32_t number) override;

 private:
  static constexpr char kTerms[] = "SELECT t.value, t.ord, t.target FROM terms t";
  static constexpr char kTermsWithRecords[] =
      "SELECT t.value, t.ord, r.id, r.kind, r.number, r.version, r.sequence, v.body,"
      " v.protected_body FROM terms t CROSS JOIN records r ON r.id = t.target"
      " CROSS JOIN journal v ON v.sequence = r.sequence";
  static constexpr char kExactly[] =
      " WHERE t.value = ?2 AND t.field = ?1 AND (t.ord, t.target) > (?3, ?4) AND t.ord <= ?5"
      " ORDER BY t.ord, t.target LIMIT ?6";
  static constexpr char kByPrefix[] =
      " WHERE (t.value, t.field, t.ord, t.target) > (?2, ?1, ?3, ?4) AND t.value < ?5"
      " AND t.field = ?1 AND t.ord BETWEEN ?6 AND ?7"
      " ORDER BY t.value, t.field, t.ord, t.target LIMIT ?8";

  // Whether the journal's row was recorded at or before the instant.
  Result<bool> RecordedBy(std::uint64_t sequence, Instant instant);
  // One way each of asking for terms alone and for terms with their records.
  struct Ways {
    Statement& exactly;
    Statement& by_prefix;
  };
  Outcome Find(const FindQuery& query, Ways ways, const std::function<void(const Rows&)>& take);
  Outcome FindByPrefix(const FindQuery& query, Statement& statement,
                       const std::function<void(const Rows&)>& take);

  Connection& connection_;
  Statement begin_{connection_, "BEGIN"};
  Statement commit_{connection_, "COMMIT"};
  Statement get_{connection_,
                 "SELECT r.id, r.kind, r.number, r.version, r.sequence, v.body, v.protected_body"
                 " FROM records r JOIN journal v ON v.sequence = r.sequence WHERE r.id = ?1"};
  Statement get_former_{
      connection_,
      "SELECT r.id, r.kind, r.number, f.version, f.sequence, v.body, v.protected_body"
      " FROM records r JOIN former f ON f.record_id = r.id"
      " JOIN journal v ON v.sequence = f.sequence"
      " WHERE r.id = ?1 AND f.sequence <= ?2 ORDER BY f.sequence DESC LIMIT 1"};
  Statement scan_{
      connection_,
      "SELECT r.id, r.kind, r.number, r.version, r.sequence, v.body, v.protected_body"
      " FROM records r INDEXED BY records_by_number CROSS JOIN journal v ON v.sequence = r.sequence"
      " WHERE r.kind = ?1 AND r.number > ?2 AND r.number > 0 ORDER BY r.number"};
  Statement find_{connection_, std::string(kTerms) + kExactly};
  Statement find_by_prefix_{connection_, std::string(kTerms) + kByPrefix};
  Statement find_records_{connection_, std::string(kTermsWithRecords) + kExactly};
  Statement find_records_by_prefix_{connection_, std::string(kTermsWithRecords) + kByPrefix};
  Statement journal_{
      connection_,
      "SELECT j.sequence, j.recorded_at, a.actor, a.action, a.because, j.kind, j.record_id,"
      " j.version, j.subjects FROM journal j CROSS JOIN audit a ON a.audit_id = j.audit_id"
      " WHERE j.sequence > ?1 ORDER BY j.sequence LIMIT ?2"};
  Statement history_{
      connection_,
      "SELECT j.sequence, j.recorded_at, a.actor, a.action, a.because, j.kind, j.record_id,"
      " j.version FROM terms h CROSS JOIN journal j ON j.sequence = h.ord"
      " CROSS JOIN audit a ON a.audit_id = j.audit_id"
      " WHERE h.value = ?1 AND h.field = 0 AND h.ord > ?2 ORDER BY h.ord LIMIT ?3"};
  Statement answer_{connection_,
                    "SELECT r.digest, r.before, j.body, r.after FROM requests r"
                    " LEFT JOIN journal j ON j.sequence = r.sequence WHERE r.request_id = ?1"};
  Statement end_{connection_,
                 "SELECT sequence, recorded_at FROM journal ORDER BY sequence DESC LIMIT 1"};
  Statement recorded_at_{connection_, "SELECT recorded_at FROM journal WHERE sequence = ?1"};
  Statement highest_number_{connection_,
                            "SELECT number FROM records INDEXED BY records_by_number"
                            " WHERE kind = ?1 AND number > 0 ORDER BY number DESC LIMIT 1"};
  Statement id_of_number_{connection_,
                          "SELECT id FROM records INDEXED BY records_by_number"
                          " WHERE kind = ?1 AND number = ?2 AND number > 0"};
  Statement facts_{connection_,
                   "SELECT sequence, superseded_by, facts FROM facts ORDER BY sequence"};
};

}  // namespace caseload::store::sqlite
