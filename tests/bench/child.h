// SPDX-License-Identifier: Apache-2.0
// Child: a program started by the benchmark, watched from outside, and ended with it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace caseload::bench {

// This very program.
std::filesystem::path Self();

class Child {
 public:
  // Starts it and waits until it has written a line: the sign that it serves. Gives up when it ends
  // before. It ends with this process, even when that is killed: see Leash.
  explicit Child(std::vector<std::string> command);
  // Ends it in good order and waits for it.
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Processor time it has used so far.
  double CpuSeconds() const;
  int Threads() const;
  // Memory of its own, without mapped files.
  double MegabytesHeld() const;
  // From the start to the line.
  double SecondsToReady() const { return seconds_to_ready_; }

 private:
  pid_t pid_ = -1;
  int output_ = -1;
  double seconds_to_ready_ = 0;
};

// For `caseload-bench leash PROGRAM ARGUMENT…`: becomes the program, and dies with the one that
// started it.
int Leash(const std::vector<std::string>& command);
// The same for this process.
void DieWithParent();

}  // namespace caseload::bench
