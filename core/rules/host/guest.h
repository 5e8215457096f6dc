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

namespace caseload::rules {

// What guests of one book share; must outlive them.
struct House {
  Spawner& spawner;
  const LibraryStore& store;
  std::string worker_program;
  const RuleWords& words;
  RuleLimits limits;
  // See RuleBook::OnRefusal; may be empty.
  std::function<void(const std::string& name, const std::string& why)> on_refusal;
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
  // What stands of it in a set.
  v1::RuleSetMember AsMember() const;
  v1::Rule Describe() const;
  bool active() const;

  // An answer or an error for each subject, in their order. RULE_FAILED for a subject on which the
  // rule failed: it is set aside and the others are asked about again, of the worker that stood by.
  // RULE_UNAVAILABLE when the rule is not in force, or came out of force on the way; TOO_LARGE;
  // BUSY when no worker can be started on this machine just now.
  std::vector<Result<Answer>> Evaluate(std::span<const SubjectFacts> subjects,
                                       Why why = Why::kNotAsked);

 private:
  using Part = std::vector<std::size_t>;  // places of subjects
  class Round;

  // Starting, in guest.cpp.
  Outcome Start();
  Outcome Keep();
  Outcome Recognise() const;
  Result<std::unique_ptr<Worker>> NewWorker();
  Outcome TakeUp(std::unique_ptr<Worker> worker);
  void StandBy();
  void Refuse(const std::string& why);

  // Evaluating, in guest_evaluation.cpp.
  Outcome Ready();
  bool Attended(Round& round, const Part& part);
  std::deque<Part> PartsOf(Round& round);
  void Ask(Round& round, Part part, std::deque<Part>& parts);
  void Divide(Part part, const Worker::Fault& fault, Round& round, std::deque<Part>& parts);
  void Take(Round& round, const Part& part, const std::vector<RuleAnswer>& answers);
  void Count(const Error& failure);
  void ComeOutOfForce(const std::string& why);
  Error Failure(const std::string& why) const;

  const House& house_;
  const RuleMember member_;
  std::string rule_id_;
  std::string digest_;
  std::string copy_;  // of the library, in the store
  std::vector<Layer> layers_;
  mutable std::mutex asking_;  // one evaluation at a time; guards all that follows
  std::unique_ptr<Worker> worker_;
  std::unique_ptr<Worker> spare_;  // started and made, or about to be
  RuleCard card_;
  std::vector<std::int64_t> values_;
  FaultBudget budget_;
  mutable std::mutex
      shown_mutex_;  // never held while a rule works, so that a list never waits for one
  v1::Rule shown_;
};

}  // namespace caseload::rules
