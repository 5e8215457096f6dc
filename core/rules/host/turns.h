// SPDX-License-Identifier: Apache-2.0
// Turns: how a worker shares the processor with everybody else. Where the kernel knows no length of
// a turn (before 6.12) or refuses what is asked of it, the worker runs as any other program.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace caseload::rules {

// Whoever has something to do at once goes before the calling thread, and before what it starts.
void TakeLongTurns();

// Of one worker, which was started by a thread that takes long turns: loading a rule is in nobody's
// way.
class WorkerTurns {
 public:
  explicit WorkerTurns(pid_t worker);

  // It is about to be asked, and somebody waits for the answer.
  void BeAsked() const;
  // The least of the processor from now on.
  void GiveWay();
  // Behind those who have something to do at once, and with a tenth of the processor where they
  // want all of it; and then where it stood before. Who is not root may take of it, and not give
  // back.
  void StandBack() const;
  void StandAsBefore() const;

 private:
  pid_t worker_;
  // Where it stands when it does not stand back; a turn is in nanoseconds.
  int nice_;
  std::uint64_t turn_;
};

}  // namespace caseload::rules
