// SPDX-License-Identifier: Apache-2.0
// RuleBook: the rules of one folder, each alive in a worker process of its own, and the questions
// put to them.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "caseload/v1/finding.pb.h"
#include "caseload/v1/rule_service.pb.h"
#include "rules/answer.h"
#include "rules/case_facts.h"

namespace caseload::rules {

struct RuleLimits {
  // A rule takes microseconds for a case; a person waits for the answer.
  std::chrono::milliseconds evaluation{250};
  // For a thousand cases asked about together, each of which may take what one may.
  std::chrono::milliseconds batch{10'000};
  // From a cold disk on a busy machine; otherwise some milliseconds.
  std::chrono::milliseconds load{10'000};
  // One failure may be the case's fault, three in a row are the rule's.
  int failures_in_a_row = 3;
  // A batch may meet some cases a rule cannot bear; a rule that many are poison to is broken.
  int failures_in_an_hour = 20;
};

// The words in which rules and server speak: code sets, calendar and clocks.
struct RuleWords {
  CodeNumbers numbers;
  ReferenceRows reference;
};

class Guest;
class LibraryStore;
class Spawner;
struct House;

// Thread-safe.
class RuleBook {
 public:
  // Every *.so of the folder is a rule, in the order of file names; NAME.json beside NAME.so holds
  // its settings. A rule that cannot be loaded, and a folder that cannot be read, is listed as
  // refused: an alarm, never a skip.
  static std::unique_ptr<RuleBook> Open(const std::filesystem::path& rules_folder,
                                        const std::filesystem::path& worker_program,
                                        RuleWords words, RuleLimits limits = {});
  // None at all; what stands in the list is why.
  static std::unique_ptr<RuleBook> WithoutRules(RuleWords words, const std::string& why);
  ~RuleBook();
  RuleBook(const RuleBook&) = delete;
  RuleBook& operator=(const RuleBook&) = delete;

  // Refused ones included, with the reason.
  std::vector<v1::Rule> List() const;

  // What the rules say of the case, in the order of rules; all that are in force when none is
  // named. A rule that fails fails the whole question (RULE_FAILED): silence of one rule must not
  // look like its approval. RULE_UNAVAILABLE for a name that is not in force; NOT_FOUND for a case
  // that is not among the subject's, NOT_KNOWN_THEN for one referred after as_of. Blocks for up to
  // the limit of each rule: not for a thread that serves others.
  Result<std::vector<v1::Finding>> Evaluate(const Subject& subject, Date as_of,
                                            std::span<const std::string> rule_ids);

  // What one rule says of each subject, in their order: an answer, or RULE_FAILED for one it fails
  // on, which does not keep it from the others. RULE_UNAVAILABLE when it is not in force; BUSY when
  // this machine starts no worker just now. Blocks.
  Result<std::vector<Result<Answer>>> Ask(const std::string& rule_id,
                                          std::span<const SubjectFacts> subjects,
                                          Why why = Why::kNotAsked);

  // What keeps rules from the rest of this machine, and what of it the kernel did not give; for the
  // operator, at start. Empty when no rule could be started.
  std::vector<Layer> Confinement() const;

 private:
  RuleBook(RuleWords words, const std::string& worker_program, RuleLimits limits);
  Result<std::vector<Guest*>> Named(std::span<const std::string> rule_ids) const;

  const RuleWords words_;
  std::unique_ptr<Spawner> spawner_;
  std::unique_ptr<LibraryStore> store_;
  std::unique_ptr<House> house_;
  std::vector<std::unique_ptr<Guest>> guests_;
  std::vector<v1::Rule> missing_;  // what stands in the list for rules that cannot be
};

}  // namespace caseload::rules
