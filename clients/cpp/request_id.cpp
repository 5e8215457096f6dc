// SPDX-License-Identifier: Apache-2.0
// Makes request ids: random UUIDs.
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
  std::string id;
  for (int i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) id += '-';
    unsigned nibble = system() & 0xfU;
    if (i == 12) nibble = 4;                       // RFC 4122: version 4
    if (i == 16) nibble = (nibble & 0x3U) | 0x8U;  // RFC 4122: variant 1
    id += kHex[nibble];
  }
  return id;
}

}  // namespace caseload::client
