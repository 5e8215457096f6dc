// SPDX-License-Identifier: Apache-2.0
#include "rpc/watch_stream.h"

namespace caseload::rpc {

void Watches::Wake() {
  const std::lock_guard lock(mutex_);
  for (auto* stream : streams_) stream->Wake(false);
}

void Watches::End() {
  const std::lock_guard lock(mutex_);
  for (auto* stream : streams_) stream->Wake(true);
}

void Watches::Add(WatchStream* stream) {
  const std::lock_guard lock(mutex_);
  streams_.insert(stream);
}

void Watches::Remove(WatchStream* stream) {
  const std::lock_guard lock(mutex_);
  streams_.erase(stream);
}

WatchStream::WatchStream(Call call, Executor& executor, Watches& watches, Followed followed)
    : Stream(std::move(call)),
      executor_(executor),
      watches_(watches),
      followed_(std::move(followed)),
      after_(followed_.after) {
  watches_.Add(this);
  Wake(false);
}

void WatchStream::PostSend() {
  busy_ = true;
  woken_ = false;
  executor_.Post([this, held = Hold()] { SendWhatIsNew(); });
}

void WatchStream::Wake(bool ending) {
  const std::lock_guard lock(mutex_);
  ending_ = ending_ || ending;
  if (busy_) {
    woken_ = true;
  } else {
    PostSend();
  }
}

void WatchStream::SendWhatIsNew() {
  if (ended()) return;
  bool ending = false;
  {
    const std::lock_guard lock(mutex_);
    ending = ending_;
  }
  const std::uint64_t before = after_;
  const auto response = followed_.next(after_);
  if (!response) return Refuse(response.error());
  if (ending) {
    return Refuse(
        {v1::ERROR_REASON_BUSY, "the server is shutting down: resume with the last sequence"});
  }
  if (after_ > before) {
    message_ = ToBuffer(*response);
    return Write(&message_);
  }
  if (followed_.until_caught_up && after_ >= followed_.end_at_start) return End(grpc::Status::OK);
  const std::lock_guard lock(mutex_);
  if (woken_) {
    PostSend();
  } else {
    busy_ = false;
  }
}

void WatchStream::OnWriteDone(bool ok) {
  if (!ok) return End(grpc::Status::CANCELLED);
  const std::lock_guard lock(mutex_);
  PostSend();
}

void WatchStream::OnDone() {
  watches_.Remove(this);
  Stream::OnDone();
}

}  // namespace caseload::rpc
