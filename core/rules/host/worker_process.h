// SPDX-License-Identifier: Apache-2.0
// WorkerProcess: one worker process from its start to its end, watched and killed by pidfd, so that
// no other process is ever hit, and the frames exchanged with it before its rule can be asked.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/errand_thread.h"
#include "base/result.h"
#include "rules/host/same_core.h"
#include "rules/host/spawn.h"
#include "rules/host/turns.h"
#include "rules/host/worker_use.h"
#include "rules/wire.h"

namespace caseload::rules {

using Milliseconds = std::chrono::milliseconds;
using Deadline = std::chrono::steady_clock::time_point;

// Used by one thread at a time. Ending it kills the worker and waits for its end.
class WorkerProcess {
 public:
  // The worker has the descriptors under the numbers that follow kChannel. BUSY when this machine
  // gives no process, which is no rule's fault.
  static Result<std::unique_ptr<WorkerProcess>> Start(ErrandThread& spawner,
                                                      const WorkerCommand& command,
                                                      std::span<const int> descriptors);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  // RULE_FAILED, with what happened and no path; then the worker is dead and the object of no more
  // use.
  Outcome Send(FrameType type, const std::string& payload, Deadline deadline);
  Result<Frame> Receive(Deadline deadline);

  // The worker runs on this core from now on, if it can be had.
  void RunOn(int core) { core_.Put(pid_, core); }
  WorkerTurns& turns() { return turns_; }
  const WorkerTurns& turns() const { return turns_; }
  // What it has used of the processor so far; nothing when it has ended.
  std::optional<std::chrono::nanoseconds> ProcessorTime() const;
  enum class Seen { kReady, kEnded, kNothing };
  // Waits until the descriptor can be read, the worker has ended, or so long. What became ready
  // before the end counts as ready.
  Seen Wait(int descriptor, short events, Milliseconds most) const;
  // What it has used so far; nothing when it has ended, or this machine does not show it.
  std::optional<WorkerUse> Used() const;
  // Kills and reaps; what the worker's end was, in words.
  std::string End();

 private:
  WorkerProcess(pid_t pid, int pidfd, int channel)
      : pid_(pid), pidfd_(pidfd), channel_(channel), turns_(pid) {}
  Outcome SendAll(std::string_view bytes, Deadline deadline);
  Outcome ReceiveAll(char* to, std::size_t size, Deadline deadline);
  Outcome Await(short events, Deadline deadline);
  Outcome Ended();

  pid_t pid_;
  int pidfd_;
  int channel_;
  WorkerTurns turns_;
  WorkerCore core_;
  bool ended_ = false;
  std::string end_;
};

}  // namespace caseload::rules
