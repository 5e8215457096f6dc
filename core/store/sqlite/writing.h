// SPDX-License-Identifier: Apache-2.0
// Writing: the one connection's way of keeping a batch, each statement prepared once.
#pragma once

#include <span>

#include "store/sqlite/connection.h"
#include "store/sqlite/current_records.h"
#include "store/sqlite/link_keeping.h"
#include "store/store.h"

namespace caseload::store::sqlite {

// Used by one thread at a time. The connection, the links and the records must outlive it.
class Writing {
 public:
  Writing(Connection& connection, LinkKeeping& links, CurrentRecords& current)
      : connection_(connection), links_(links), current_(current) {}
  // As Store::Commit.
  Result<std::vector<Committed>> Commit(std::span<const Write> writes, Instant recorded_at);
  Result<std::string> GetOrSetSetting(const std::string& name, const std::string& value_if_new);

 private:
  struct Moment {
    Instant recorded_at;
    std::uint64_t sequence = 0;  // the journal's end so far
    std::int64_t audit_id = 0;
  };
  struct Head {
    Kind kind = Kind::kPerson;
    std::uint32_t number = 0;
    std::uint64_t version = 0;
    std::uint64_t sequence = 0;
  };

  Result<Moment> End(Instant recorded_at);
  Result<Committed> Keep(const Write& write, Moment& moment);
  // The audit row, and in it what was answered to the request id.
  Outcome KeepAudit(const Write& write, const Moment& moment);
  // The sequence of the version it replaced; 0 when there was none.
  Result<std::uint64_t> Keep(const Put& put, const Moment& moment);
  Outcome KeepNew(const Put& put, std::int64_t id, std::uint64_t sequence);
  Result<Head> Replace(const Put& put, std::int64_t id, std::uint64_t sequence);
  // Commits what was written, and lets go of what is no longer current.
  Outcome Conclude(Transaction& transaction, std::uint64_t end_before, std::uint64_t end);
  Outcome KeepJournal(const Put& put, std::int64_t id, const Moment& moment);
  Outcome Change(std::span<const Term> terms, bool added, std::uint64_t sequence);

  Connection& connection_;
  LinkKeeping& links_;
  CurrentRecords& current_;
  std::vector<std::int64_t> replaced_;    // records, by the commit under way
  std::vector<LinkChange> link_changes_;  // of the commit under way, that wait for the table
  Statement begin_{connection_, "BEGIN IMMEDIATE"};
  Statement commit_{connection_, "COMMIT"};
  Statement end_{connection_,
                 "SELECT sequence, recorded_at FROM journal ORDER BY sequence DESC LIMIT 1"};
  Statement audit_{
      connection_,
      "INSERT INTO audit(recorded_at, actor, action, because, first_sequence, changes, request_id,"
      " digest, before, answered_with, after) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
      "?11)"};
  Statement journal_{
      connection_,
      "INSERT INTO journal(sequence, recorded_at, audit_id, kind, record_id, version,"
      " subjects, links) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
  Statement head_{connection_, "SELECT kind, number, version, sequence FROM records WHERE id = ?1"};
  Statement new_{connection_,
                 "INSERT INTO records(id, kind, number, version, sequence, body, protected_body)"
                 " VALUES(?1, ?2, ?3, 1, ?4, ?5, ?6)"};
  Statement former_{connection_,
                    "INSERT INTO former(superseded_by, record_id, version, sequence, body,"
                    " protected_body) SELECT ?2, id, version, sequence, body, protected_body"
                    " FROM records WHERE id = ?1"};
  Statement next_{connection_,
                  "UPDATE records SET version = ?2, sequence = ?3, body = ?4, protected_body = ?5"
                  " WHERE id = ?1"};
  Statement add_term_{
      connection_, "INSERT OR IGNORE INTO terms(value, field, ord, target) VALUES(?1, ?2, ?3, ?4)"};
  Statement remove_term_{
      connection_,
      "DELETE FROM terms WHERE value = ?1 AND field = ?2 AND ord = ?3 AND target = ?4"};
  Statement facts_{connection_,
                   "INSERT INTO facts(sequence, superseded_by, facts) VALUES(?1, 0, ?2)"};
  Statement supersede_{connection_, "UPDATE facts SET superseded_by = ?2 WHERE sequence = ?1"};
  Statement setting_{connection_, "SELECT value FROM settings WHERE name = ?1"};
  Statement new_setting_{connection_, "INSERT INTO settings(name, value) VALUES(?1, ?2)"};
};

}  // namespace caseload::store::sqlite
