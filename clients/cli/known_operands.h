// SPDX-License-Identifier: Apache-2.0
// Known operands: names that completion asks the server for.
#pragma once

#include <CLI/App.hpp>
#include <span>
#include <string>
#include <vector>

namespace caseload::cli {

// The server that the words of an unfinished command line name, or the environment; else `usual`.
std::string ServerNamed(std::span<const std::string> words, const std::string& usual);

// Names of measures for `measure get`, of code sets for `reference codes`; nothing for other
// commands, and nothing when the server does not answer at once: a shell waits for it.
std::vector<std::string> KnownOperands(const CLI::App& command, const std::string& server);

}  // namespace caseload::cli
