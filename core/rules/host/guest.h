// SPDX-License-Identifier: Apache-2.0
// Guest: one rule of the rule book, the worker it lives in, the one that stands by, and how often
// it has failed.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "rules/answer.h"
#include "rules/host/fault_budget.h"
#include "rules/host/library_store.h"
#include "rules/host/worker.h"
#include "rules/rule_book.h"
#include "rules/settings.h"

namespace caseload::rules {

// What guests of one book share; must outlive them.
struct House {
  ErrandThread& spawner;
  const LibraryStore& store;
  std::string worker_program;
  const RuleWords& words;
  RuleLimits limits;
  std::vector<std::string> environment;  // of a worker: none, but for a trial
  // See RuleBook::OnRefusal; may be empty.
  std::function<void(const std::string& name, const std::string& why)> on_refusal;
  // See RuleBook::Apart; empty where rules are in force.
  std::function<bool()> given_up = {};
};

// Thread-safe: callers of one rule take turns, callers of two do not wait for each other.
class Guest {
 public:
  // Checks the library, starts the worker and asks the rule who it is. A rule that cannot be loaded
  // is a guest too: a refused one.
  Guest(const House& house, RuleMember member);
  // One that is refused without being started.
  Guest(const House& house, RuleMember member, const std::string& why);

  // Final once the guest was made: what the list shows of a rule does not change under a reader,
  // but its state does.
  const std::string& rule_id() const { return rule_id_; }
  const std::vector<Layer>& layers() const { return layers_; }
  const RuleMember& member() const { return member_; }
  // What the rule said of itself; empty when it was refused.
  const RuleCard& card() const { return card_; }
  // What its parameters are, and from when; empty when it was refused.
  const RuleValues& values() const { return values_; }
  // What stands of it in a set.
  v1::RuleSetMember AsMember() const;
  v1::Rule Describe() const;
  bool active() const;
  // Why a worker was lost that was asked about several at once, none of whom it failed on alone;
  // the last time, empty while there was none. Waits for whoever asks.
  std::string LostInABatch() const;
  // What its worker has used so far; nothing when none lives, or this machine does not show it.
  // Waits for whoever asks.
  std::optional<WorkerUse> Used() const;

  // An answer or an error for each subject, in their order. RULE_FAILED for a subject on which the
  // rule failed: it is set aside and the others are asked about again, of the worker that stood by.
  // RULE_UNAVAILABLE when the rule is not in force, came out of force on the way, or its copy is
  // gone and cannot be made again; TOO_LARGE; BUSY when this machine starts no worker just now,
  // whatever the rule.
  std::vector<Result<Answer>> Evaluate(std::span<const SubjectFacts> subjects,
                                       Why why = Why::kNotAsked, Told told = Told::kFindings);

  // A question about one subject that was put, and whose answer is still to be heard; nobody else
  // asks the rule meanwhile.
  class Question {
   public:
    Question(Guest& guest, std::unique_lock<std::mutex> turn, const SubjectFacts& subject);
    ~Question();
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;
    // Now, or before so long has passed.
    bool IsAnswered(Milliseconds most) const;
    // Once; as Evaluate answers.
    Result<Answer> Hear();

   private:
    Guest& guest_;
    std::unique_lock<std::mutex> turn_;
    const SubjectFacts& subject_;
  };
  // Puts the question without waiting for anything. Null when that cannot be: somebody else asks
  // it, or its worker must be started first, or the subject is too large for it. The subject must
  // outlive the question.
  std::unique_ptr<Question> TryAsk(const SubjectFacts& subject);

 private:
  using Part = std::vector<std::size_t>;  // places of subjects
  class Round;

  // Starting, in guest.cpp.
  Outcome Start();
  Outcome Keep();
  Outcome Recognise() const;
  Result<std::unique_ptr<Worker>> NewWorker();
  Making WhatItIsMadeWith() const;
  Outcome TakeUp(std::unique_ptr<Worker> worker);
  void StandBy();
  void Refuse(const std::string& why);

  // Evaluating, in guest_evaluation.cpp.
  Outcome Ready();
  bool Attended(Round& round, const Part& part);
  std::uint32_t MadeFor(const SubjectFacts& subject) const;
  std::deque<Part> PartsOf(Round& round);
  void Put(const Round& round, const Part& part);
  void Hear(Round& round, Part part, std::deque<Part>& parts);
  void AskAll(Round& round, std::deque<Part> parts);
  void EndTurn();
  void Divide(Part part, const Worker::Fault& fault, Round& round, std::deque<Part>& parts);
  Result<Answer> Read(const RuleAnswer& answer, const SubjectFacts& subject, Told told) const;
  void Take(Round& round, const Part& part, const std::vector<RuleAnswer>& answers);
  std::size_t KeyOf(const SubjectFacts& subject) const;
  // What it failed with on the same facts a while ago; nothing when it may be shown them again.
  std::optional<Error> Rests(const SubjectFacts& subject) const;
  // On this subject; null: on none that can be named.
  void Count(const Error& failure, const SubjectFacts* subject);
  void AskEachAlone(const Part& part, const Error& failed, Round& round);
  void ComeOutOfForce(const std::string& why);
  Error Failure(const std::string& why) const;

  const House& house_;
  const RuleMember member_;
  // The server's, or what the rule asked for where that is less.
  const Milliseconds evaluation_;
  const std::size_t most_findings_;
  std::string rule_id_;
  std::string digest_;
  std::string copy_;  // of the library, in the store
  std::vector<Layer> layers_;
  mutable std::mutex asking_;  // one evaluation at a time; guards all that follows
  std::unique_ptr<Worker> worker_;
  std::unique_ptr<Worker> spare_;  // started and made, or about to be
  RuleCard card_;
  RuleValues values_;
  FaultBudget budget_;
  std::string lost_in_a_batch_;
  mutable std::mutex
      shown_mutex_;  // never held while a rule works, so that a list never waits for one
  v1::Rule shown_;
};

}  // namespace caseload::rules
