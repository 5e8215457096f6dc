// SPDX-License-Identifier: Apache-2.0
// Store: the port behind which records are kept. It never looks inside a body; it is made of
// batches, so that every engine can group them. Every engine passes tests/store/conformance.h.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace caseload::store {

// The numbers are kept on disk: never change or reuse one.
enum class Kind : std::uint8_t {
  kPerson = 1,
  kRelationship = 2,
  kFamily = 3,
  kCase = 4,
  kEntry = 5,
  kWorker = 6,
  kTeam = 7,
  kAllocation = 8,
  kAbsence = 9,
  kImport = 10,
  kImportFault = 11,
  kRulePackage = 12,
  kRuleVersion = 13,
  kSigningKey = 14,
  kRuleDecision = 15,
  kCaseFinding = 17,
  kKeptRuleSet = 18,
  kDecisionProgress = 19,
  kCaseVignette = 16,
};

// What records can be found by. The numbers are kept on disk.
enum class Field : std::uint8_t {
  kSourceKey = 1,          // any imported record: its source key
  kName = 2,               // person: folded forename or surname
  kBornOn = 4,             // person: ISO day
  kIdentifier = 5,         // person: identifier value; order: none
  kFormerIdentifier = 45,  // person: identifier value the person had once; order: none
  kLinkOfPerson = 6,       // relationship: person id, either end
  kFamilyOfPerson = 7,     // family: person id
  kCaseOfChild = 8,        // case: person id; order: day referred
  kCaseByState = 9,        // case: "case/open" or "case/closed"; order: day referred
  kCaseOfWorker =
      10,  // case, by its current allocation: worker id; order: day and number of the allocation
  kCaseOfTeam =
      11,  // case, by its current allocation: team id; order: day and number of the allocation
  kEntryOfCase = 12,    // entry: case id; order: day
  kEntryOfPerson = 13,  // entry: person id; order: day
  kAllocationOfCase = 14,
  kAllocationOfWorker = 15,
  kWorkerOfTeam = 16,
  kAbsenceOfWorker = 17,
  kWorkerIdentifier = 18,
  kFaultOfImport = 19,  // import fault: import id; order: place in the delivery
  kImportByDigest = 20,
  kOfKind = 21,         // teams, workers, imports: "" ; order: creation
  kVersionOfRule = 22,  // rule version: the rule's name
  kSigningKeyByName = 23,
  kRuleVersionInForce = 24,  // rule version: "in force", "in shadow" or "in quarantine"
  kDecisionOfCase = 25,      // rule decision: case id; order: 0 by the rules in force, 1 in shadow
  kDecisionToLookAt = 27,  // rule decision: "in force" or "in shadow"; order: the day to look again
  kFindingOfCase = 28,     // finding, not in shadow: case id; order: the day first said
  kFindingOfWorker = 29,   // finding that stands: worker id; order: the day first said
  kFindingOfTeam = 30,     // finding that stands: team id; order: the day first said
  kFindingOfRule = 31,     // finding: rule id, in shadow "shadow/" before it; order: day first said
  kFindingPutOff = 43,     // finding put off until a day: "finding"; order: that day
  kRuleSetByDigest = 32,
  kVignetteByName = 26,       // case vignette that was not withdrawn: its name
  kSupervisionOfWorker = 40,  // entry that is a supervision: worker id; order: day
  kAllocationOfTeam = 41,     // allocation: team id; order: day
  kAllocationOfChild = 44,    // allocation that names no case: person id; order: day
  kAbsenceCoveredBy = 42,     // absence: id of the worker who covers; order: day
};

