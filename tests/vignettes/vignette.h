// SPDX-License-Identifier: Apache-2.0
// Vignette: facts of a made-up child and what a rule must find in them, as text that a practitioner
// can read. The form is described in plugins/sdk/VIGNETTES.md.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "rules/case_facts.h"

namespace caseload::rules {

struct ExpectedFinding {
  std::string kind;  // "PROMPT", "BREACH", "DATA_GAP", "INFO"
  std::string code;
  std::optional<std::int64_t> measure = {};
  std::optional<std::int64_t> threshold = {};
  std::string unit = {};
  std::vector<std::string> because_of = {};  // "case first on 2023-01-10"
  std::string says = {};                     // empty: not said
};

struct Vignette {
  std::string title;
  std::string settings = "{}";
  Subject subject = {};
  Date as_of = {};
  bool asked = false;
  bool answered = false;
  std::vector<ExpectedFinding> expected = {};
};

// All vignettes of a file, or the line that cannot be read and why.
std::variant<std::vector<Vignette>, std::string> ReadVignettes(const std::filesystem::path& file);

}  // namespace caseload::rules
