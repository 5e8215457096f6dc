// SPDX-License-Identifier: Apache-2.0
// StartCount: how often in a row the server ended soon after it was started, without having been
// asked to; kept in its data folder. After some such ends it comes up without rules.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace caseload::server {

// Whoever starts a server again after each crash has done so for some minutes by then.
inline constexpr int kEarlyEnds = 3;
// A server that has served so long did not end at its start.
inline constexpr std::chrono::seconds kWellStarted{60};

class StartCount {
 public:
  // Counts this start. The folder is held by this process.
  explicit StartCount(const std::filesystem::path& data);
  StartCount(const StartCount&) = delete;
  StartCount& operator=(const StartCount&) = delete;

  // Why no rule should be loaded this time, for the operator; empty when they should.
  std::string WhySafeMode() const;
  // It has served well, or was asked to end: the next start is the first again.
  void Well() const;
  // It refused to start and said why, which is no crash: as if it had not been tried.
  void Refused() const;

 private:
  void Write(int count) const;

  std::filesystem::path file_;
  int before_ = 0;
};

}  // namespace caseload::server
