// SPDX-License-Identifier: Apache-2.0
// Starts the worker as if the kernel had not one of the walls: the one this program is called by.
#include <libgen.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

namespace {

bool Deny(scmp_filter_ctx filter, int error, int call) {
  return seccomp_rule_add(filter, SCMP_ACT_ERRNO(static_cast<std::uint16_t>(error)), call, 0) == 0;
}
bool DenyPrctl(scmp_filter_ctx filter, int what) {
  return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1,
                          SCMP_A0_32(SCMP_CMP_EQ, static_cast<scmp_datum_t>(what))) == 0;
}

bool DenyWall(scmp_filter_ctx filter, std::string_view wall) {
  if (wall == "limits") return Deny(filter, EPERM, SCMP_SYS(prlimit64));
  if (wall == "privileges") return DenyPrctl(filter, PR_SET_DUMPABLE);
  // Whatever else a worker gives back stays as well, which only costs memory.
  if (wall == "clocks") return Deny(filter, EPERM, SCMP_SYS(munmap));
  if (wall == "cycle counter") return DenyPrctl(filter, PR_SET_TSC);
  if (wall == "files") return Deny(filter, ENOSYS, SCMP_SYS(landlock_create_ruleset));
  if (wall == "system calls")
    return Deny(filter, ENOSYS, SCMP_SYS(seccomp)) && DenyPrctl(filter, PR_SET_SECCOMP);
  return false;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  const std::string_view wall = basename(words[0]);
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (filter == nullptr || !DenyWall(filter, wall) || seccomp_load(filter) != 0) return 3;
  char* environment[] = {nullptr};
  execve(CASELOAD_RULE_WORKER, words, environment);
  return 4;
}
