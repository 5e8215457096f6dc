// SPDX-License-Identifier: Apache-2.0
// What becomes of one flight: decided, written, told; and when it cannot be written, decided again.
#include "app/ledger.h"

namespace caseload::app {
namespace {

Error Reused() {
  return {v1::ERROR_REASON_REQUEST_ID_REUSED,
          "the request id was used before with another request",
          {{"request_id", "names another request"}}};
}

}  // namespace

// Strictly later than every instant recorded before, whatever the machine's clock does: "known at"
// depends on it.
Instant Ledger::NextInstant() {
  last_instant_ = std::max(clock_.Now(), Instant{last_instant_.micros + 1});
  return last_instant_;
}

std::unique_ptr<Ledger::Flight> Ledger::NewFlight(const Flight* ahead) {
  auto flight = std::make_unique<Flight>(store_.reader(), NextInstant(),
                                         ahead == nullptr ? nullptr : &ahead->open);
  flight->end = ahead == nullptr ? end_ : ahead->end;
  return flight;
}

Outcome Ledger::ReadAhead(Flight& flight, std::size_t first) {
  std::vector<std::string> reads;
  std::vector<std::string_view> request_ids;
  for (std::size_t i = first; i < flight.batch.size(); ++i) {
    const Command& command = flight.batch[i].command;
    reads.insert(reads.end(), command.reads.begin(), command.reads.end());
    if (!command.intent.request_id.empty()) request_ids.push_back(command.intent.request_id);
  }
  if (flight.end == 0) {
    const auto last = store_.reader().Sequence();
    if (!last) return last.error();
    flight.end = *last;
  }
  if (!request_ids.empty()) {
    auto answers = store_.reader().FindAnswers(request_ids);
    if (!answers) return answers.error();
    for (std::size_t i = 0; i < request_ids.size(); ++i) {
      auto& answer = (*answers)[i];
      if (answer) flight.first_answers.emplace(request_ids[i], *std::move(answer));
    }
  }
  // What cannot be read now is read, and refused, by the command that needs it.
  if (auto read = store_.reader().Get(reads)) {
    for (std::size_t i = 0; i < reads.size(); ++i)
      flight.open.cache.emplace(std::move(reads[i]), std::move((*read)[i]));
  }
  return Nothing{};
}

void Ledger::DecideAll(Flight& flight, std::vector<Waiting> batch, const Flight* ahead) {
  const std::size_t first = flight.batch.size();
  for (auto& waiting : batch) {
    flight.weight += waiting.command.weight;
    flight.batch.push_back(std::move(waiting));
  }
  const auto read = ReadAhead(flight, first);
  for (std::size_t i = first; i < flight.batch.size(); ++i) {
    if (read) {
      Decide(flight, i, ahead);
    } else {
      flight.settled.emplace_back(i, read.error());
    }
  }
}

Result<std::optional<store::FirstAnswer>> Ledger::FirstAnswerTo(Flight& flight,
                                                                std::string_view request_id,
                                                                const Flight* ahead) {
  if (ahead != nullptr && ahead->by_request_id.contains(request_id)) {
    // It was not there when the store was asked, or was only just.
    WaitUntilLanded();
    auto answers = store_.reader().FindAnswers({&request_id, 1});
    if (!answers) return answers.error();
    return std::move(answers->front());
  }
  const auto found = flight.first_answers.find(request_id);
  if (found == flight.first_answers.end()) return std::optional<store::FirstAnswer>();
  return std::optional(found->second);
}

bool Ledger::AnswerAgain(Flight& flight, std::size_t index, const Flight* ahead) {
  const store::Intent& intent = flight.batch[index].command.intent;
  if (intent.request_id.empty()) return false;
  const auto before = flight.by_request_id.find(intent.request_id);
  if (before != flight.by_request_id.end()) {
    if (flight.writes[before->second].intent.request_digest == intent.request_digest) {
      // Not before it is on disk.
      flight.again.emplace_back(index, before->second);
    } else {
      flight.settled.emplace_back(index, Reused());
    }
    return true;
  }
  auto first = FirstAnswerTo(flight, intent.request_id, ahead);
  if (!first) {
    flight.settled.emplace_back(index, first.error());
    return true;
  }
  if (!*first) return false;
  if ((*first)->request_digest == intent.request_digest) {
    flight.settled.emplace_back(index, std::move((*first)->answer));
  } else {
    flight.settled.emplace_back(index, Reused());
  }
  return true;
}

void Ledger::Decide(Flight& flight, std::size_t index, const Flight* ahead) {
  if (AnswerAgain(flight, index, ahead)) return;
  const Command& command = flight.batch[index].command;
  const store::Intent& intent = command.intent;
  Draft draft(flight.open, makers_, codes_, intent);
  auto answer = command.decide(draft);
  if (draft.failure()) answer = *draft.failure();
  if (!answer) {
    flight.settled.emplace_back(index, answer.error());
    return;
  }
  store::Write& write = flight.writes.emplace_back(store::Write{intent, draft.TakePuts(), {}});
  for (const auto& put : write.puts) flight.open.changes.Note(put);
  flight.end += write.puts.size();
  write.answer = (*answer)(flight.end);
  flight.indices.push_back(index);
  if (!intent.request_id.empty())
    flight.by_request_id.emplace(intent.request_id, flight.writes.size() - 1);
}

void Ledger::TellSettled(Flight& flight) {
  for (auto& [index, answer] : flight.settled) flight.batch[index].done(std::move(answer));
}

void Ledger::Commit(Flight& flight) {
  flight.committed = flight.writes.empty() ? std::vector<store::Committed>()
                                           : store_.Commit(flight.writes, flight.open.now);
  end_ = *flight.committed ? flight.end : 0;
  if (*flight.committed) Publish(flight, **flight.committed);
}

void Ledger::TellKept(Flight& flight) {
  TellSettled(flight);
  for (const auto& [index, write] : flight.again)
    flight.batch[index].done(flight.writes[write].answer);
  for (std::size_t i = 0; i < flight.indices.size(); ++i)
    flight.batch[flight.indices[i]].done(std::move(flight.writes[i].answer));
}

void Ledger::CommitHere(Flight& flight) {
  Commit(flight);
  if (*flight.committed) {
    TellKept(flight);
  } else {
    Recover(flight);
  }
}

void Ledger::Recover(Flight& flight) {
  const Error error = flight.committed->error();
  // Answers that stood on what was not kept: nobody has heard them yet.
  for (const auto& [index, answer] : flight.settled) Retry(flight.batch[index]);
  const bool alone = flight.batch.size() == 1 && error.reason != v1::ERROR_REASON_ETAG_STALE;
  if (alone || error.reason == v1::ERROR_REASON_STORE_UNAVAILABLE) {
    TellFailure(flight, error);
    return;
  }
  for (const std::size_t index : flight.indices) Retry(flight.batch[index]);
  for (const auto& [index, write] : flight.again) Retry(flight.batch[index]);
}

void Ledger::Retry(Waiting& waiting) {
  constexpr int kAttempts = 3;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto flight = NewFlight(nullptr);
    DecideAll(*flight, {{waiting.command, waiting.done}}, nullptr);
    Commit(*flight);
    if (*flight->committed) return TellKept(*flight);
    const Error& error = flight->committed->error();
    if (error.reason != v1::ERROR_REASON_ETAG_STALE) return waiting.done(error);
  }
  waiting.done(Error{v1::ERROR_REASON_ETAG_STALE, "the record keeps changing: try again"});
}

