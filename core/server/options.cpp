// SPDX-License-Identifier: Apache-2.0
#include "server/options.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>

namespace caseload::server {
namespace {

constexpr char kVersion[] = "caseloadd 0.1.0";

// Everything that belongs to the program stands beside it: bin/caseloadd, share/caseload/packs,
// lib/caseload/rules.
std::filesystem::path Home() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  return program.parent_path().parent_path();
}

}  // namespace

std::string DefaultAddress() {
  const char* folder = std::getenv("XDG_RUNTIME_DIR");
  return folder != nullptr && *folder != '\0' ? "unix:" + std::string(folder) + "/caseload.sock"
                                              : "unix:./caseload.sock";
}

std::string WhyNotListen(const std::string& address) {
  if (address.starts_with("unix:")) return "";
  const auto colon = address.rfind(':');
  if (colon == std::string::npos) return "is neither unix:PATH nor HOST:PORT";
  const std::string host = address.substr(0, colon);
  const bool loopback =
      host == "localhost" || host == "[::1]" ||
      (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos);
  return loopback ? ""
                  : "is not a loopback address: callers cannot be told apart yet, so others must "
                    "not reach the server";
}

std::variant<Options, int> ReadOptions(int argc, char** argv) {
  Options options;
  const auto home = Home();
  options.packs = home / "share/caseload/packs/england";
  options.worker = home / "bin/caseload-rule-worker";
  CLI::App app("Caseload server: keeps the records of children's social care and counts them.");
  app.set_version_flag("--version", kVersion);
  app.add_option("--data", options.data, "Folder of the records; created for its owner alone")
      ->required();
  app.add_option("--listen", options.listen,
                 "unix:PATH (only its owner can open it) or HOST:PORT on loopback; default " +
                     DefaultAddress());
  app.add_option("--packs", options.packs, "Folder of code sets, taxonomy, calendar and clocks")
      ->capture_default_str();
  app.add_option("--rule-worker", options.worker, "Program that loads a rule plugin")
      ->capture_default_str();
  app.add_option("--log-level", options.log_level, "debug, info, warn or error")
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    constexpr int kUsage = 2;
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  if (options.listen.empty()) options.listen.push_back(DefaultAddress());
  for (const auto& address : options.listen) {
    const std::string why = WhyNotListen(address);
    if (why.empty()) continue;
    std::cerr << "caseloadd: --listen " << address << " " << why << "\n";
    return 2;
  }
  return options;
}

}  // namespace caseload::server
