// SPDX-License-Identifier: Apache-2.0
// Vignette: facts of made-up people and what a rule must find in them, as text that a practitioner
// can read. The form is described in plugins/sdk/VIGNETTES.md.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "rules/case_facts.h"
#include "rules/worker_facts.h"

namespace caseload::rules {

struct ExpectedFinding {
  std::string kind;  // "PROMPT", "BREACH", "DUE", "DATA_GAP", "INFO"
  std::string code;
  std::optional<std::int64_t> measure = {};
  std::optional<std::int64_t> threshold = {};
  std::string unit = {};
  std::vector<std::string> because_of = {};  // "case first on 2023-01-10"
  std::string says = {};                     // empty: not said
};

// What a rule must have said by a day, or must not have said before it.
struct Promise {
  std::string rule;  // "visits-seen"
  std::string code;
  Date day = {};
  bool speaks = true;
};

struct Vignette {
  std::string title;
  std::string settings = "{}";
  bool settings_named = false;
  Subject subject = {};  // asked about when no other is
  std::optional<FamilySubject> family = {};
  WorkerSubject workers = {};
  std::optional<Date> as_of = {};  // nothing: asked on every day
  bool asked = false;
  bool answered = false;
  std::vector<ExpectedFinding> expected = {};
  std::vector<Promise> promises = {};

  bool AboutAChild() const {
    return !family && workers.worker_id.empty() && workers.team_id.empty();
  }
};

// The facts as they were known on the day.
Result<SubjectFacts> FactsOn(const Vignette& vignette, Date day, const CodeNumbers& numbers);

// Why a text holds no vignettes. What is quoted is the text's own, and not for everybody.
struct Unreadable {
  int line = 0;  // 0: the text as a whole
  std::string what;
  std::string quoted = {};
};
// All vignettes of a text.
std::variant<std::vector<Vignette>, Unreadable> ReadOrTell(const std::string& written);
// The same, with why in words for the author.
std::variant<std::vector<Vignette>, std::string> ReadVignettes(const std::string& written);

}  // namespace caseload::rules
