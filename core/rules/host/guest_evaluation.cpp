// SPDX-License-Identifier: Apache-2.0
// How many subjects are asked about at a time, and what becomes of the others when one is poison.
#include <algorithm>

#include "rules/host/findings.h"
#include "rules/host/guest.h"

namespace caseload::rules {

// One call: what is asked, and what has come of it.
class Guest::Round {
 public:
  Round(std::span<const SubjectFacts> asked_about, Why near_misses)
      : subjects(asked_about), why(near_misses), results(asked_about.size(), Error{}) {}

  std::span<const SubjectFacts> subjects;
  Why why;
  std::vector<Result<Answer>> results;

  void SetAside(const Part& part, const Error& error) {
    for (const std::size_t place : part) results[place] = error;
  }
};

Error Guest::Failure(const std::string& why) const {
  return {v1::ERROR_REASON_RULE_FAILED, "the rule " + rule_id_ + " failed: " + why};
}

// A failure costs the worker: whatever state the rule got itself into is gone with it.
void Guest::Count(const Error& failure) {
  worker_.reset();
  if (failure.reason == v1::ERROR_REASON_RULE_UNAVAILABLE) {
    ComeOutOfForce(failure.message);
    return;
  }
  budget_.Failed(std::chrono::steady_clock::now());
  if (!budget_.Spent() || !active()) return;
  const std::string times = budget_.SpentInARow()
                                ? std::to_string(budget_.row()) + " times in a row"
                                : std::to_string(budget_.in_the_hour()) + " times within an hour";
  ComeOutOfForce("it failed " + times + ", the last time because " + failure.message);
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
  if (auto sent = (*worker)->Make(values_, house_.limits.load); !sent) return sent;
  return TakeUp(*std::move(worker));
}

// As many together as an ask may hold.
std::deque<Guest::Part> Guest::PartsOf(Round& round) {
  std::deque<Part> parts;
  const std::size_t room = worker_->Room();
  std::size_t taken = room;
  for (std::size_t place = 0; place < round.subjects.size(); ++place) {
    const std::size_t bytes = ImageBytes(round.subjects[place].rows, card_.facts_needed);
    if (bytes > room) {
      round.SetAside({place}, {v1::ERROR_REASON_TOO_LARGE, "the case is too large for a rule"});
      continue;
    }
    if (taken + bytes > room || parts.back().size() == kSubjectsPerAsk) {
      parts.emplace_back();
      taken = 0;
    }
    taken += bytes;
    parts.back().push_back(place);
  }
  return parts;
}

void Guest::Take(Round& round, const Part& part, const std::vector<RuleAnswer>& answers) {
  for (std::size_t i = 0; i < part.size(); ++i) {
    auto answer = ReadAnswer(answers[i], card_, round.subjects[part[i]], house_.words.numbers);
    if (answer) {
      budget_.Passed();
      round.results[part[i]] = std::move(answer);
    } else {
      round.results[part[i]] = Failure(answer.error().message);
      Count(answer.error());
    }
  }
}

// The culprit is set aside, the others go back to the queue: what a worker wrote before it failed
// is not believed. When nobody can be blamed, each is asked about alone.
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
    for (auto place = part.rbegin(); place != part.rend(); ++place) parts.push_front({*place});
    return;
  }
  const auto culprit = part.begin() + static_cast<std::ptrdiff_t>(*fault.culprit);
  // Those before it were looked at without harm.
  if (culprit != part.begin()) budget_.Passed();
  round.results[*culprit] = Failure(fault.why);
  part.erase(culprit);
  if (!part.empty()) parts.push_front(std::move(part));
  Count(failed);
}

// False when the part was set aside, because nobody is there to be asked.
bool Guest::Attended(Round& round, const Part& part) {
  if (!active()) {
    round.SetAside(
        part, {v1::ERROR_REASON_RULE_UNAVAILABLE, "the rule " + rule_id_ + " is not in force"});
    return false;
  }
  const auto ready = Ready();
  if (ready) return true;
  // What this machine cannot give is not the rule's fault: it is asked again another time.
  if (ready.error().reason == v1::ERROR_REASON_BUSY) {
    round.SetAside(part, ready.error());
  } else {
    Count(ready.error());
    round.SetAside(part, Failure(ready.error().message));
  }
  return false;
}

void Guest::Ask(Round& round, Part part, std::deque<Part>& parts) {
  if (!Attended(round, part)) return;
  std::vector<const SubjectFacts*> subjects;
  subjects.reserve(part.size());
  for (const std::size_t place : part) subjects.push_back(&round.subjects[place]);
  auto answers = worker_->Ask(subjects, card_.facts_needed, round.why == Why::kAsked,
                              {house_.limits.evaluation, house_.limits.batch});
  if (const auto* fault = std::get_if<Worker::Fault>(&answers)) {
    Divide(std::move(part), *fault, round, parts);
  } else {
    Take(round, part, std::get<std::vector<RuleAnswer>>(answers));
  }
}

std::vector<Result<Answer>> Guest::Evaluate(std::span<const SubjectFacts> subjects, Why why) {
  const std::lock_guard lock(asking_);
  Round round(subjects, why);
  Part all(subjects.size());
  for (std::size_t place = 0; place < all.size(); ++place) all[place] = place;
  std::deque<Part> parts;
  if (Attended(round, all)) parts = PartsOf(round);
  while (!parts.empty()) {
    Part part = std::move(parts.front());
    parts.pop_front();
    Ask(round, std::move(part), parts);
  }
  if (active()) {
    StandBy();
  } else {
    worker_.reset();
    spare_.reset();
  }
  return std::move(round.results);
}

}  // namespace caseload::rules
