// SPDX-License-Identifier: Apache-2.0
// Replay: makes the facts of a decision anew from the record as it was known then, asks the same
// rules again, and compares what they say byte by byte with what was kept.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <utility>

#include "app/rule_decisions.h"
#include "caseload/v1/finding_service.pb.h"

namespace caseload::app {

class RuleLife;

class Replay {
 public:
  Replay(const Desk& desk, const rules::RuleBook& book, const RuleLife& life);

  // Both block: they start rules that are no longer in force.
  Result<v1::ReplayDecisionResponse> One(const v1::ReplayDecisionRequest& request) const;
  // Sets of rules that decisions were made by, alive for whoever replays several: the few that were
  // wanted last. Their workers end with it.
  class Asked;
  // The next decisions after the sequence, which moves on; at most `most` of them. An answer
  // without replayed decisions: the journal has no more.
  Result<v1::ReplayDecisionsResponse> Some(std::uint64_t& after, std::uint64_t most,
                                           Asked& asked) const;
  Result<std::uint64_t> Sequence() const { return desk_.reader().Sequence(); }

 private:
  using Set = std::shared_ptr<const rules::RuleSet>;
  Result<v1::ReplayDecisionResponse> Repeat(v1::RuleDecision decision, Asked& asked) const;
  // The rules of a set that was kept, in workers of their own; with another digest when one of them
  // cannot be started, or nobody knows the set.
  Result<Set> SetOf(const std::string& digest, Asked& asked) const;

  const Desk& desk_;
  const rules::RuleBook& book_;
  const RuleLife& life_;
  const std::string reference_digest_;
};

// Used by one thread at a time.
class Replay::Asked {
 private:
  friend class Replay;
  Set Find(const std::string& digest) const;
  void Keep(const std::string& digest, Set set);

  // Decisions of those in force and of those in shadow take turns, and one of them is replaced.
  static constexpr std::size_t kSets = 4;
  std::deque<std::pair<std::string, Set>> latest_;
};

}  // namespace caseload::app
