// SPDX-License-Identifier: Apache-2.0
// What the kernel counts for a worker, and the privileges it cannot get.
#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <string>

#include "rules/layout.h"
#include "rules/worker/confine.h"

namespace caseload::rules {
namespace {

// For the rule itself a hundred times what one works with; beside it the two shared memories, of
// which most is never touched, the C++ runtime and the stack.
constexpr rlim_t kMemoryBytes = 128UL * 1024 * 1024 + kFactsBytes + kAnswerBytes;
constexpr rlim_t kStackBytes = 8UL * 1024 * 1024;
// Enough to load a library.
constexpr rlim_t kDescriptors = 16;
constexpr rlim_t kLoadSeconds = 10;

struct Limit {
  const char* of;
  __rlimit_resource_t what;
  rlim_t most;
  bool though_sanitized = false;
};
constexpr Limit kLimits[] = {
    {"core files", RLIMIT_CORE, 0, true},  // one would hold facts
    {"descriptors", RLIMIT_NOFILE, kDescriptors},
    {"memory", RLIMIT_AS, kMemoryBytes},
    {"the stack", RLIMIT_STACK, kStackBytes},
    {"files", RLIMIT_FSIZE, 0},
    {"processes", RLIMIT_NPROC, 0},
    {"locked memory", RLIMIT_MEMLOCK, 0},
};

// Where the server itself may have less, less it is.
bool Lower(const Limit& limit) {
  rlimit most{};
  if (getrlimit(limit.what, &most) != 0) return false;
  most.rlim_cur = most.rlim_max = std::min(limit.most, most.rlim_max);
  return setrlimit(limit.what, &most) == 0;
}

}  // namespace

Layer LimitItself() {
  std::string missing;
  for (const Limit& limit : kLimits) {
    if ((kSanitized && !limit.though_sanitized) || Lower(limit)) continue;
    missing += (missing.empty() ? "none can be set of " : ", ") + std::string(limit.of);
  }
  if (kSanitized) return {"limits", false, "built with a sanitizer"};
  rlimit time{};
  if (getrlimit(RLIMIT_CPU, &time) == 0) {
    time.rlim_cur = kLoadSeconds;
    setrlimit(RLIMIT_CPU, &time);
  }
  return {"limits", missing.empty(), missing};
}

void LiftLoadLimit() {
  if (kSanitized) return;
  rlimit time{};
  if (getrlimit(RLIMIT_CPU, &time) != 0) return;
  time.rlim_cur = time.rlim_max;
  setrlimit(RLIMIT_CPU, &time);
}

Layer ForgetPrivileges() {
  const bool forgotten = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                         (kSanitized || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
  return {"privileges", forgotten, forgotten ? "" : "the kernel does not take them"};
}

}  // namespace caseload::rules
