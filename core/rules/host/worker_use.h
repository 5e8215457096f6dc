// SPDX-License-Identifier: Apache-2.0
// Worker use: what a worker process has taken of this machine, as the kernel counts it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <optional>

namespace caseload::rules {

struct WorkerUse {
  // On a processor, which hardly depends on what else the machine does.
  std::chrono::nanoseconds processor{0};
  // Memory of its own now, and the most it had: without what it shares with the host, and without
  // its code.
  std::size_t bytes = 0;
  std::size_t most_bytes = 0;
};

// Nothing when there is no such process, or this machine does not show it to us.
std::optional<WorkerUse> UseOf(pid_t pid);

}  // namespace caseload::rules
