// SPDX-License-Identifier: Apache-2.0
// SameCore: has a worker run where its caller waits. One of them always sleeps; left alone, the
// kernel wakes each on an idle core, which takes ten times as long as the question and has none of
// its facts in the cache.
#pragma once

#include <sched.h>
#include <sys/types.h>

namespace caseload::rules {

// Remembers where the worker was put.
class WorkerCore {
 public:
  // Nothing happens where the kernel refuses: an answer then takes longer.
  void Put(pid_t worker, int core);

 private:
  int core_ = -1;
};

// Keeps the calling thread on its core until it goes out of scope. One within another costs
// nothing: whoever asks several rules in turn stays for all of them.
class StayHere {
 public:
  StayHere();
  ~StayHere();
  StayHere(const StayHere&) = delete;
  StayHere& operator=(const StayHere&) = delete;

  int core() const { return core_; }  // -1 when the thread cannot be kept

 private:
  cpu_set_t before_;
  int core_ = -1;
  bool within_ = false;
};

}  // namespace caseload::rules
