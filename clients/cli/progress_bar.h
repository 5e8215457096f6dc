// SPDX-License-Identifier: Apache-2.0
// Progress bar: one line on a terminal that says how far a long work has come, and nothing anywhere
// else.
#pragma once

#include <cstdint>
#include <ostream>

namespace caseload::cli {

class ProgressBar {
 public:
  // Draws nothing when `shown` is false.
  ProgressBar(std::ostream& out, bool shown) : out_(out), shown_(shown) {}
  ~ProgressBar() { Clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // `units` of the work are done, `part` of 0 to 1. Draws only when the picture changes.
  void Show(double part, std::uint64_t units);
  void Clear();

 private:
  std::ostream& out_;
  const bool shown_;
  int drawn_ = -1;
};

}  // namespace caseload::cli
