// SPDX-License-Identifier: Apache-2.0
#include "rules/worker/confine.h"

#include <signal.h>
#include <sys/prctl.h>
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
