// SPDX-License-Identifier: Apache-2.0
#include "rpc/units_stream.h"

namespace caseload::rpc {
namespace {

// Messages taken but not yet committed: some are written while some are decided and the next is
// read.
constexpr int kAhead = 5;

}  // namespace

UnitsStream::UnitsStream(Call call, app::Imports& imports)
    : Stream(std::move(call)), imports_(imports) {
  Read(&incoming_);
}

void UnitsStream::OnReadDone(bool ok) {
  if (!ok) {
    const std::lock_guard lock(mutex_);
    reads_ended_ = true;
    WriteNext();
    return;
  }
  if (ended()) return;
  // Only the first message of a stream needs to name the import.
  auto sent = app::SentUnits::From(
      [bytes = incoming_, import_id = import_id_](v1::SendUnitsRequest& request) -> Outcome {
        if (auto wrong = ReadRequest(bytes, request); !wrong) return wrong;
        if (request.import_id().empty()) request.set_import_id(import_id);
        return Nothing{};
      });
  if (!sent) return Refuse(sent.error());
  import_id_ = (*sent)->request().import_id();
  bool read_on = false;
  {
    const std::lock_guard lock(mutex_);
    read_on = ++committing_ < kAhead;
  }
  imports_.Send(actor(), *std::move(sent),
                [this, held = Hold()](Result<std::string> answer) { Kept(std::move(answer)); });
  if (read_on) Read(&incoming_);
}

void UnitsStream::Kept(Result<std::string> answer) {
  if (!answer) return Refuse(answer.error());
  const std::lock_guard lock(mutex_);
  const bool was_full = committing_-- == kAhead;
  answers_.push_back(*std::move(answer));
  WriteNext();
  if (was_full) Read(&incoming_);
}

void UnitsStream::WriteNext() {
  if (writing_) return;
  if (!answers_.empty()) {
    writing_ = true;
    outgoing_ = ToBuffer(std::move(answers_.front()));
    answers_.pop_front();
    Write(&outgoing_);
  } else if (reads_ended_ && committing_ == 0) {
    End(grpc::Status::OK);
  }
}

void UnitsStream::OnWriteDone(bool ok) {
  if (!ok) return End(grpc::Status::CANCELLED);
  const std::lock_guard lock(mutex_);
  writing_ = false;
  WriteNext();
}

}  // namespace caseload::rpc
