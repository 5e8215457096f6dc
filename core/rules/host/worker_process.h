// SPDX-License-Identifier: Apache-2.0
// WorkerProcess: one worker, from its start to its end, and the frames exchanged with it under a
// time limit. It is watched and killed by pidfd, so that no other process is ever hit.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <string>

#include "base/result.h"
#include "rules/host/spawner.h"
#include "rules/wire.h"

namespace caseload::rules {

using Milliseconds = std::chrono::milliseconds;

// Used by one thread at a time. Ending it kills the worker and waits for its end.
class WorkerProcess {
 public:
  // Errors say what happened and name no path: RULE_FAILED.
  static Result<std::unique_ptr<WorkerProcess>> Start(Spawner& spawner, const std::string& program,
                                                      const std::string& library);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  // Sends one frame and waits for one. After an error the worker is dead and the object is of no
  // more use.
  Result<Frame> Exchange(FrameType type, const std::string& payload, Milliseconds limit);

  pid_t pid() const { return pid_; }

 private:
  using Deadline = std::chrono::steady_clock::time_point;

  WorkerProcess(pid_t pid, int pidfd, int channel) : pid_(pid), pidfd_(pidfd), channel_(channel) {}
  Outcome Send(std::string_view bytes, Deadline deadline);
  Outcome Receive(char* to, std::size_t size, Deadline deadline);
  // Waits until the channel is ready; an error once the worker is dead or the time is over.
  Outcome Await(short events, Deadline deadline);
  Result<Frame> ExchangeUntil(FrameType type, const std::string& payload, Deadline deadline);
  // Kills and reaps; what the worker's end was, in words.
  std::string End();

  pid_t pid_;
  int pidfd_;
  int channel_;
  bool ended_ = false;
  std::string end_;
};

}  // namespace caseload::rules
