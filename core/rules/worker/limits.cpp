// SPDX-License-Identifier: Apache-2.0
// What the kernel counts for a worker, and the privileges it cannot get.
#include <sys/prctl.h>
#include <sys/resource.h>

#include <initializer_list>

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
  __rlimit_resource_t what;
  rlim_t most;
};

}  // namespace

Layer LimitItself() {
  Layer layer{"limits", true, ""};
  // A core file would hold facts, sanitizer or not.
  const rlimit none{0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0) return {layer.name, false, "no limit can be set"};
  if (kSanitized) return {layer.name, false, "built with a sanitizer"};
  for (const Limit& limit : {Limit{RLIMIT_NOFILE, kDescriptors}, Limit{RLIMIT_AS, kMemoryBytes},
                             Limit{RLIMIT_STACK, kStackBytes}, Limit{RLIMIT_FSIZE, 0},
                             Limit{RLIMIT_NPROC, 0}, Limit{RLIMIT_MEMLOCK, 0}}) {
    const rlimit most{limit.most, limit.most};
    if (setrlimit(limit.what, &most) != 0) return {layer.name, false, "a limit cannot be set"};
  }
  rlimit time{};
  if (getrlimit(RLIMIT_CPU, &time) == 0) {
    time.rlim_cur = kLoadSeconds;
    setrlimit(RLIMIT_CPU, &time);
  }
  return layer;
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
