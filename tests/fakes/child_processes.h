// SPDX-License-Identifier: Apache-2.0
// Child processes of the program under test, by their ids.
#pragma once

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace caseload::fakes {

// Of this process, that have not ended.
inline std::set<std::string> ChildProcesses() {
  std::set<std::string> children;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream list(task.path() / "children");
    for (std::string child; list >> child;) children.insert(child);
  }
  return children;
}

}  // namespace caseload::fakes
