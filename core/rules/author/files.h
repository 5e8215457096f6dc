// SPDX-License-Identifier: Apache-2.0
// Files that an author's program reads and writes.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace caseload::rules {

// NOT_FOUND when it cannot be read.
Result<std::string> ReadWhole(const std::filesystem::path& file);
// Whole under its name, or not at all.
Outcome WriteWhole(const std::filesystem::path& file, const std::string& bytes);
// Never over a file that is there.
Outcome WriteNew(const std::filesystem::path& file, const std::string& bytes);
// The same, for its owner's eyes alone.
Outcome WriteSecret(const std::filesystem::path& file, const std::string& bytes);

}  // namespace caseload::rules
