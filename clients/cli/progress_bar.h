// SPDX-License-Identifier: Apache-2.0
// Progress bar: one line on a terminal that says how far a long work has come, and nothing anywhere
// else.
#pragma once

#include <cstdint>
#include <ostream>

namespace caseload::cli {

class ProgressBar {
 public:
  // Draws nothing when `shown` is false. `what`: of which there are so many.
  ProgressBar(std::ostream& out, bool shown, const char* what = "units")
      : out_(out), shown_(shown), what_(what) {}
  ~ProgressBar() { Clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // So many units of the work are done, `part` of 0 to 1. Draws only when the picture changes.
  void Show(double part, std::uint64_t units);
  void Clear();

 private:
  std::ostream& out_;
  const bool shown_;
  const char* what_;
  int drawn_ = -1;
};

}  // namespace caseload::cli
