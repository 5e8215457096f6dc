// SPDX-License-Identifier: Apache-2.0
#include "server/start_count.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <fstream>
#include <system_error>

namespace caseload::server {
namespace {

// More are not told apart, and what else a file may say is none.
constexpr int kMost = 1000;

int ReadCount(const std::filesystem::path& file) {
  int count = 0;
  std::ifstream in(file);
  if (!(in >> count)) return 0;
  return std::clamp(count, 0, kMost);
}

}  // namespace

StartCount::StartCount(const std::filesystem::path& data)
    : file_(data / "caseload.starts"), before_(ReadCount(file_)) {
  Write(std::min(before_ + 1, kMost));
}

std::string StartCount::WhySafeMode() const {
  if (before_ < kEarlyEnds) return "";
  return "safe mode: the last " + std::to_string(before_) +
         " starts of the server ended early, so no rule was loaded; once it has served for a "
         "minute, "
         "or was asked to end, the next start loads them";
}

void StartCount::Well() const {
  std::error_code error;
  std::filesystem::remove(file_, error);
}

void StartCount::Refused() const {
  if (before_ == 0) {
    Well();
  } else {
    Write(before_);
  }
}

// A count that cannot be kept must not keep the server from starting.
void StartCount::Write(int count) const {
  std::ofstream out(file_, std::ios::trunc);
  out << count << '\n';
  out.close();
  if (!out) spdlog::warn("how often the server was started cannot be kept in its data folder");
}

}  // namespace caseload::server
