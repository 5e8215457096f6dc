// SPDX-License-Identifier: Apache-2.0
#include "rules/host/turns.h"

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

namespace caseload::rules {
namespace {

// Nanoseconds. Whose turn is shorter goes first when it wakes, and three milliseconds are
// everybody's. One that is asked has turns that are hardly longer: on a machine where all are busy
// its turn comes as much later.
constexpr std::uint64_t kLong = 100'000'000;
constexpr std::uint64_t kWhenAsked = 5'000'000;

// What sched_setattr(2) takes. The kernel's own header defines what the C library's does too, and
// the C library has no name for it before 2.41.
struct Attributes {
  std::uint32_t size = sizeof(Attributes);
  std::uint32_t policy = SCHED_OTHER;
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  std::uint64_t runtime = 0;
  std::uint64_t deadline = 0;
  std::uint64_t period = 0;
};

constexpr int kLeast = 19;
constexpr int kBack = 10;

// Of the calling thread when there is no process.
bool Set(pid_t process, int nice, std::uint64_t turn) {
  Attributes attributes;
  attributes.nice = nice;
  attributes.runtime = turn;
  return syscall(SYS_sched_setattr, process, &attributes, 0) == 0;
}

int NiceOf(pid_t process) { return getpriority(PRIO_PROCESS, static_cast<id_t>(process)); }

}  // namespace

void TakeLongTurns() { (void)Set(0, NiceOf(0), kLong); }

WorkerTurns::WorkerTurns(pid_t worker)
    : worker_(worker), nice_(NiceOf(worker)), turn_(kWhenAsked) {}

void WorkerTurns::BeAsked() const { (void)Set(worker_, nice_, turn_); }

// Not the idle policy: a worker that is never run would look like one that does not answer.
void WorkerTurns::GiveWay() {
  nice_ = kLeast;
  turn_ = kLong;
  (void)Set(worker_, nice_, turn_);
}

void WorkerTurns::StandBack() const { (void)Set(worker_, std::max(nice_, kBack), kLong); }

void WorkerTurns::StandAsBefore() const {
  if (!Set(worker_, nice_, turn_)) (void)Set(worker_, std::max(nice_, kBack), turn_);
}

}  // namespace caseload::rules
