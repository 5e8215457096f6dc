// SPDX-License-Identifier: Apache-2.0
// Guest: one rule of the rule book, the worker it lives in, and how often it has failed.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/case_facts.h"
#include "rules/host/worker_process.h"
#include "rules/rule_book.h"
#include "rules/wire.h"

namespace caseload::rules {

// Thread-safe: callers of one rule take turns, callers of two do not wait for each other.
class Guest {
 public:
  // The words must outlive it. Starts the worker and asks the rule who it is. A rule that cannot be
  // loaded is a guest too: a refused one.
  Guest(Spawner& spawner, const std::filesystem::path& worker_program,
        const std::filesystem::path& library, const RuleWords& words, const RuleLimits& limits);

  // Final once the guest was made: what the list shows of a rule does not change under a reader,
  // but its state does.
  const std::string& rule_id() const { return rule_id_; }
  v1::Rule Describe() const;
  bool active() const;
  // Ends its worker, for what only the book can see, e.g. two rules of one name.
  void Dismiss(const std::string& why);

  // RULE_FAILED when the rule failed this time; RULE_UNAVAILABLE when it is not in force.
  Result<std::vector<v1::Finding>> Evaluate(const SubjectFacts& facts);

 private:
  Outcome Start();
  Outcome StartWorker();
  // Asks the worker who the rule is, and has it made.
  Result<RuleCard> Introduced();
  Outcome Made(const RuleCard& card);
  Result<std::vector<v1::Finding>> Ask(const SubjectFacts& facts);
  void Count(const Error& failure);
  void Refuse(const std::string& why);

  Spawner& spawner_;
  const std::string program_;
  const std::filesystem::path library_;
  const RuleWords& words_;
  const RuleLimits limits_;
  std::string rule_id_;
  std::string digest_;
  mutable std::mutex asking_;  // one evaluation at a time; guards worker_, card_ and failures_
  std::unique_ptr<WorkerProcess> worker_;
  RuleCard card_;
  int failures_ = 0;
  mutable std::mutex
      shown_mutex_;  // never held while a rule works, so that a list never waits for one
  v1::Rule shown_;
};

}  // namespace caseload::rules
