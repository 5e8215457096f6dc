// SPDX-License-Identifier: Apache-2.0
// Stopwatch: seconds since it was made, by the wall and of this thread's processor time: what
// others take of a shared machine shows as the difference.
#pragma once

#include <time.h>

#include <chrono>

namespace caseload::bench {

class Stopwatch {
 public:
  double Seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

  double CpuSeconds() const { return Cpu() - cpu_start_; }

 private:
  static double Cpu() {
    timespec spent{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * 1e-9;
  }
  double cpu_start_ = Cpu();
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace caseload::bench
