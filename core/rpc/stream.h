// SPDX-License-Identifier: Apache-2.0
// Stream: what all streams have in common: each ends once, by way of the gate when it ends with an
// error, and lives until gRPC has done with it and no work names it any more.
#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

#include "rpc/call.h"

namespace caseload::rpc {

using ByteBuffer = grpc::ByteBuffer;
using WriteReactor = grpc::ServerWriteReactor<ByteBuffer>;
using BidiReactor = grpc::ServerBidiReactor<ByteBuffer, ByteBuffer>;

// Made with new and handed to gRPC: it owns itself. Thread-safe; what is started after the end is
// not started, so that a stream's own work need not ask first. A stream's own lock may be held.
template <class Reactor>
class Stream : public Reactor, public std::enable_shared_from_this<Stream<Reactor>> {
 public:
  void OnCancel() final { End(grpc::Status::CANCELLED); }
  void OnDone() override { const auto last = std::move(self_); }

 protected:
  explicit Stream(Call call) : call_(std::move(call)) {}

  const std::string& actor() const { return call_.actor; }
  // To be kept by work that names this stream and that gRPC does not know of.
  std::shared_ptr<const void> Hold() { return this->shared_from_this(); }

  void Read(ByteBuffer* message) {
    const std::lock_guard lock(end_);
    if (!ended_) this->StartRead(message);
  }
  void Write(const ByteBuffer* message) {
    const std::lock_guard lock(end_);
    if (!ended_) this->StartWrite(message);
  }
  void End(const grpc::Status& status) {
    if (IsFirstEnd()) this->Finish(status);
  }
  void Refuse(const Error& error) {
    if (IsFirstEnd()) this->Finish(call_.Refuse(error));
  }
  // Without waiting for what is being started, which may go all the way to the socket.
  bool ended() const { return ended_; }

 private:
  // gRPC aborts the program for a second end, and for what is started after the first.
  bool IsFirstEnd() {
    const std::lock_guard lock(end_);
    return !ended_.exchange(true);
  }

  const Call call_;
  std::mutex end_;
  std::atomic<bool> ended_{false};  // set with the lock held
  // gRPC's share, given up when it has done with the stream.
  std::shared_ptr<Stream> self_{this};
};

// A stream that ends before it begins.
template <class Reactor>
class RefusedStream final : public Stream<Reactor> {
 public:
  RefusedStream(Call call, const Error& error) : Stream<Reactor>(std::move(call)) {
    this->Refuse(error);
  }
};

}  // namespace caseload::rpc
