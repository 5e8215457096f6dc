// SPDX-License-Identifier: Apache-2.0
// SentUnits: a message of an import's units. Keeping them changes them, and a command may be
// decided again: then the message is read again from what was sent.
#pragma once

#include <google/protobuf/arena.h>

#include <functional>
#include <memory>
#include <optional>

#include "base/result.h"
#include "caseload/v1/import_service.pb.h"

namespace caseload::app {

class SentUnits {
 public:
  // Reads the message as it was sent; may be called again.
  using Read = std::function<Outcome(v1::SendUnitsRequest&)>;

  static Result<std::shared_ptr<SentUnits>> From(Read read);
  SentUnits(const SentUnits&) = delete;
  SentUnits& operator=(const SentUnits&) = delete;

  const v1::SendUnitsRequest& request() const { return *request_; }
  // The message, to be changed: as it was sent each time.
  Result<v1::SendUnitsRequest*> Take();

 private:
  explicit SentUnits(Read read) : read_(std::move(read)) {}
  Outcome ReadAgain();

  const Read read_;
  // A message has some thousands of texts and records: they are let go at once.
  std::optional<google::protobuf::Arena> arena_;
  v1::SendUnitsRequest* request_ = nullptr;  // of the arena
  bool taken_ = false;
};

}  // namespace caseload::app
