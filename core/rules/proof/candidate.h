// SPDX-License-Identifier: Apache-2.0
// Candidate: a package on trial, asked in workers of its own.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rules/host/worker_use.h"
#include "rules/package.h"
#include "rules/rule_book.h"

namespace caseload::rules {

// Where it is tried. The package and the words must outlive whoever holds one.
struct Court {
  const Package& package;
  std::filesystem::path worker_program;
  const RuleWords& words;
  RuleLimits limits;  // of the server, for one that is in force
  std::chrono::steady_clock::time_point until = std::chrono::steady_clock::now() + limits.proof;
};

class Candidate {
 public:
  // `environment`: NAME=VALUE, of its workers.
  explicit Candidate(const Court& court, std::vector<std::string> environment = {});

  const Court& court() const { return court_; }
  const std::string& rule_id() const { return court_.package.manifest.rule_id(); }

  // The rule with these settings. Another process each time. A busy machine must not fail it: it
  // has more time than one in force.
  std::shared_ptr<const RuleSet> Started(const RuleSettings& settings = {}) const;
  // Why it is not alive; empty when it is.
  static std::string Refusal(const RuleSet& set);
  // What its worker has used; nothing when this machine does not show it.
  static std::optional<WorkerUse> Used(const RuleSet& set);
  // Why it lost a worker that was asked about several, each of whom it bears alone; empty when it
  // did not.
  static std::string LostInABatch(const RuleSet& set);

  // What it says of each; an error once the trial has taken longer than one may.
  Result<std::vector<Result<Answer>>> Ask(const RuleSet& set,
                                          std::span<const SubjectFacts> subjects) const;

  // What it says of each, as bytes, asked so many at a time. The error of the first it fails on.
  Result<std::vector<std::string>> Answers(const RuleSet& set,
                                           std::span<const SubjectFacts> subjects,
                                           std::size_t at_a_time) const;

 private:
  const Court& court_;
  RuleBook book_;
};

}  // namespace caseload::rules
