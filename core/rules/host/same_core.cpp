// SPDX-License-Identifier: Apache-2.0
#include "rules/host/same_core.h"

namespace caseload::rules {
namespace {

cpu_set_t Only(int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<std::size_t>(core), &set);
  return set;
}

// Where the thread stays already; -1 when it goes where it likes.
thread_local int staying_on = -1;

}  // namespace

void WorkerCore::Put(pid_t worker, int core) {
  if (core < 0 || core == core_) return;
  const cpu_set_t only = Only(core);
  if (sched_setaffinity(worker, sizeof only, &only) == 0) core_ = core;
}

StayHere::StayHere() : within_(staying_on >= 0) {
  if (within_) {
    core_ = staying_on;
    return;
  }
  const int core = sched_getcpu();
  if (core < 0 || core >= CPU_SETSIZE || sched_getaffinity(0, sizeof before_, &before_) != 0)
    return;
  const cpu_set_t only = Only(core);
  if (sched_setaffinity(0, sizeof only, &only) == 0) staying_on = core_ = core;
}

StayHere::~StayHere() {
  if (within_ || core_ < 0) return;
  staying_on = -1;
  sched_setaffinity(0, sizeof before_, &before_);
}

}  // namespace caseload::rules
