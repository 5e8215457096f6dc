// SPDX-License-Identifier: Apache-2.0
// Command tree: walks the commands along the words of a command line, for suggestions and
// completion.
#pragma once

#include <CLI/App.hpp>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace caseload::cli {

struct Walk {
  CLI::App* command = nullptr;  // the last command that was named
  // The first word that should have been a command and is none; empty when there is none.
  std::string unknown;
  // The option whose value comes next; null when none is waited for.
  const CLI::Option* open_option = nullptr;
  // Words after the last command that are neither options nor their values.
  std::size_t operands = 0;
};

// Whether the command does something by itself with the words after it, beside having commands.
bool TakesOperands(const CLI::App& command);

Walk WalkAlong(CLI::App& program, std::span<const std::string> words);

// Names of the commands right below this one.
std::vector<std::string> CommandsOf(CLI::App& command);

// Knows the operands of a command, e.g. by asking the server; empty for those it knows nothing of.
using OperandsOf = std::function<std::vector<std::string>(const CLI::App& command)>;

// What may stand in the place of the last word, given those before it.
std::vector<std::string> Completions(CLI::App& program, std::span<const std::string> words,
                                     const OperandsOf& operands_of);

}  // namespace caseload::cli
