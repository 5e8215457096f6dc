// SPDX-License-Identifier: Apache-2.0
// Spawn: starts the worker program with nothing of the server's but what is handed to it.
#pragma once

#include <sys/types.h>

#include <span>
#include <string>
#include <vector>

namespace caseload::rules {

struct WorkerCommand {
  std::string program;
  std::string library;                   // an absolute path
  std::vector<std::string> environment;  // NAME=VALUE; all that the worker has
};

// A copy of the descriptor that no number of the worker's is taken by; -1 when there is none left.
int OutOfTheWay(int descriptor);

// The descriptors, each out of the way, become kChannel and those after it. No standard
// stream, no signal mask, a process group of its own. An errno; 0 when it was started.
int Spawn(pid_t* pid, WorkerCommand command, std::span<const int> descriptors);

}  // namespace caseload::rules
