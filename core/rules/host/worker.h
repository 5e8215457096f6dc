// SPDX-License-Identifier: Apache-2.0
// Worker: one rule alive in a process of its own. It is started, introduces its rule, is made, and
// can then be asked about many subjects at a time through shared memory.
#pragma once

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
#include "rules/slab.h"

namespace caseload::rules {

// Used by one thread at a time. Errors are RULE_FAILED when the worker did what none may, and
// RULE_UNAVAILABLE when it said why its rule cannot be loaded or made; it is dead after either.
// BUSY when this machine has no room for another worker.
class Worker {
 public:
  // Does not wait for anything the worker does. The library's path is absolute.
  static Result<std::unique_ptr<Worker>> Start(Spawner& spawner, const std::string& program,
                                               const std::string& library);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  struct Introduction {
    std::vector<Layer> layers;
    RuleCard card;  // checked
  };
  Result<Introduction> Introduced(Milliseconds limit);
  // Sends the values; before the introduction was heard, if these are known already.
  Outcome Make(const std::vector<std::int64_t>& values, Milliseconds limit);
  // After both.
  Outcome Made(const ReferenceRows& reference, Milliseconds limit);

  // How long one subject and all of an ask may take.
  struct Patience {
    Milliseconds subject;
    Milliseconds all;
  };
  // Why there are no answers, and which subject is to blame, if that can be told.
  struct Fault {
    std::string why;
    std::optional<std::size_t> culprit;
    std::size_t in_time;  // when all were too many: how many were not, less than all
  };
  // The bytes that are left for subjects: ImageBytes of all that are asked about together.
  std::size_t Room() const { return image_.Room(); }
  // At most kSubjectsPerAsk that have room. After a fault the worker is dead.
  std::variant<std::vector<RuleAnswer>, Fault> Ask(std::span<const SubjectFacts* const> subjects,
                                                   std::uint32_t groups, bool why,
                                                   Patience patience);

 private:
  Worker() = default;
  std::optional<Fault> AwaitAnswer(std::size_t count, Patience patience);
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
  std::uint64_t sequence_ = 0;
};

}  // namespace caseload::rules
