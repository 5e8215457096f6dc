// SPDX-License-Identifier: Apache-2.0
// Opens a connection.
#include <sys/socket.h>

#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  if (socket(AF_INET, SOCK_STREAM, 0) < 0) return CASELOAD_E_INTERNAL;
  return guest::SeeAll(nullptr, facts, count, sink, progress);
}

}  // namespace

GUEST(guest::Rule("test.socket", &Evaluate));
