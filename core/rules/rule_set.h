// SPDX-License-Identifier: Apache-2.0
// RuleSet: the rules that are in force together, each alive in a worker process of its own, and
// the questions put to them. It never changes: whoever holds it is answered by the same rules.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "caseload/v1/finding.pb.h"
#include "caseload/v1/rule_service.pb.h"
#include "rules/answer.h"
#include "rules/case_facts.h"
#include "rules/rule_member.h"

namespace caseload::rules {

class Guest;

// What one rule said of several subjects, in their order.
struct RuleAnswers {
  std::string rule_id;
  std::vector<Result<Answer>> answers;
};

// What became of one rule when all were asked.
struct RuleAnswered {
  v1::Rule rule;  // as it stood afterwards
  // Or RULE_FAILED, RULE_UNAVAILABLE, TOO_LARGE, BUSY; nothing when it was not asked, because it is
  // not in force or is about others.
  std::optional<Result<Answer>> answer;
};

// Thread-safe. The book it came from must outlive it.
class RuleSet {
 public:
  // `without`: what stands in the list for rules that cannot be.
  RuleSet(const CodeNumbers& numbers, std::vector<std::shared_ptr<Guest>> guests,
          std::vector<v1::Rule> without = {});

  // SHA-256 over the members, hex.
  const std::string& digest() const { return described_.digest(); }
  // The members that were alive when the set was made.
  const v1::RuleSet& Describe() const { return described_; }
  const std::vector<std::shared_ptr<Guest>>& guests() const { return guests_; }

  // What it was made of; those that could not be started included.
  std::vector<RuleMember> Members() const;

  // Whether both hold the very same rules, alive or refused, and list the same beside them.
  bool IsSameAs(const RuleSet& other) const;

  // Refused ones included, with the reason.
  std::vector<v1::Rule> List() const;
  // Of these, those that cannot speak.
  std::vector<v1::Rule> Refused() const;

  // What the rules say of the case, in the order of rules; all that are in force when none is
  // named. A rule that fails fails the whole question (RULE_FAILED): silence of one rule must not
  // look like its approval. RULE_UNAVAILABLE for a name that is not in force; NOT_FOUND for a case
  // that is not among the subject's, NOT_KNOWN_THEN for one referred after as_of. Blocks for up to
  // the limit of each rule: not for a thread that serves others.
  Result<std::vector<v1::Finding>> Evaluate(const Subject& subject, Date as_of,
                                            std::span<const std::string> rule_ids) const;

  // What each rule that is about such a subject says of it, and then the rules that were not asked,
  // both in the order of rules: one that fails does not keep the others from answering. Of all that
  // are in force when none is named. RULE_UNAVAILABLE for a name that is not in force, or is not
  // about such a subject. Blocks as Evaluate does.
  Result<std::vector<RuleAnswered>> AskAll(const SubjectFacts& facts,
                                           std::span<const std::string> rule_ids) const;

  // What one rule says of each subject, in their order: an answer, or RULE_FAILED for one it fails
  // on, which does not keep it from the others. RULE_UNAVAILABLE when it is not in force; BUSY when
  // this machine starts no worker just now. Blocks.
  Result<std::vector<Result<Answer>>> Ask(const std::string& rule_id,
                                          std::span<const SubjectFacts> subjects,
                                          Why why = Why::kNotAsked,
                                          Told told = Told::kFindings) const;

  // What every rule that is in force, and is about such subjects, says of each of several of one
  // kind, in the order of rules and of subjects. Fails as a whole only when this machine starts no
  // worker just now (BUSY). Blocks.
  Result<std::vector<RuleAnswers>> AskEach(std::span<const SubjectFacts> subjects) const;

  // What keeps rules from the rest of this machine, and what of it the kernel did not give; for the
  // operator. Empty when no rule could be started.
  std::vector<Layer> Confinement() const;

 private:
  Result<std::vector<Guest*>> Named(std::span<const std::string> rule_ids) const;

  const CodeNumbers& numbers_;
  const std::vector<std::shared_ptr<Guest>> guests_;
  const std::vector<v1::Rule> without_;
  v1::RuleSet described_;
};

}  // namespace caseload::rules
