// SPDX-License-Identifier: Apache-2.0
// Rule author: the verbs of caseload rule that are done by another program, without a server.
#pragma once

#include <CLI/App.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/session.h"

namespace caseload::cli {

// So that help and completion know them; their options are the other program's.
void AddRuleAuthor(CLI::App& group);

// The verb and all words after it when the words ask for a verb of authors; nothing otherwise.
std::optional<std::vector<std::string>> WordsOfAnAuthor(CLI::App& program,
                                                        std::span<const std::string> words);

// Becomes the other program: returns only when there is none, and has said so.
ExitCode HandOver(const Session& session, const std::vector<std::string>& words);

}  // namespace caseload::cli
