// SPDX-License-Identifier: Apache-2.0
// Draws the progress bar.
#include "cli/progress_bar.h"

#include <algorithm>

#include "cli/sheet.h"

namespace caseload::cli {

void ProgressBar::Show(double part, std::uint64_t units) {
  constexpr int kCells = 40;
  const int percent = static_cast<int>(std::clamp(part, 0.0, 1.0) * 100);
  if (!shown_ || percent == drawn_) return;
  drawn_ = percent;
  out_ << '\r';
  for (int i = 0; i < kCells; ++i) out_ << (i * 100 < percent * kCells ? "━" : "╌");
  out_ << ' ' << percent << "% " << Thousands(units) << ' ' << what_ << std::flush;
}

void ProgressBar::Clear() {
  if (drawn_ < 0) return;
  out_ << "\r\x1b[K" << std::flush;
  drawn_ = -1;
}

}  // namespace caseload::cli
