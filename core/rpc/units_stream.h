// SPDX-License-Identifier: Apache-2.0
// UnitsStream: takes the units of an import message by message, and says of each what has been kept
// for good.
#pragma once

#include <grpcpp/grpcpp.h>

#include <deque>
#include <mutex>
#include <string>

#include "app/imports.h"

namespace caseload::rpc {

class UnitsStream final : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  UnitsStream(app::Imports& imports, std::string actor);
  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  // On the committing thread.
  void Kept(Result<std::string> answer);
  // With the lock held.
  void WriteNext();
  void FinishOnce(const grpc::Status& status);

  app::Imports& imports_;
  std::string actor_;
  std::string import_id_;
  grpc::ByteBuffer incoming_;
  grpc::ByteBuffer outgoing_;

  std::mutex mutex_;
  std::deque<std::string> answers_;
  int committing_ = 0;
  bool writing_ = false;
  bool reads_ended_ = false;
  bool finished_ = false;
  bool done_ = false;
};

}  // namespace caseload::rpc
