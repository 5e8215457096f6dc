// SPDX-License-Identifier: Apache-2.0
// Reading: every question of the port put to one connection, each statement prepared once.
#pragma once

#include "store/sqlite/connection.h"
#include "store/sqlite/current_records.h"
#include "store/sqlite/recent_links.h"
#include "store/store.h"

namespace caseload::store::sqlite {

// Used by one thread at a time. No call leaves a transaction open: a reader that lingers keeps the
// write-ahead log from being reset. The connection, the links and the records must outlive it.
class Reading final : public Reader {
 public:
  Reading(Connection& connection, const RecentLinks& recent, CurrentRecords& current);
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
  static constexpr char kTargets[] = "SELECT t.ord, t.target";
  static constexpr char kRecords[] =
      "SELECT t.ord, r.id, r.kind, r.number, r.version, r.sequence, r.body, r.protected_body";
  static constexpr char kFromLinks[] = " FROM links t";
  static constexpr char kFromTerms[] = " FROM terms t";
  static constexpr char kWithRecords[] = " CROSS JOIN records r ON r.id = t.target";
  static constexpr char kOfOrigin[] = " WHERE t.origin = ?2";
  static constexpr char kOfValue[] = " WHERE t.value = ?2";
  static constexpr char kPage[] =
      " AND t.field = ?1 AND (t.ord, t.target) > (?3, ?4) AND t.ord <= ?5"
      " ORDER BY t.ord, t.target LIMIT ?6";
  static constexpr char kByPrefix[] =
      " WHERE (t.value, t.field, t.ord, t.target) > (?2, ?1, ?3, ?4) AND t.value < ?5"
      " AND t.field = ?1 AND t.ord BETWEEN ?6 AND ?7"
      " ORDER BY t.value, t.field, t.ord, t.target LIMIT ?8";

  // One way of asking for what a record leads to, for what a text leads to, and for what all texts
  // of one beginning lead to.
  struct Ways {
    Ways(Connection& connection, const std::string& select, const std::string& join)
        : by_origin(connection, select + kFromLinks + join + kOfOrigin + kPage),
          by_value(connection, select + kFromTerms + join + kOfValue + kPage),
          by_prefix(connection, select + ", t.value" + kFromTerms + join + kByPrefix) {}
    Statement by_origin;
    Statement by_value;
    Statement by_prefix;
  };
  // Takes a row, and the value it was found by.
  using TakeFound = std::function<void(const Rows&, std::string_view value)>;

  // Whether the journal's row was recorded at or before the instant.
  Result<bool> RecordedBy(std::uint64_t sequence, Instant instant);
  // `value_column` is where a row found by a beginning says its value.
  Outcome Find(const FindQuery& query, Ways& ways, int value_column, const TakeFound& take);
  Outcome FindByPrefix(const FindQuery& query, Ways& ways, int value_column, const TakeFound& take);
  Result<std::optional<Record>> FormerAt(const Record& current, std::uint64_t sequence);

  // What an origin leads to by a field that waits for the table: the places after the first, up to
  // the last, at most so many, and `read` is run in the state in which that is so.
  using Places = std::vector<Link>;
  Outcome InPlaces(const Link& after, const Link& last, std::size_t most,
                   const std::function<Outcome(const Places&)>& read);
  Result<Places> Merged(const Link& after, const Link& last, std::size_t most,
                        std::span<const LinkChange> changes);
  // Where a page begins and ends; nothing when it lies beyond the value.
  struct Span {
    std::int64_t order;  // after this order and target
    std::int64_t target;
    std::int64_t most;  // up to this order
  };
  static std::optional<Span> SpanOf(const FindQuery& query);
  Outcome FindWaiting(const FindQuery& query, const std::function<Outcome(const Places&)>& read);
  Result<std::optional<FirstAnswer>> AnswerTo(std::string_view request_id);

  // What an origin leads to by a field that does not wait, with its records.
  Outcome FindOfOrigin(const FindQuery& query, const std::function<void(const FoundView&)>& take);
  // SQLite's function to_look_up(target): nothing when the record is in memory.
  static void ToLookUp(sqlite3_context* context, int count, sqlite3_value** values);
  // Where the walk over an origin's records is.
  struct Look {
    std::uint64_t end = 0;  // of the journal
    std::int64_t id = 0;
    CurrentRecords::Looked looked;
  };
  Look look_;

  Connection& connection_;
  const RecentLinks& recent_;
  CurrentRecords& current_;
  Statement begin_{connection_, "BEGIN"};
  Statement commit_{connection_, "COMMIT"};
  Statement get_{connection_,
                 "SELECT id, kind, number, version, sequence, body, protected_body FROM records"
                 " WHERE id = ?1"};
  Statement former_{connection_,
                    "SELECT version, sequence, body, protected_body FROM former"
                    " WHERE superseded_by = ?1"};
  Statement scan_{connection_,
                  "SELECT id, kind, number, version, sequence, body, protected_body"
                  " FROM records INDEXED BY records_by_number"
                  " WHERE kind = ?1 AND number > ?2 AND number > 0 ORDER BY number"};
  Statement of_origin_{
      connection_,
      "SELECT t.ord, r.id, r.kind, r.number, r.version, r.sequence, r.body, r.protected_body,"
      " t.target FROM links t LEFT JOIN records r ON r.id = to_look_up(t.target)"
      " WHERE t.origin = ?2 AND t.field = ?1 AND (t.ord, t.target) > (?3, ?4) AND t.ord <= ?5"
      " ORDER BY t.ord, t.target LIMIT ?6"};
  Statement first_{connection_,
                   "SELECT ord, target FROM terms WHERE value = ?1 AND field = ?2"
                   " ORDER BY ord, target LIMIT 1"};
  Ways targets_{connection_, kTargets, ""};
  Ways records_{connection_, kRecords, kWithRecords};
  Statement journal_{
      connection_,
      "SELECT j.sequence, j.recorded_at, a.actor, a.action, a.because, j.kind, j.record_id,"
      " j.version, j.subjects FROM journal j CROSS JOIN audit a ON a.audit_id = j.audit_id"
      " WHERE j.sequence > ?1 ORDER BY j.sequence LIMIT ?2"};
  Statement change_{
      connection_,
      "SELECT j.sequence, j.recorded_at, a.actor, a.action, a.because, j.kind, j.record_id,"
      " j.version FROM journal j CROSS JOIN audit a ON a.audit_id = j.audit_id"
      " WHERE j.sequence = ?1"};
  Statement answer_{connection_,
                    "SELECT a.digest, a.before, a.after, a.answered_with, j.record_id FROM audit a"
                    " INDEXED BY audit_by_request"
                    " LEFT JOIN journal j ON j.sequence = a.answered_with"
                    " WHERE a.request_id = ?1 AND a.request_id <> ''"};
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
