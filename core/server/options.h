// SPDX-License-Identifier: Apache-2.0
// Options: what the operator may say on the command line.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace caseload::server {

struct Options {
  std::filesystem::path data;       // folder of the records
  std::vector<std::string> listen;  // "unix:PATH" or "HOST:PORT"; loopback only
  std::filesystem::path packs;      // folder of the reference data
  std::filesystem::path worker;     // the program that loads a rule
  std::string log_level = "info";
};

// The options, or the exit code after help, version or a complaint was printed.
std::variant<Options, int> ReadOptions(int argc, char** argv);

// "unix:$XDG_RUNTIME_DIR/caseload.sock", or "unix:./caseload.sock" without one: where the client
// looks too.
std::string DefaultAddress();

// Why the server will not listen there; empty when it will.
std::string WhyNotListen(const std::string& address);

}  // namespace caseload::server
