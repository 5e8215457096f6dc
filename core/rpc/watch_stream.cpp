// SPDX-License-Identifier: Apache-2.0
#include "rpc/watch_stream.h"

#include "rpc/gate.h"
#include "rpc/status.h"

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

WatchStream::WatchStream(const app::Cases& cases, Executor& executor, Watches& watches,
                         v1::WatchCasesRequest request)
    : cases_(cases),
      executor_(executor),
      watches_(watches),
      request_(std::move(request)),
      after_(request_.after_sequence()) {
  auto end = cases_.Sequence();
  if (end && after_ > *end) {
    FinishOnce(ToStatus({v1::ERROR_REASON_SEQUENCE_UNKNOWN,
                         "the journal does not reach that far",
                         {{"after_sequence", "lies beyond the journal's end"}}}));
    return;
  }
  end_at_start_ = end ? *end : 0;
  watches_.Add(this);
  Wake(false);
}

void WatchStream::PostPump() {
  busy_ = true;
  woken_ = false;
  ++posted_;
  executor_.Post([this] { Pump(); });
}

void WatchStream::Wake(bool ending) {
  const std::lock_guard lock(mutex_);
  ending_ = ending_ || ending;
  if (finished_) return;
  if (busy_) {
    woken_ = true;
  } else {
    PostPump();
  }
}

void WatchStream::FinishOnce(const grpc::Status& status) {
  {
    const std::lock_guard lock(mutex_);
    if (finished_) return;
    finished_ = true;
  }
  Finish(status);
}

void WatchStream::Pump() {
  bool ending = false;
  {
    const std::lock_guard lock(mutex_);
    ending = ending_;
  }
  const std::uint64_t before = after_;
  auto response = cases_.ChangesAfter(request_, after_);
  bool write = false;
  if (!response) {
    FinishOnce(ToStatus(response.error()));
  } else if (ending) {
    FinishOnce(ToStatus(
        {v1::ERROR_REASON_BUSY, "the server is shutting down: resume with the last sequence"}));
  } else if (after_ > before) {
    message_ = ToBuffer(response->SerializeAsString());
    write = true;
  } else if (request_.until_caught_up() && after_ >= end_at_start_) {
    FinishOnce(grpc::Status::OK);
  }
  bool gone = false;
  {
    const std::lock_guard lock(mutex_);
    --posted_;
    if (finished_) {
      gone = done_ && posted_ == 0;
    } else if (write) {
      StartWrite(&message_);
    } else if (woken_) {
      PostPump();
    } else {
      busy_ = false;
    }
  }
  if (gone) delete this;
}

void WatchStream::OnWriteDone(bool ok) {
  if (!ok) {
    FinishOnce(grpc::Status::CANCELLED);
    return;
  }
  const std::lock_guard lock(mutex_);
  if (!finished_) PostPump();
}

void WatchStream::OnCancel() { FinishOnce(grpc::Status::CANCELLED); }

void WatchStream::OnDone() {
  watches_.Remove(this);
  bool gone = false;
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
    gone = posted_ == 0;
  }
  if (gone) delete this;
}

}  // namespace caseload::rpc
