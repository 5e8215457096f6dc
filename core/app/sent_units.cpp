// SPDX-License-Identifier: Apache-2.0
#include "app/sent_units.h"

namespace caseload::app {
namespace {

// Most messages fill a few of them.
constexpr std::size_t kBlockBytes = 256 * 1024;

google::protobuf::ArenaOptions InLargeBlocks() {
  google::protobuf::ArenaOptions options;
  options.start_block_size = kBlockBytes;
  options.max_block_size = kBlockBytes;
  return options;
}

}  // namespace

Result<std::shared_ptr<SentUnits>> SentUnits::From(Read read) {
  std::shared_ptr<SentUnits> sent(new SentUnits(std::move(read)));
  if (auto readable = sent->ReadAgain(); !readable) return readable.error();
  return sent;
}

Result<v1::SendUnitsRequest*> SentUnits::Take() {
  if (taken_) {
    if (auto readable = ReadAgain(); !readable) return readable.error();
  }
  taken_ = true;
  return request_;
}

Outcome SentUnits::ReadAgain() {
  arena_.emplace(InLargeBlocks());
  request_ = google::protobuf::Arena::CreateMessage<v1::SendUnitsRequest>(&*arena_);
  return read_(*request_);
}

}  // namespace caseload::app
