// SPDX-License-Identifier: Apache-2.0
// Serve: the process under measurement: the server as it is shipped on one address, the probes on
// another.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bench/child.h"
#include "bench/load.h"

namespace caseload::bench {

// For `caseload-bench serve FOLDER ADDRESS PROBE-ADDRESS [no-tick] [guests]`: until SIGTERM.
int Serve(const std::vector<std::string>& words);

// Such a process, with its two addresses.
class Served {
 public:
  enum class Tick { kOn, kOff };
  enum class Guests { kOut, kIn };  // rules of the tests, behind the second address
  // `sockets` is a folder for its sockets.
  Served(const std::filesystem::path& folder, const std::filesystem::path& sockets,
         Tick tick = Tick::kOn, Guests guests = Guests::kOut);
  const std::string& ours() const { return ours_; }
  const std::string& probe() const { return probe_; }
  const Child& child() const { return child_; }
  std::function<double()> Cpu() const {
    return [this] { return child_.CpuSeconds(); };
  }

 private:
  std::string ours_;
  std::string probe_;
  Child child_;
};

}  // namespace caseload::bench
