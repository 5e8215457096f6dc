// SPDX-License-Identifier: Apache-2.0
// Candidate: a rule its author has before them, as a library or as a package, and the sandboxed
// workers in which it is asked.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rules/package.h"
#include "rules/proof/course.h"
#include "rules/rule_book.h"
#include "rules/vignettes/vignette.h"

namespace caseload::rules {

// Where a rule is asked, and in which words.
struct Workshop {
  std::filesystem::path worker_program;
  RuleWords words;
};

// A rule alive with one choice of settings.
struct Alive {
  std::shared_ptr<const RuleSet> set;
  RuleCard card;
  RuleValues values;

  Counting CountingWith(const ReferenceRows& reference) const { return {card, values, reference}; }
  // What it says of each; RULE_FAILED for one it fails on.
  Result<std::vector<Result<Answer>>> Ask(std::span<const SubjectFacts> subjects,
                                          Why why = Why::kNotAsked) const {
    return set->Ask(card.id, subjects, why);
  }
};

class Candidate {
 public:
  // NOT_FOUND when the file cannot be read, RULE_PACKAGE_INVALID when it is neither a library nor a
  // package. Starts nothing.
  static Result<std::unique_ptr<Candidate>> Open(const std::filesystem::path& file,
                                                 const Workshop& workshop);
  Candidate(const Candidate&) = delete;
  Candidate& operator=(const Candidate&) = delete;

  // In the sandbox; the same worker for the same settings. RULE_UNAVAILABLE when it cannot be
  // started or set so.
  Result<Alive> With(const RuleSettings& settings);

  // Those that came with a package, by name.
  const std::vector<v1::RuleFile>& vignettes() const { return vignettes_; }
  const RuleWords& words() const { return book_.words(); }

 private:
  Candidate(const Workshop& workshop) : book_(workshop.worker_program, workshop.words) {}

  const RuleBook book_;
  std::string library_;
  std::optional<v1::RuleManifest> manifest_;
  std::vector<v1::RuleFile> vignettes_;
  std::map<RuleSettings, Alive> alive_;
};

// "name=12" as a person sets it, or "name=12@2026-04-01" for what it is from a day on;
// FIELDS_INVALID for other text.
Result<RuleSettings> SettingsOf(const std::vector<std::string>& given);

// The vignettes of these files and of the folders among them, by path. NOT_FOUND when one cannot be
// read or a folder holds none.
Result<std::vector<v1::RuleFile>> VignetteFiles(const std::vector<std::filesystem::path>& given);

// FIELDS_INVALID with the line when the file cannot be read as vignettes.
Result<std::vector<Vignette>> ReadVignetteFile(const v1::RuleFile& file);

}  // namespace caseload::rules
