// SPDX-License-Identifier: Apache-2.0
// Lint: what can be said of a rule's library without running any of it. Not a wall (the worker is
// one), but a reason in words, and a stop before any of its code is loaded.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace caseload::rules {

// Why the file is no library that a worker should load, in words for the rule's author; nothing
// when it is one. The bytes may be anything.
std::optional<std::string> WrongWithLibrary(std::string_view bytes);

}  // namespace caseload::rules
