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

WatchStream::WatchStream(Call call, const app::Cases& cases, Executor& executor, Watches& watches,
                         v1::WatchCasesRequest request)
    : Stream(std::move(call)),
      cases_(cases),
      executor_(executor),
      watches_(watches),
      request_(std::move(request)),
      after_(request_.after_sequence()) {
  auto end = cases_.Sequence();
  if (!end) {
    Refuse(end.error());
    return;
  }
  if (after_ > *end) {
    Refuse({v1::ERROR_REASON_SEQUENCE_UNKNOWN,
            "the journal does not reach that far",
            {{"after_sequence", "lies beyond the journal's end"}}});
    return;
  }
  end_at_start_ = *end;
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
  auto response = cases_.ChangesAfter(request_, after_);
  if (!response) return Refuse(response.error());
  if (ending) {
    return Refuse(
        {v1::ERROR_REASON_BUSY, "the server is shutting down: resume with the last sequence"});
  }
  if (after_ > before) {
    message_ = ToBuffer(response->SerializeAsString());
    return Write(&message_);
  }
  if (request_.until_caught_up() && after_ >= end_at_start_) return End(grpc::Status::OK);
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
