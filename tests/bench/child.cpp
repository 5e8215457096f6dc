// SPDX-License-Identifier: Apache-2.0
// Processes, and what /proc and the clocks tell of them.
#include "bench/child.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <fstream>

#include "bench/must.h"
#include "bench/stopwatch.h"

namespace caseload::bench {
namespace {

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

// A number of /proc/PID/status.
long Status(pid_t pid, const std::string& name) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(name + ":")) return std::stol(line.substr(name.size() + 1));
  }
  return 0;
}

}  // namespace

std::filesystem::path Self() { return std::filesystem::read_symlink("/proc/self/exe"); }

Child::Child(std::vector<std::string> command) {
  std::vector<std::string> words{Self().string(), "leash"};
  words.insert(words.end(), command.begin(), command.end());
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) GiveUp("no pipe to a child");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  const Stopwatch watch;
  const int failed =
      ::posix_spawn(&pid_, words[0].c_str(), &actions, nullptr, Pointers(words).data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  output_ = ends[0];
  if (failed != 0) GiveUp("cannot start " + command[0]);
  for (char letter = 0; letter != '\n';) {
    if (::read(output_, &letter, 1) != 1) GiveUp(command[0] + " ended before it served");
  }
  seconds_to_ready_ = watch.Seconds();
}

Child::~Child() {
  ::kill(pid_, SIGTERM);
  int status = 0;
  ::waitpid(pid_, &status, 0);
  ::close(output_);
}

double Child::CpuSeconds() const {
  clockid_t clock{};
  timespec spent{};
  if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &spent) != 0) return 0;
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * 1e-9;
}

int Child::Threads() const { return static_cast<int>(Status(pid_, "Threads")); }

double Child::MegabytesHeld() const { return static_cast<double>(Status(pid_, "RssAnon")) / 1024; }

void DieWithParent() { ::prctl(PR_SET_PDEATHSIG, SIGTERM); }

int Leash(const std::vector<std::string>& command) {
  DieWithParent();
  std::vector<std::string> words = command;
  ::execv(words[0].c_str(), Pointers(words).data());
  std::perror(words[0].c_str());
  return 1;
}

}  // namespace caseload::bench
