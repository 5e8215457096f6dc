// SPDX-License-Identifier: Apache-2.0
#include "rules/host/worker_use.h"

#include <time.h>

#include <fstream>
#include <map>
#include <string>

namespace caseload::rules {
namespace {

// What /proc/PID/status says of memory, by name, in bytes. Read-only for all, unless it is mounted
// so that processes are hidden.
std::map<std::string, std::size_t> MemoryOf(pid_t pid) {
  constexpr std::size_t kKilo = 1024;
  std::map<std::string, std::size_t> memory;
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);) {
    const auto colon = line.find(':');
    if (colon == std::string::npos || !line.ends_with(" kB")) continue;
    memory[line.substr(0, colon)] = std::strtoull(line.c_str() + colon + 1, nullptr, 10) * kKilo;
  }
  return memory;
}

}  // namespace

std::optional<WorkerUse> UseOf(pid_t pid) {
  clockid_t clock{};
  timespec spent{};
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &spent) != 0)
    return std::nullopt;
  auto memory = MemoryOf(pid);
  if (!memory.contains("RssAnon") || !memory.contains("VmHWM")) return std::nullopt;
  // The peak is known of all together; what is shared only grows.
  const std::size_t others = memory["RssFile"] + memory["RssShmem"];
  const std::size_t peak = memory["VmHWM"] > others ? memory["VmHWM"] - others : 0;
  return WorkerUse{std::chrono::seconds(spent.tv_sec) + std::chrono::nanoseconds(spent.tv_nsec),
                   memory["RssAnon"], std::max(peak, memory["RssAnon"])};
}

}  // namespace caseload::rules
