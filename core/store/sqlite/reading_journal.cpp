// SPDX-License-Identifier: Apache-2.0
// Reads of the journal, of a subject's history, and of the answers given to request ids.
#include <limits>

#include "base/ids.h"
#include "store/sqlite/link_column.h"
#include "store/sqlite/reading.h"
#include "store/sqlite/subjects.h"

namespace caseload::store::sqlite {
namespace {

// Sequences are kept as signed numbers: one above all of them stays above all of them.
std::int64_t Bounded(std::uint64_t sequence) {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  return sequence > static_cast<std::uint64_t>(kMost) ? kMost : static_cast<std::int64_t>(sequence);
}

JournalRow RowIn(const Rows& rows) {
  JournalRow row;
  row.sequence = rows.Count(0);
  row.recorded_at = Instant{rows.Int(1)};
  row.actor = rows.String(2);
  row.action = rows.String(3);
  row.because = rows.String(4);
  row.kind = static_cast<Kind>(rows.Int(5));
  row.record_id = IdText(rows.Int(6)).string();
  row.version = rows.Count(7);
  return row;
}

}  // namespace

Result<std::vector<JournalRow>> Reading::ReadJournal(std::uint64_t after_sequence,
                                                     std::size_t limit) {
  std::vector<JournalRow> found;
  auto rows = journal_.Run(Bounded(after_sequence), limit);
  while (rows.Next()) {
    found.push_back(RowIn(rows));
    auto subjects = UnpackSubjects(rows.Bytes(8));
    if (!subjects) return Error{v1::ERROR_REASON_INTERNAL, "a journal row is damaged"};
    found.back().subjects = std::move(*subjects);
  }
  if (rows.failed()) return rows.error();
  return found;
}

Result<std::vector<JournalRow>> Reading::History(const std::string& subject,
                                                 std::uint64_t after_sequence, std::size_t limit) {
  std::vector<JournalRow> found;
  const auto origin = IdValue(subject);
  if (!origin) return found;
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  const auto read = InPlaces({*origin, kHistory, Bounded(after_sequence), kMost},
                             {*origin, kHistory, kMost, kMost}, limit, [&](const Places& places) {
                               for (const Link& place : places) {
                                 auto rows = change_.Run(place.order);
                                 if (rows.Next()) found.push_back(RowIn(rows));
                                 if (rows.failed()) return Outcome(rows.error());
                               }
                               return Outcome(Nothing{});
                             });
  if (!read) return read.error();
  return found;
}

Result<std::vector<std::optional<FirstAnswer>>> Reading::FindAnswers(
    std::span<const std::string_view> request_ids) {
  std::vector<std::optional<FirstAnswer>> answers;
  answers.reserve(request_ids.size());
  Transaction one_state(connection_, begin_, commit_);
  if (one_state.begun() != SQLITE_OK) return StoreError(one_state.begun());
  for (const std::string_view request_id : request_ids) {
    auto answer = AnswerTo(request_id);
    if (!answer) return answer.error();
    answers.push_back(*std::move(answer));
  }
  if (const int kept = one_state.Keep(); kept != SQLITE_OK) return StoreError(kept);
  return answers;
}

Result<std::optional<FirstAnswer>> Reading::AnswerTo(std::string_view request_id) {
  FirstAnswer first;
  std::string after;
  std::string record_id;
  std::uint64_t sequence = 0;
  {
    auto rows = answer_.Run(request_id);
    if (!rows.Next()) {
      if (rows.failed()) return rows.error();
      return std::optional<FirstAnswer>();
    }
    first = {rows.String(0), rows.String(1)};
    after = rows.String(2);
    sequence = rows.Count(3);
    if (sequence > 0) record_id = IdText(rows.Int(4)).string();
  }
  if (sequence > 0) {
    const auto record = GetAt(record_id, sequence);
    if (!record) return record.error();
    if (!*record) return Error{v1::ERROR_REASON_INTERNAL, "an answer has lost its record"};
    first.answer += (*record)->body;
  }
  first.answer += after;
  return std::optional(std::move(first));
}

Result<std::uint64_t> Reading::Sequence() {
  auto rows = end_.Run();
  const std::uint64_t sequence = rows.Next() ? rows.Count(0) : 0;
  if (rows.failed()) return rows.error();
  return sequence;
}

Result<std::optional<Instant>> Reading::LastRecordedAt() {
  auto rows = end_.Run();
  std::optional<Instant> instant;
  if (rows.Next()) instant = Instant{rows.Int(1)};
  if (rows.failed()) return rows.error();
  return instant;
}

Result<bool> Reading::RecordedBy(std::uint64_t sequence, Instant instant) {
  auto rows = recorded_at_.Run(sequence);
  if (rows.Next()) return rows.Int(0) <= instant.micros;
  if (rows.failed()) return rows.error();
  return Error{v1::ERROR_REASON_INTERNAL, "the journal has a gap"};
}

// The journal has no gaps and its instants never fall, so halving finds the place without an index:
// some twenty look-ups in a million rows. Rows are only added, so a commit meanwhile does no harm.
Result<std::uint64_t> Reading::SequenceAt(Instant instant) {
  const auto end = Sequence();
  if (!end) return end.error();
  std::uint64_t recorded_by = 0;   // 0, or known to be recorded by the instant
  std::uint64_t later = *end + 1;  // known to be recorded after it, or beyond the end
  while (later - recorded_by > 1) {
    // Most questions are about now: look at the end first.
    const std::uint64_t middle =
        later == *end + 1 && recorded_by == 0 ? *end : recorded_by + (later - recorded_by) / 2;
    const auto by = RecordedBy(middle, instant);
    if (!by) return by.error();
    (*by ? recorded_by : later) = middle;
  }
  return recorded_by;
}

}  // namespace caseload::store::sqlite
