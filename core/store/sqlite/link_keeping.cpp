// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/link_keeping.h"

#include <algorithm>

#include "store/sqlite/link_column.h"
#include "store/sqlite/subjects.h"

namespace caseload::store::sqlite {
namespace {

// A commit of one visit would tell the table of four, and the next one of their neighbours on the
// same page.
constexpr std::size_t kTogether = 128;

}  // namespace

Result<std::uint64_t> LinkKeeping::Number(Statement& statement) {
  auto rows = statement.Run();
  const std::uint64_t number = rows.Next() ? rows.Count(0) : 0;
  if (rows.failed()) return rows.error();
  return number;
}

// Some of them the table has been told of already: telling it again does no harm.
Outcome LinkKeeping::Recall() {
  const auto through = Number(through_);
  if (!through) return through.error();
  const auto end = Number(end_);
  if (!end) return end.error();
  walk_.lap_began = *end;
  auto rows = later_.Run(*through);
  while (rows.Next()) {
    const std::uint64_t sequence = rows.Count(0);
    const auto subjects = SubjectValues(rows.Bytes(1));
    const auto changes = UnpackLinks(rows.Bytes(2), sequence);
    if (!subjects || !changes) return Error{v1::ERROR_REASON_INTERNAL, "a journal row is damaged"};
    for (const std::int64_t subject : *subjects) {
      const LinkChange history = HistoryOf(subject, sequence);
      recent_.Note({&history, 1});
    }
    recent_.Note(*changes);
  }
  if (rows.failed()) return rows.error();
  return Nothing{};
}

int LinkKeeping::Tell(const LinkChange& change) {
  Statement& statement = change.added ? add_ : remove_;
  const Link& link = change.link;
  return statement.Do(link.origin, link.field, link.order, link.target);
}

Outcome LinkKeeping::Keep(std::span<const LinkChange> changes, std::uint64_t end) {
  noted_.assign(changes.begin(), changes.end());
  std::ranges::stable_sort(noted_, {}, &LinkChange::link);
  recent_.Note(noted_);
  const std::size_t waiting = recent_.size();
  next_walk_ = walk_;
  told_.clear();
  if (waiting <= most_ + std::min(kTogether, most_)) return Nothing{};
  return TellMore(waiting - most_, end);
}

Outcome LinkKeeping::TellMore(std::size_t most, std::uint64_t end) {
  told_ = recent_.After(walk_.at, most);
  for (const LinkChange& change : told_) {
    if (const int told = Tell(change); told != SQLITE_OK) return StoreError(told);
  }
  if (told_.size() == most) {
    next_walk_.at = told_.back().link;
    return Nothing{};
  }
  next_walk_ = {kBeforeAll, end};
  const int kept = told_through_.Do(walk_.lap_began);
  if (kept != SQLITE_OK) return StoreError(kept);
  return Nothing{};
}

void LinkKeeping::Settle(bool committed) {
  if (committed) {
    walk_ = next_walk_;
    recent_.Drop(told_);
  } else {
    recent_.Forget(noted_);
  }
  noted_.clear();
  told_.clear();
}

Outcome LinkKeeping::TellAll() {
  const std::size_t waiting = recent_.size();
  if (waiting == 0) return Nothing{};
  Transaction transaction(connection_, begin_, commit_);
  if (transaction.begun() != SQLITE_OK) return StoreError(transaction.begun());
  const auto end = Number(end_);
  if (!end) return end.error();
  // As a lap of its own that nothing came before.
  walk_ = {kBeforeAll, *end};
  const auto told = TellMore(waiting + 1, *end);
  const int kept = told ? transaction.Keep() : SQLITE_ERROR;
  Settle(told && kept == SQLITE_OK);
  if (!told) return told;
  if (kept != SQLITE_OK) return StoreError(kept);
  return Nothing{};
}

}  // namespace caseload::store::sqlite
