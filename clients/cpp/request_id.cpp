// SPDX-License-Identifier: Apache-2.0
// Makes request ids: UUIDs that begin with the time, so that the server finds the one it has just
// kept next to the one before.
#include <chrono>
#include <cstdint>
#include <random>
#include <string>

#include "cpp/method.h"

namespace caseload::client {

// std::random_device reads the system's own source here; an id that repeated would make the server
// take one change for another.
std::string NewRequestId() {
  static constexpr char kHex[] = "0123456789abcdef";
  std::random_device system;
  const auto millis =
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                     std::chrono::system_clock::now().time_since_epoch())
                                     .count());
  std::string id;
  for (int i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) id += '-';
    std::uint64_t nibble = system();
    if (i < 12) nibble = millis >> (44 - 4 * i);  // RFC 9562: 48 bits of milliseconds
    if (i == 12) nibble = 7;                      // version 7
    if (i == 16) nibble = (nibble & 3) | 8;       // variant 2
    id += kHex[nibble & 0xf];
  }
  return id;
}

}  // namespace caseload::client
