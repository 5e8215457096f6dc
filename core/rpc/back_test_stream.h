// SPDX-License-Identifier: Apache-2.0
// BackTestStream: tells whoever asked for a back-test how far it has come. Each message has all
// that came before: while one goes out the next is kept, and a later one takes its place.
#pragma once

#include <mutex>
#include <string>

#include "app/back_test.h"
#include "rpc/stream.h"

namespace caseload::rpc {

class BackTestStream final : public Stream<WriteReactor> {
 public:
  BackTestStream(Call call, app::BackTests& back_tests, const v1::BackTestRuleRequest& request);
  void OnWriteDone(bool ok) override;

 private:
  // On the back-test's thread.
  void Told(const v1::BackTestRuleResponse& so_far);
  void Ended(const Outcome& outcome);
  // Starts what can be started: the next write, or the end.
  void GoOn();

  ByteBuffer outgoing_;

  std::mutex mutex_;
  std::string next_;  // the message that goes out next; empty: there is none
  bool writing_ = false;
  bool at_end_ = false;
};

}  // namespace caseload::rpc
