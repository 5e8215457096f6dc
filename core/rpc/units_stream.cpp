// SPDX-License-Identifier: Apache-2.0
#include "rpc/units_stream.h"

#include "rpc/gate.h"
#include "rpc/status.h"

namespace caseload::rpc {
namespace {

// Messages taken but not yet committed: the next can be read and parsed while one is written.
constexpr int kAhead = 3;

}  // namespace

UnitsStream::UnitsStream(app::Imports& imports, std::string actor)
    : imports_(imports), actor_(std::move(actor)) {
  StartRead(&incoming_);
}

void UnitsStream::OnReadDone(bool ok) {
  if (!ok) {
    const std::lock_guard lock(mutex_);
    reads_ended_ = true;
    WriteNext();
    return;
  }
  v1::SendUnitsRequest request;
  if (auto wrong = ReadRequest(incoming_, request); !wrong)
    return FinishOnce(ToStatus(wrong.error()));
  if (request.import_id().empty()) request.set_import_id(import_id_);
  import_id_ = request.import_id();
  bool read_on = false;
  {
    const std::lock_guard lock(mutex_);
    if (finished_) return;
    read_on = ++committing_ < kAhead;
  }
  imports_.Send(actor_, std::move(request),
                [this](Result<std::string> answer) { Kept(std::move(answer)); });
  if (!read_on) return;
  const std::lock_guard lock(mutex_);
  if (!finished_) StartRead(&incoming_);
}

void UnitsStream::Kept(Result<std::string> answer) {
  if (!answer) FinishOnce(ToStatus(answer.error()));
  bool gone = false;
  {
    const std::lock_guard lock(mutex_);
    const bool was_full = committing_ == kAhead;
    --committing_;
    if (answer && !finished_) {
      answers_.push_back(*std::move(answer));
      WriteNext();
      if (was_full && !reads_ended_) StartRead(&incoming_);
    }
    gone = done_ && committing_ == 0;
  }
  if (gone) delete this;
}

void UnitsStream::WriteNext() {
  if (writing_ || finished_) return;
  if (!answers_.empty()) {
    writing_ = true;
    outgoing_ = ToBuffer(answers_.front());
    answers_.pop_front();
    StartWrite(&outgoing_);
  } else if (reads_ended_ && committing_ == 0) {
    finished_ = true;
    Finish(grpc::Status::OK);
  }
}

void UnitsStream::OnWriteDone(bool ok) {
  if (!ok) return FinishOnce(grpc::Status::CANCELLED);
  const std::lock_guard lock(mutex_);
  writing_ = false;
  WriteNext();
}

void UnitsStream::OnCancel() { FinishOnce(grpc::Status::CANCELLED); }

void UnitsStream::FinishOnce(const grpc::Status& status) {
  {
    const std::lock_guard lock(mutex_);
    if (finished_) return;
    finished_ = true;
  }
  Finish(status);
}

// What was handed to the ledger still names this stream.
void UnitsStream::OnDone() {
  bool gone = false;
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
    gone = committing_ == 0;
  }
  if (gone) delete this;
}

}  // namespace caseload::rpc
