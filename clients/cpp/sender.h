// SPDX-License-Identifier: Apache-2.0
// Sender: streams the units of an import and goes on where it was interrupted.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "caseload/v1/import.pb.h"
#include "cpp/connection.h"

namespace caseload::client {

struct SendOptions {
  // The server takes at most 500 units and 3 MiB in one message.
  std::size_t units_per_message = 200;
  std::size_t bytes_per_message = 1024 * 1024;
  // Messages sent but not yet acknowledged: enough to keep the server busy, and what is kept in
  // memory here.
  std::size_t window = 8;
  // Of one stream. A stream that ran into it after it got something across is followed by the next.
  std::chrono::milliseconds stream_deadline{10 * 60 * 1000};
};

struct Sent {
  // Units 1 to this one are kept for good.
  std::uint64_t accepted_through = 0;
  // The server's sums so far; empty when nothing was left to send.
  v1::ImportCounts counts;
};

// The next unit of the delivery, nothing at its end. Positions count from 1 without gaps.
using UnitSource = std::function<Answer<std::optional<v1::ImportUnit>>()>;
using SendProgress = std::function<void(const Sent&)>;

// Sends all units after `accepted_through`; the source yields them from the first, those kept
// already are passed over. A broken stream is opened again, as often as the connection's retry
// policy allows without any progress between, and goes on after what the server says it has kept:
// no unit is lost, none is kept twice.
Answer<Sent> SendUnits(const Connection& connection, const SendOptions& options,
                       const v1::Import& import_record, const UnitSource& source,
                       const SendProgress& progress);

}  // namespace caseload::client
