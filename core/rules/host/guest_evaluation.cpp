// SPDX-License-Identifier: Apache-2.0
// How many subjects are asked about at a time, and what becomes of the others when one is poison.
#include <algorithm>
#include <functional>

#include "rules/host/findings.h"
#include "rules/host/guest.h"

namespace caseload::rules {

// One call: what is asked, and what has come of it.
class Guest::Round {
 public:
  Round(std::span<const SubjectFacts> asked_about, Why near_misses, Told as)
      : subjects(asked_about), why(near_misses), told(as), results(asked_about.size(), Error{}) {}

  std::span<const SubjectFacts> subjects;
  Why why;
  Told told;
  std::vector<Result<Answer>> results;

  void SetAside(const Part& part, const Error& error) {
    for (const std::size_t place : part) results[place] = error;
  }
};

Error Guest::Failure(const std::string& why) const {
  return {v1::ERROR_REASON_RULE_FAILED, "the rule " + rule_id_ + " failed: " + why};
}

// The day it was asked about does not make it another subject.
std::size_t Guest::KeyOf(const SubjectFacts& subject) const {
  FactsRows rows = subject.rows;
  rows.as_of = 0;
  return std::hash<std::string>()(PackFacts(rows, card_.facts_needed));
}

// A failure costs the worker: whatever state the rule got itself into is gone with it.
void Guest::Count(const Error& failure, const SubjectFacts* subject) {
  worker_.reset();
  if (failure.reason == v1::ERROR_REASON_RULE_UNAVAILABLE) {
    ComeOutOfForce(failure.message);
    return;
  }
  budget_.Failed(std::chrono::steady_clock::now(),
                 subject == nullptr ? std::nullopt : std::optional(KeyOf(*subject)),
                 failure.message);
  if (!budget_.Spent() || !active()) return;
  const std::string times = budget_.SpentInARow()
                                ? std::to_string(budget_.row()) + " times in a row"
                                : std::to_string(budget_.in_the_hour()) + " times within an hour";
  ComeOutOfForce("it failed " + times + ", each time on something else, the last time because " +
                 failure.message);
}

std::optional<Error> Guest::Rests(const SubjectFacts& subject) const {
  if (!budget_.MayRest()) return std::nullopt;
  const auto* why = budget_.RestsBecause(std::chrono::steady_clock::now(), KeyOf(subject));
  return why == nullptr ? std::nullopt : std::optional(Failure(*why));
}

void Guest::ComeOutOfForce(const std::string& why) {
  Refuse(why);
  if (house_.on_refusal) house_.on_refusal(member_.name, why);
}

Outcome Guest::Ready() {
  if (worker_) return Nothing{};
  // One that stood by may have died meanwhile; then a new one says why.
  if (spare_ && TakeUp(std::move(spare_))) return Nothing{};
  spare_.reset();
  auto worker = NewWorker();
  if (!worker) return worker.error();
  if (auto sent = (*worker)->Make(WhatItIsMadeWith(), house_.limits.load); !sent) return sent;
  return TakeUp(*std::move(worker));
}

std::uint32_t Guest::MadeFor(const SubjectFacts& subject) const {
  return static_cast<std::uint32_t>(PlaceOn(values_, {subject.rows.as_of}));
}

// As many together as an ask may hold, all of them with the same values.
std::deque<Guest::Part> Guest::PartsOf(Round& round) {
  std::deque<Part> parts;
  const std::size_t room = worker_->Room();
  std::size_t taken = room;
  std::uint32_t made = 0;  // of the part that is being filled
  for (std::size_t place = 0; place < round.subjects.size(); ++place) {
    const std::size_t bytes = ImageBytes(round.subjects[place].rows, card_.facts_needed);
    if (bytes > room) {
      round.SetAside({place}, {v1::ERROR_REASON_TOO_LARGE, "the case is too large for a rule"});
      continue;
    }
    if (const auto failed = Rests(round.subjects[place])) {
      round.SetAside({place}, *failed);
      continue;
    }
    const std::uint32_t wanted = MadeFor(round.subjects[place]);
    if (taken + bytes > room || parts.back().size() == kSubjectsPerAsk || made != wanted) {
      parts.emplace_back().reserve(std::min(kSubjectsPerAsk, round.subjects.size() - place));
      taken = 0;
      made = wanted;
    }
    taken += bytes;
    parts.back().push_back(place);
  }
  return parts;
}

Result<Answer> Guest::Read(const RuleAnswer& answer, const SubjectFacts& subject, Told told) const {
  if (answer.said.size() > most_findings_) {
    return Error{v1::ERROR_REASON_RULE_FAILED,
                 "it said more of one case than it asked to be allowed"};
  }
  auto read = ReadAnswer(answer, card_, subject, house_.words.numbers, told);
  if (!read) return read;
  // With other values it may say something else, and it knows nothing of them.
  if (const std::size_t next = MadeFor(subject) + std::size_t{1}; next < values_.size()) {
    const Date from = values_[next].from;
    read->look_again_on = std::min(read->look_again_on.value_or(from), from);
  }
  return read;
}

void Guest::Take(Round& round, const Part& part, const std::vector<RuleAnswer>& answers) {
  for (std::size_t i = 0; i < part.size(); ++i) {
    auto answer = Read(answers[i], round.subjects[part[i]], round.told);
    if (answer) {
      budget_.Passed();
      round.results[part[i]] = std::move(answer);
    } else {
      round.results[part[i]] = Failure(answer.error().message);
      Count(answer.error(), &round.subjects[part[i]]);
    }
  }
}

// When nobody can be blamed, each is asked about alone. A rule that bears each of them and not all
// together has failed too: on nobody, and at the price of a worker each time.
void Guest::AskEachAlone(const Part& part, const Error& failed, Round& round) {
  std::deque<Part> alone;
  for (const std::size_t place : part) alone.push_back({place});
  AskAll(round, std::move(alone));
  // Who failed alone is what it failed on together, and is counted already; of one that could not
  // be asked nobody knows.
  if (!std::ranges::all_of(part, [&](std::size_t place) { return round.results[place].ok(); }))
    return;
  lost_in_a_batch_ = failed.message;
  Count(failed, nullptr);
}

// The culprit is set aside, the others go back to the queue: what a worker wrote before it failed
// is not believed.
void Guest::Divide(Part part, const Worker::Fault& fault, Round& round, std::deque<Part>& parts) {
  const Error failed{v1::ERROR_REASON_RULE_FAILED, fault.why};
  if (fault.in_time > 0) {
    worker_.reset();
    const auto rest = part.begin() + static_cast<std::ptrdiff_t>(fault.in_time);
    parts.push_front({rest, part.end()});
    part.erase(rest, part.end());
    parts.push_front(std::move(part));
    return;
  }
  if (!fault.culprit) {
    worker_.reset();
    AskEachAlone(part, failed, round);
    return;
  }
  const auto culprit = part.begin() + static_cast<std::ptrdiff_t>(*fault.culprit);
  // Those before it were looked at without harm.
  if (culprit != part.begin()) budget_.Passed();
  const std::size_t place = *culprit;
  round.results[place] = Failure(fault.why);
  part.erase(culprit);
  if (!part.empty()) parts.push_front(std::move(part));
  Count(failed, &round.subjects[place]);
}

// False when the part was set aside, because nobody is there to be asked.
bool Guest::Attended(Round& round, const Part& part) {
  if (house_.given_up && house_.given_up()) {
    round.SetAside(part, {v1::ERROR_REASON_BUSY, "the trial was given up"});
    return false;
  }
  if (!active()) {
    round.SetAside(
        part, {v1::ERROR_REASON_RULE_UNAVAILABLE, "the rule " + rule_id_ + " is not in force"});
    return false;
  }
  const auto ready = Ready();
  if (ready) return true;
  // What this machine cannot give, or has lost, is not the rule's fault: it is asked again another
  // time. BUSY is for what no other rule would be given either.
  if (ready.error().reason == v1::ERROR_REASON_BUSY || !house_.store.Holds(digest_)) {
    round.SetAside(part, ready.error());
  } else {
    Count(ready.error(), nullptr);
    round.SetAside(part, Failure(ready.error().message));
  }
  return false;
}

void Guest::Put(const Round& round, const Part& part) {
  std::vector<const SubjectFacts*> subjects;
  subjects.reserve(part.size());
  for (const std::size_t place : part) subjects.push_back(&round.subjects[place]);
  worker_->Ask(subjects,
               {card_.facts_needed, MadeFor(*subjects.front()), round.why == Why::kAsked});
}

void Guest::Hear(Round& round, Part part, std::deque<Part>& parts) {
  auto answers = worker_->Hear({evaluation_, house_.limits.batch, &house_.given_up});
  if (const auto* fault = std::get_if<Worker::Fault>(&answers)) {
    Divide(std::move(part), *fault, round, parts);
  } else {
    Take(round, part, std::get<std::vector<RuleAnswer>>(answers));
  }
}

void Guest::AskAll(Round& round, std::deque<Part> parts) {
  while (!parts.empty()) {
    Part part = std::move(parts.front());
    parts.pop_front();
    if (!Attended(round, part)) continue;
    Put(round, part);
    Hear(round, std::move(part), parts);
  }
}

void Guest::EndTurn() {
  if (active()) {
    StandBy();
  } else {
    worker_.reset();
    spare_.reset();
  }
}

std::vector<Result<Answer>> Guest::Evaluate(std::span<const SubjectFacts> subjects, Why why,
                                            Told told) {
  const std::lock_guard lock(asking_);
  Round round(subjects, why, told);
  Part all(subjects.size());
  for (std::size_t place = 0; place < all.size(); ++place) all[place] = place;
  if (Attended(round, all)) AskAll(round, PartsOf(round));
  EndTurn();
  return std::move(round.results);
}

std::unique_ptr<Guest::Question> Guest::TryAsk(const SubjectFacts& subject) {
  std::unique_lock turn(asking_, std::try_to_lock);
  const bool ready = turn && worker_ && active() && !(house_.given_up && house_.given_up());
  if (!ready || ImageBytes(subject.rows, card_.facts_needed) > worker_->Room()) return nullptr;
  if (Rests(subject)) return nullptr;
  return std::make_unique<Question>(*this, std::move(turn), subject);
}

Guest::Question::Question(Guest& guest, std::unique_lock<std::mutex> turn,
                          const SubjectFacts& subject)
    : guest_(guest), turn_(std::move(turn)), subject_(subject) {
  guest_.Put(Round({&subject_, 1}, Why::kNotAsked, Told::kFindings), {0});
}

// A worker whose answer nobody heard would give it to the next question.
Guest::Question::~Question() {
  if (turn_) guest_.worker_.reset();
}

bool Guest::Question::IsAnswered(Milliseconds most) const {
  return guest_.worker_->HasAnswered(most);
}

Result<Answer> Guest::Question::Hear() {
  Round round({&subject_, 1}, Why::kNotAsked, Told::kFindings);
  std::deque<Part> again;
  guest_.Hear(round, {0}, again);
  guest_.AskAll(round, std::move(again));
  guest_.EndTurn();
  turn_.unlock();
  return std::move(round.results.front());
}

}  // namespace caseload::rules
