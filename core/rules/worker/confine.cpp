// SPDX-License-Identifier: Apache-2.0
#include "rules/worker/confine.h"

#include <linux/sched.h>
#include <linux/sched/types.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "rules/layout.h"

namespace caseload::rules {

std::optional<std::string> TieToHost() {
  const pid_t host = getppid();
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return "the worker cannot tie its life to the host's";
  // The host may have died before that took effect.
  if (getppid() != host) return "the host is gone";
  if (close_range(kLastDescriptor + 1, ~0U, 0) != 0)
    return "the worker cannot close what it inherited";
  return std::nullopt;
}

// Whoever wakes while it computes is to run at once, and not when its slice has ended: whose slice
// is shorter goes before, and three milliseconds are everybody's. Not longer than it must be: on a
// busy machine its turn comes as much later. Kernels before 6.12 take no length of a slice, and
// others may refuse it: then it is as any other program.
void LetOthersGoFirst() {
  constexpr std::uint64_t kSlice = 5'000'000;  // nanoseconds
  sched_attr attributes{};
  attributes.size = sizeof attributes;
  attributes.sched_policy = SCHED_NORMAL;
  attributes.sched_runtime = kSlice;
  (void)syscall(SYS_sched_setattr, 0, &attributes, 0);
}

std::vector<Layer> Confine(const std::string& rule_folder) {
  std::vector<Layer> layers;
  layers.push_back(LimitItself());
  layers.push_back(LimitProcesses());
  layers.push_back(ForgetPrivileges());
  // Reads /proc, which the next ones close.
  layers.push_back(TakeClocks());
  layers.push_back(TakeCycleCounter());
  layers.push_back(CloseFiles(rule_folder));
  layers.push_back(CloseSystem());
  return layers;
}

}  // namespace caseload::rules
