// SPDX-License-Identifier: Apache-2.0
#include "rules/worker/confine.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <string>

#include "rules/worker/channel.h"

namespace caseload::rules {
namespace {

// A rule works on half a megabyte of facts; the rest is the C++ runtime, mapped but mostly
// untouched.
constexpr rlim_t kMemoryBytes = 512UL * 1024 * 1024;
// Enough to load a library and what it depends on.
constexpr rlim_t kDescriptors = 16;

// Sanitizers reserve terabytes of address space for themselves.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitMemory = false;
#else
constexpr bool kLimitMemory = true;
#endif

bool Limit(__rlimit_resource_t what, rlim_t most) {
  const rlimit limit{most, most};
  return setrlimit(what, &limit) == 0;
}

}  // namespace

std::optional<std::string> Confine() {
  const pid_t host = getppid();
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return "the worker cannot tie its life to the host's";
  // The host may have died before that took effect.
  if (getppid() != host) return "the host is gone";
  if (close_range(kChannel + 1, ~0U, 0) != 0) return "the worker cannot close what it inherited";
  if (!Limit(RLIMIT_CORE, 0) || !Limit(RLIMIT_NOFILE, kDescriptors) ||
      (kLimitMemory && !Limit(RLIMIT_AS, kMemoryBytes))) {
    return "the worker cannot limit itself";
  }
  return std::nullopt;
}

void AllowProcessorSeconds(unsigned seconds) {
  rusage used{};
  rlimit limit{};
  if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &limit) != 0) return;
  limit.rlim_cur = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1 + seconds;
  setrlimit(RLIMIT_CPU, &limit);
}

}  // namespace caseload::rules