// Whether the values of the field are ids of records, and not text.
constexpr bool LeadsFromRecord(Field field) {
  switch (field) {
    case Field::kLinkOfPerson:
    case Field::kFamilyOfPerson:
    case Field::kCaseOfChild:
    case Field::kCaseOfWorker:
    case Field::kCaseOfTeam:
    case Field::kEntryOfCase:
    case Field::kEntryOfPerson:
    case Field::kAllocationOfCase:
    case Field::kAllocationOfWorker:
    case Field::kWorkerOfTeam:
    case Field::kAbsenceOfWorker:
    case Field::kFaultOfImport:
    case Field::kDecisionOfCase:
    case Field::kFindingOfCase:
    case Field::kFindingOfWorker:
    case Field::kFindingOfTeam:
    case Field::kSupervisionOfWorker:
    case Field::kAllocationOfTeam:
    case Field::kAllocationOfChild:
    case Field::kAbsenceCoveredBy:
      return true;
    case Field::kSourceKey:
    case Field::kName:
    case Field::kBornOn:
    case Field::kIdentifier:
    case Field::kFormerIdentifier:
    case Field::kCaseByState:
    case Field::kWorkerIdentifier:
    case Field::kImportByDigest:
    case Field::kOfKind:
    case Field::kVersionOfRule:
    case Field::kSigningKeyByName:
    case Field::kRuleVersionInForce:
    case Field::kDecisionToLookAt:
    case Field::kFindingOfRule:
    case Field::kFindingPutOff:
    case Field::kRuleSetByDigest:
    case Field::kVignetteByName:
      return false;
  }
  return false;
}

// One way to find one record: under (field, value), ordered by order then by target id. The target
// is the record found, which for an allocation's terms may be the case it allocates.
struct Term {
  Field field = Field::kSourceKey;
  std::string value;
  std::int64_t order = 0;
  std::string target;
  friend auto operator<=>(const Term&, const Term&) = default;
};

struct Record {
  std::string id;
  Kind kind = Kind::kPerson;
  std::uint32_t number = 0;    // small, dense, one sequence a kind: how facts name it; 0: none
  std::uint64_t version = 0;   // 1 for the first
  std::uint64_t sequence = 0;  // journal sequence of this version
  std::string body;
  // Parts that some readers must not get. Appended to body it makes the whole message (protobuf
  // merges).
  std::string protected_body;
};

// A record where the engine holds it; valid during a callback only.
struct RecordView {
  std::string_view id;
  Kind kind = Kind::kPerson;
  std::uint32_t number = 0;
  std::uint64_t version = 0;
  std::uint64_t sequence = 0;
  std::string_view body;
  std::string_view protected_body;

  Record Copy() const {
    return {std::string(id),
            kind,
            number,
            version,
            sequence,
            std::string(body),
            std::string(protected_body)};
  }
};

inline RecordView ViewOf(const Record& record) {
  return {record.id,       record.kind, record.number,        record.version,
          record.sequence, record.body, record.protected_body};
}

// A record, and the term it was found by, whose target is the record.
struct FoundView {
  std::string_view value;
  std::int64_t order = 0;
  RecordView record;
};

// A new version of one record, with everything the store keeps about it.
struct Put {
  std::string id;  // as every id that a put names: one of base/ids.h
  Kind kind = Kind::kPerson;
  std::uint32_t number = 0;
  std::uint64_t expected_version = 0;  // the version it replaces; 0: there is none
  std::string body;
  std::string protected_body;
  std::vector<Term> terms_removed;  // terms of the replaced version that no longer hold
  std::vector<Term> terms_added;
  std::string facts;  // facts::Pack of the new version; empty: none. They replace the former ones.
  std::vector<std::string>
      subjects;  // the cases and people whose history this is part of; may hold id itself
};

// Who did what and why. There is no write without one.
struct Intent {
  std::string actor;
  std::string action;          // e.g. "cases.close"
  std::string because;         // the reason given; empty where none is asked for
  std::string request_id;      // empty: the caller sent none
  std::string request_digest;  // SHA-256 of the request, 32 bytes; set when request_id is
};

// All effects of one command: kept together or not at all.
struct Write {
  Intent intent;
  std::vector<Put>
      puts;  // may be empty: the command changed nothing, but its request id and audit row are kept
  std::string answer;  // the serialised response, given again to the same request id. See
                       // Committed::first_sequence.
};

// What became of one Write. Its puts got sequences first_sequence, first_sequence + 1, … in their
// order.
struct Committed {
  std::uint64_t first_sequence = 0;
  std::uint64_t last_sequence =
      0;  // the journal's end after this write; equals the end before it when puts is empty
  std::vector<std::uint64_t>
      replaced_sequences;  // for each put, the sequence of the version it replaced; 0: none
};

struct JournalRow {
  std::uint64_t sequence = 0;
  Instant recorded_at;
  std::string actor;
  std::string action;
  std::string because;
  Kind kind = Kind::kPerson;
  std::string record_id;
  std::uint64_t version = 0;
  std::vector<std::string> subjects;  // filled by ReadJournal only
};

struct FirstAnswer {
  std::string request_digest;
  std::string answer;
};