std::unique_ptr<Ledger::Flight> Ledger::DecideAgain(Flight& flight) {
  auto again = NewFlight(nullptr);
  DecideAll(
      *again,
      {std::make_move_iterator(flight.batch.begin()), std::make_move_iterator(flight.batch.end())},
      nullptr);
  return again;
}

void Ledger::TellFailure(Flight& flight, const Error& error) {
  for (const std::size_t index : flight.indices) flight.batch[index].done(error);
  for (const auto& [index, write] : flight.again) flight.batch[index].done(error);
}

void Ledger::Publish(const Flight& flight, const std::vector<store::Committed>& committed) {
  std::vector<facts::Change> changes;
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < flight.writes.size(); ++i) {
    const auto& puts = flight.writes[i].puts;
    for (std::size_t k = 0; k < puts.size(); ++k) {
      const std::uint64_t replaced = committed[i].replaced_sequences[k];
      if (puts[k].facts.empty() && replaced == 0) continue;
      changes.push_back({committed[i].first_sequence + k, replaced, puts[k].facts});
    }
    if (!puts.empty()) last = committed[i].last_sequence;
  }
  if (last == 0) return;
  sink_(changes, last);
  const std::lock_guard lock(listener_mutex_);
  if (listener_) listener_(last);
}

}  // namespace caseload::app
