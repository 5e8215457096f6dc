// SPDX-License-Identifier: Apache-2.0
// Worker: one rule alive in a process of its own. It is started, introduces its rule, is made, and
// can then be asked about many subjects at a time through shared memory.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "rules/host/answers.h"
#include "rules/host/facts_image.h"
#include "rules/host/worker_process.h"
#include "rules/layout.h"
#include "rules/slab.h"

namespace caseload::rules {

// Used by one thread at a time. Errors are RULE_FAILED when the worker did what none may, and
// RULE_UNAVAILABLE when it said why its rule cannot be loaded or made; it is dead after either.
// BUSY when this machine has no room for another worker.
class Worker {
 public:
  // Does not wait for anything the worker does.
  static Result<std::unique_ptr<Worker>> Start(ErrandThread& spawner, const WorkerCommand& command);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  struct Introduction {
    std::vector<Layer> layers;
    RuleCard card;  // checked
  };
  Result<Introduction> Introduced(Milliseconds limit);
  // Sends the values; before the introduction was heard, if these are known already.
  Outcome Make(const Making& making, Milliseconds limit);
  // After both.
  Outcome Made(const ReferenceRows& reference, Milliseconds limit);

  // It gets what nobody else on this machine wants, from now on.
  void GiveWay() { process_->turns().GiveWay(); }

  // How long one subject and all of an ask may take.
  struct Patience {
    Milliseconds subject;
    Milliseconds all;
    // Once it is true the answer is wanted no more; null: it is wanted whatever comes.
    const std::function<bool()>* given_up = nullptr;
  };
  // Why there are no answers, and which subject is to blame, if that can be told.
  struct Fault {
    std::string why;
    std::optional<std::size_t> culprit;
    std::size_t in_time;  // when all were too many: how many were not, less than all
  };
  // The bytes that are left for subjects: ImageBytes of all that are asked about together.
  std::size_t Room() const { return image_.Room(); }
  // Puts the question and does not wait: at most kSubjectsPerAsk that have room. What comes of it
  // is heard before the next one is put.
  struct Manner {
    std::uint32_t groups = 0;  // of facts that are handed over
    std::uint32_t made = 0;    // which of those that were made is asked
    bool why = false;
  };
  void Ask(std::span<const SubjectFacts* const> subjects, Manner manner);
  // Whether there is something to hear, now or before so long has passed: an answer or its end.
  bool HasAnswered(Milliseconds most) const;
  // After a fault the worker is dead.
  std::variant<std::vector<RuleAnswer>, Fault> Hear(Patience patience);

  // What it has used so far; nothing when it is dead, or this machine does not show it.
  std::optional<WorkerUse> Used() const { return process_->Used(); }

 private:
  Worker() = default;
  std::optional<Fault> AwaitAnswer(std::size_t count, Patience patience);
  bool StoodBack(std::optional<std::chrono::nanoseconds>& at_first) const;
  Fault Ended(std::string why, std::size_t count);
  std::uint64_t Progress() const;
  void SetProgress(std::uint64_t subject);

  Slab facts_;
  Slab answers_;
  int asked_ = -1;
  int answered_ = -1;
  std::unique_ptr<WorkerProcess> process_;
  FactsImage image_;
  std::uint64_t facts_at_ = 0;
  AskHead question_{};  // the last that was put
  bool told_ = false;   // of it
};

}  // namespace caseload::rules
