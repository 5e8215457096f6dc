// SPDX-License-Identifier: Apache-2.0
// Seccomp: the system calls that are left, in two phases that stack: while the rule is loaded,
// which runs its constructors, and once it was made. Any other ends the worker by SIGSYS.
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <initializer_list>
#include <memory>
#include <type_traits>

#include "rules/layout.h"
#include "rules/worker/confine.h"

namespace caseload::rules {
namespace {

struct Release {
  void operator()(scmp_filter_ctx filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>, Release>;

// Made before the first one is in force: making one asks the kernel what it knows.
Filter& Second() {
  static auto& second = *new Filter;
  return second;
}
bool first_in_force = false;

class Draft {
 public:
  Draft() : filter_(seccomp_init(SCMP_ACT_KILL_PROCESS)) {
    whole_ = filter_ && seccomp_attr_set(filter_.get(), SCMP_FLTATR_CTL_NNP, 0) == 0 &&
             seccomp_attr_set(filter_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0;
  }
  void Allow(std::initializer_list<int> calls) {
    for (const int call : calls) Allow(call, {});
  }
  void Allow(int call, std::initializer_list<scmp_arg_cmp> when) {
    whole_ =
        whole_ && seccomp_rule_add_array(filter_.get(), SCMP_ACT_ALLOW, call,
                                         static_cast<unsigned>(when.size()), when.begin()) == 0;
  }
  // Null when something of it could not be said.
  Filter Take() { return whole_ ? std::move(filter_) : nullptr; }

 private:
  Filter filter_;
  bool whole_ = false;
};

scmp_arg_cmp Is(unsigned argument, scmp_datum_t value) { return {argument, SCMP_CMP_EQ, value, 0}; }
scmp_arg_cmp HasNone(unsigned argument, scmp_datum_t bits) {
  return {argument, SCMP_CMP_MASKED_EQ, bits, 0};
}

// What allocating memory, throwing and ending take.
void AllowLiving(Draft& draft) {
  draft.Allow({SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
               SCMP_SYS(futex), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn),
               SCMP_SYS(rt_sigprocmask), SCMP_SYS(getpid), SCMP_SYS(gettid)});
  // abort(), and no other signal.
  draft.Allow(SCMP_SYS(tgkill), {Is(0, static_cast<scmp_datum_t>(getpid())), Is(2, SIGABRT)});
  draft.Allow(SCMP_SYS(write), {Is(0, kAnsweredEvent)});
  draft.Allow(SCMP_SYS(read), {Is(0, kAskedEvent)});
}

Filter DraftFirst() {
  Draft draft;
  AllowLiving(draft);
  draft.Allow({SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(newfstatat),
               SCMP_SYS(close), SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(seccomp),
               SCMP_SYS(readlink), SCMP_SYS(access), SCMP_SYS(rt_sigaction), SCMP_SYS(sendto)});
  // The library and the channel; writing only to the channel, by sendto.
  draft.Allow({SCMP_SYS(read)});
  draft.Allow(SCMP_SYS(openat),
              {HasNone(2, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY))});
  // LiftLoadLimit, once the rule was made; who lifts it earlier still has the host's deadline.
  draft.Allow(SCMP_SYS(prlimit64), {Is(0, 0), Is(1, RLIMIT_CPU)});
  return draft.Take();
}

Filter DraftSecond() {
  Draft draft;
  AllowLiving(draft);
  draft.Allow(SCMP_SYS(mprotect), {HasNone(2, PROT_EXEC)});
  draft.Allow(SCMP_SYS(mmap),
              {HasNone(2, PROT_EXEC),
               {3, SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS | MAP_PRIVATE, MAP_ANONYMOUS | MAP_PRIVATE}});
  return draft.Take();
}

}  // namespace

Layer CloseSystem() {
  const std::string name = "system calls";
  if (kSanitized) return {name, false, "built with a sanitizer"};
  const Filter first = DraftFirst();
  Second() = DraftSecond();
  if (!first || !Second()) return {name, false, "no filter can be made"};
  first_in_force = seccomp_load(first.get()) == 0;
  return {name, first_in_force, first_in_force ? "" : "the kernel takes no filter"};
}

bool CloseAllButTheEvents() { return !first_in_force || seccomp_load(Second().get()) == 0; }

}  // namespace caseload::rules
