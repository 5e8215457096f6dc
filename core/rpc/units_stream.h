// SPDX-License-Identifier: Apache-2.0
// UnitsStream: takes the units of an import message by message, and says of each what has been kept
// for good.
#pragma once

#include <deque>
#include <mutex>
#include <string>

#include "app/imports.h"
#include "rpc/stream.h"

namespace caseload::rpc {

class UnitsStream final : public Stream<BidiReactor> {
 public:
  UnitsStream(Call call, app::Imports& imports);
  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;

 private:
  // On the committing thread.
  void Kept(Result<std::string> answer);
  // With the lock held.
  void WriteNext();

  app::Imports& imports_;
  std::string import_id_;
  ByteBuffer incoming_;
  ByteBuffer outgoing_;

  std::mutex mutex_;
  std::deque<std::string> answers_;
  int committing_ = 0;
  bool writing_ = false;
  bool reads_ended_ = false;
};

}  // namespace caseload::rpc