struct FindQuery {
  Field field = Field::kSourceKey;
  std::string value;
  // Value is the beginning of a text; rows then come in the order of value, order, target. The
  // engine walks over all values of all fields that begin so: never ask for a beginning that many
  // share. No field that leads from a record has beginnings.
  bool prefix = false;
  std::optional<std::pair<std::int64_t, std::int64_t>> order_between;  // inclusive
  // The last row of the page before; absent on the first page.
  std::optional<Term> after;
  std::size_t limit = 50;
};

// A row of the facts table: facts of one version of one record, and until when they were believed.
struct FactsRow {
  std::uint64_t sequence = 0;
  std::uint64_t superseded_by = 0;  // the sequence of the version that replaced it; 0: current
  std::string_view facts;           // valid during the callback only
};

// Reads see one committed state each; none blocks a commit. Thread-safe. What takes rows one by one
// must neither wait nor read from the same store: it holds the state it reads.
class Reader {
 public:
  virtual ~Reader() = default;
  // In the order of ids; nothing where there is no such record.
  virtual Result<std::vector<std::optional<Record>>> Get(std::span<const std::string> ids) = 0;
  // The version of the record that was current at the sequence; nothing when there was none yet.
  virtual Result<std::optional<Record>> GetAt(const std::string& id, std::uint64_t sequence) = 0;
  // Rows of the term index, ordered by (value, order, target).
  virtual Result<std::vector<Term>> Find(const FindQuery& query) = 0;
  // The same rows, each with the record it leads to.
  virtual Outcome FindRecords(const FindQuery& query,
                              const std::function<void(const FoundView&)>& take) = 0;
  // The first row under each of the values, in the order of values; nothing where there is none.
  // For fields that lead from texts only.
  virtual Result<std::vector<std::optional<Term>>> FindFirsts(
      Field field, std::span<const std::string_view> values) = 0;
  // Records of one kind in the order of their numbers, after `after_number`, for as long as `take`
  // says true; for export. Not those without a number.
  virtual Outcome Scan(Kind kind, std::uint32_t after_number,
                       const std::function<bool(const RecordView&)>& take) = 0;
  // Journal rows after the sequence, in order.
  virtual Result<std::vector<JournalRow>> ReadJournal(std::uint64_t after_sequence,
                                                      std::size_t limit) = 0;
  // Journal rows whose subjects hold the id, after the sequence, in order.
  virtual Result<std::vector<JournalRow>> History(const std::string& subject,
                                                  std::uint64_t after_sequence,
                                                  std::size_t limit) = 0;
  // In the order of request ids; nothing where the request id was not used.
  virtual Result<std::vector<std::optional<FirstAnswer>>> FindAnswers(
      std::span<const std::string_view> request_ids) = 0;
  // The last sequence recorded at or before the instant; 0 when there is none.
  virtual Result<std::uint64_t> SequenceAt(Instant instant) = 0;
  // The last sequence.
  virtual Result<std::uint64_t> Sequence() = 0;
  // When the last change was recorded; nothing in an empty store.
  virtual Result<std::optional<Instant>> LastRecordedAt() = 0;
  // The highest number in use of a kind; 0 when none.
  virtual Result<std::uint32_t> HighestNumber(Kind kind) = 0;
  // Every row of the facts table in the order of sequences.
  virtual Outcome EachFactsRow(const std::function<void(const FactsRow&)>& take) = 0;
  // Id of the record with this number; nothing when there is none.
  virtual Result<std::optional<std::string>> IdOfNumber(Kind kind, std::uint32_t number) = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  // Thread-safe. Each thread gets what it needs inside; the reference lives as long as the store.
  virtual Reader& reader() = 0;
  // Writes all in ONE transaction, durably, or none and an Error. Each Write's puts must expect the
  // current versions: a batch with one that does not fails as a whole with ERROR_REASON_ETAG_STALE,
  // and the caller falls back to single writes. recorded_at must not lie before the journal's last.
  // One caller at a time: the committer. A read that begins after it has returned sees it.
  virtual Result<std::vector<Committed>> Commit(std::span<const Write> writes,
                                                Instant recorded_at) = 0;
  // A small value that belongs to the data, e.g. the key that seals page tokens.
  virtual Result<std::string> GetOrSetSetting(const std::string& name,
                                              const std::string& value_if_new) = 0;
};

}  // namespace caseload::store
