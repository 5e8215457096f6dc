// SPDX-License-Identifier: Apache-2.0
#include "rpc/back_test_stream.h"

namespace caseload::rpc {

BackTestStream::BackTestStream(Call call, app::BackTests& back_tests,
                               const v1::BackTestRuleRequest& request)
    : Stream(std::move(call)) {
  const auto started = back_tests.Start(
      request, {[this, held = Hold()](const auto& so_far) { Told(so_far); },
                [this, held = Hold()] { return ended(); },
                [this, held = Hold()](const Outcome& outcome) { Ended(outcome); }});
  if (!started) Refuse(started.error());
}

void BackTestStream::Told(const v1::BackTestRuleResponse& so_far) {
  {
    const std::lock_guard lock(mutex_);
    next_ = so_far.SerializeAsString();
  }
  GoOn();
}

void BackTestStream::Ended(const Outcome& outcome) {
  if (!outcome) return Refuse(outcome.error());
  {
    const std::lock_guard lock(mutex_);
    at_end_ = true;
  }
  GoOn();
}

void BackTestStream::GoOn() {
  bool write = false;
  bool end = false;
  {
    const std::lock_guard lock(mutex_);
    write = !writing_ && !next_.empty();
    if (write) outgoing_ = ToBuffer(std::exchange(next_, {}));
    writing_ = writing_ || write;
    end = at_end_ && !writing_;
  }
  if (write) Write(&outgoing_);
  if (end) End(grpc::Status::OK);
}

void BackTestStream::OnWriteDone(bool ok) {
  if (!ok) return End(grpc::Status::CANCELLED);
  {
    const std::lock_guard lock(mutex_);
    writing_ = false;
  }
  GoOn();
}

}  // namespace caseload::rpc
