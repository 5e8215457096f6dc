// SPDX-License-Identifier: Apache-2.0
// Retry: how often and after which pauses a call is repeated when the server could not be reached.
#pragma once

#include <chrono>
#include <cstdint>

namespace caseload::client {

struct RetryPolicy {
  // Calls in all, the first one included.
  int attempts = 4;
  // The first pause is at most this; each further one at most twice the one before.
  std::chrono::milliseconds first_pause{100};
  std::chrono::milliseconds longest_pause{2'000};
};

// The pause after so many failed attempts (1 after the first): between half of the bound and all of
// it, so that many clients of a server that went away do not come back in step. `random` is any
// number.
std::chrono::milliseconds PauseAfter(const RetryPolicy& policy, int failed, std::uint64_t random);

}  // namespace caseload::client
