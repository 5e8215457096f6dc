// SPDX-License-Identifier: Apache-2.0
// Says in words why a file or folder cannot be read. Names the last part of its path only: what
// stands before it may hold people's names.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

#include "exchange/exchange.h"

namespace caseload::exchange {

std::string LastPart(const std::filesystem::path& path);
// FILE_UNREADABLE, and the reason in words.
Failure Unreadable(const std::filesystem::path& path, std::error_code why);
// Nothing when it can be opened for reading.
std::optional<Failure> CheckFile(const std::filesystem::path& path);
std::optional<Failure> CheckFolder(const std::filesystem::path& path);

}  // namespace caseload::exchange
