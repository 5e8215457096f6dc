// SPDX-License-Identifier: Apache-2.0
#include "rules/host/spawn.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>

#include "rules/layout.h"

namespace caseload::rules {
namespace {

// What a spawn needs and must give back.
class SpawnSettings {
 public:
  explicit SpawnSettings(std::span<const int> descriptors) {
    posix_spawn_file_actions_init(&files_);
    for (int standard = 0; standard <= 2; ++standard) {
      // What a rule prints could hold facts of a child: it goes nowhere.
      posix_spawn_file_actions_addopen(&files_, standard, "/dev/null",
                                       standard == 0 ? O_RDONLY : O_WRONLY, 0);
    }
    int number = kChannel;
    for (const int descriptor : descriptors)
      posix_spawn_file_actions_adddup2(&files_, descriptor, number++);
    posix_spawn_file_actions_addclosefrom_np(&files_, number);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    // A group of its own: Ctrl-C at the server's terminal is for the server.
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  int Spawn(pid_t* pid, WorkerCommand& command) {
    char* words[] = {command.program.data(), command.library.data(), nullptr};
    std::vector<char*> lines;
    for (auto& line : command.environment) lines.push_back(line.data());
    lines.push_back(nullptr);
    return posix_spawn(pid, command.program.c_str(), &files_, &attributes_, words, lines.data());
  }

 private:
  posix_spawn_file_actions_t files_;
  posix_spawnattr_t attributes_;
};

}  // namespace

int OutOfTheWay(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, kLastDescriptor + 1); }

int Spawn(pid_t* pid, WorkerCommand command, std::span<const int> descriptors) {
  return SpawnSettings(descriptors).Spawn(pid, command);
}

}  // namespace caseload::rules
