// SPDX-License-Identifier: Apache-2.0
// What the kernel counts for a worker, and the privileges it cannot get.
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "rules/layout.h"
#include "rules/worker/confine.h"

namespace caseload::rules {
namespace {

// Of the shared memories most is never touched.
constexpr rlim_t kMemoryBytes = kRuleMemoryBytes + kFactsBytes + kAnswerBytes;
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
    {"descriptors", RLIMIT_NOFILE, kDescriptors}, {"memory", RLIMIT_AS, kMemoryBytes},
    {"the stack", RLIMIT_STACK, kStackBytes},     {"files", RLIMIT_FSIZE, 0},
    {"locked memory", RLIMIT_MEMLOCK, 0},
};

// Where the server itself may have less, less it is.
bool Lower(const Limit& limit) {
  rlimit most{};
  if (getrlimit(limit.what, &most) != 0) return false;
  most.rlim_cur = most.rlim_max = std::min(limit.most, most.rlim_max);
  return setrlimit(limit.what, &most) == 0;
}

// What root may do besides owning files. Gone for good: a program it would start gets none of it
// back.
bool DropCapabilities() {
  // Taking one from the bounding set is itself a privilege; whoever has none has nothing to lose.
  for (int one = 0; prctl(PR_CAPBSET_READ, one, 0, 0, 0) >= 0; ++one)
    (void)prctl(PR_CAPBSET_DROP, one, 0, 0, 0);
  __user_cap_header_struct head{_LINUX_CAPABILITY_VERSION_3, 0};
  const __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3]{};
  return prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0) == 0 && syscall(SYS_capset, &head, none) == 0;
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

Layer LimitProcesses() {
  const std::string name = "processes";
  if (kSanitized) return {name, false, "built with a sanitizer"};
  if (!Lower({"processes", RLIMIT_NPROC, 0})) return {name, false, "no limit can be set"};
  if (getuid() == 0) return {name, false, "the server runs as root, whom the limit does not bind"};
  return {name, true, ""};
}

void LiftLoadLimit() {
  if (kSanitized) return;
  rlimit time{};
  if (getrlimit(RLIMIT_CPU, &time) != 0) return;
  time.rlim_cur = time.rlim_max;
  setrlimit(RLIMIT_CPU, &time);
}

Layer ForgetPrivileges() {
  const bool forgotten = DropCapabilities() && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                         (kSanitized || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
  return {"privileges", forgotten, forgotten ? "" : "the kernel does not take them"};
}

}  // namespace caseload::rules
