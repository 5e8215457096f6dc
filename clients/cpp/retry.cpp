// SPDX-License-Identifier: Apache-2.0
// Computes the pauses between attempts.
#include "cpp/retry.h"

#include <algorithm>

namespace caseload::client {

std::chrono::milliseconds PauseAfter(const RetryPolicy& policy, int failed, std::uint64_t random) {
  const int doublings = std::clamp(failed - 1, 0, 20);
  const std::int64_t bound =
      std::min(policy.first_pause.count() << doublings, policy.longest_pause.count());
  const std::int64_t least = bound / 2;
  const auto spread = static_cast<std::uint64_t>(bound - least + 1);
  return std::chrono::milliseconds(least + static_cast<std::int64_t>(random % spread));
}

}  // namespace caseload::client
