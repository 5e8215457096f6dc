// SPDX-License-Identifier: Apache-2.0
// RuleFollower: asks the rules as the record goes on: about every case that something was recorded
// of, on the day a former answer named, and about all open cases when other rules come into force.
// Those in shadow are asked with the others, of the same facts.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "app/rule_decisions.h"

namespace caseload::app {

class RuleFollower {
 public:
  RuleFollower(const Desk& desk, const Imports& imports, const rules::RuleBook& book);
  ~RuleFollower();
  RuleFollower(const RuleFollower&) = delete;
  RuleFollower& operator=(const RuleFollower&) = delete;

  // Reads how far it had got. Once, before all else.
  Outcome Recall();
  // Follows on a thread of its own until Stop. `on_trouble` is told, on that thread, what keeps it;
  // it goes on trying.
  void Start(std::function<void(const Error&)> on_trouble);
  void Stop();
  // Something was recorded, or other rules are in force. Never blocks.
  void Wake();

  // One piece of the work that is due now; false when there is none left. For the follower's own
  // thread, or for a caller without one: never both.
  Result<bool> Step();
  // Whatever was recorded up to here has been looked at. Thread-safe.
  std::uint64_t through() const { return through_; }
  // Every open case was asked about since these rules came into force, with this calendar and this
  // beginning of the history, and no day has come that an answer named. Thread-safe.
  Result<bool> HasAskedAll() const;

 private:
  struct Sets {
    std::shared_ptr<const rules::RuleSet> in_force;
    std::shared_ptr<const rules::RuleSet> in_shadow;
  };
  // All open cases, and all about which something was decided before, from the first to the last.
  struct Sweep {
    v1::DecisionProgress reaches;  // see Wanted
    std::uint64_t from = 0;        // what was decided at or after this sequence need not be again
    std::size_t list = 0;          // which of the lists it walks along
    std::optional<store::Term> after;
  };

  // As few as to be quick for somebody who waits for what their change makes the rules say, as many
  // as to be worth a transaction.
  static constexpr std::size_t kCasesAtOnce = 32;

  void Run();
  void Reach(v1::DecisionProgress progress);
  // What is true when all open cases were asked about: by whom and with which words.
  v1::DecisionProgress Wanted(const Sets& sets, std::uint64_t end) const;
  Outcome BeginSweep(const Sets& sets, const v1::DecisionProgress& wanted, std::uint64_t end);
  Result<bool> FollowJournal(const Sets& sets);
  Result<bool> AskWhatIsDue(const Sets& sets);
  Result<bool> BringBackPutOff(const Sets& sets);
  Result<bool> SweepOn(const Sets& sets);
  Result<bool> NeedsSweep(const std::string& case_id) const;
  struct Decided {
    v1::RuleDecision decision;
    Holder holder;
  };
  // Of each case a decision of either set.
  Outcome AskAbout(const Sets& sets, std::span<const std::string> case_ids, const AskedAt& at,
                   std::vector<Decided>& decided) const;
  struct Occasion {
    AskedAt at;
    v1::DecisionTrigger trigger;
  };
  Outcome DecideSome(const Sets& sets, std::span<const std::string> case_ids,
                     const Occasion& occasion, const v1::DecisionProgress* reached);
  // Asks about the cases and keeps what is said; with `reached`, also how far this has brought us.
  Outcome Decide(const Sets& sets, const std::set<std::string>& case_ids,
                 v1::DecisionTrigger trigger, const v1::DecisionProgress* reached);

  const Desk& desk_;
  const Imports& imports_;
  const rules::RuleBook& book_;
  const std::string reference_digest_;
  v1::DecisionProgress progress_;
  std::optional<Sweep> sweep_;
  std::atomic<std::uint64_t> through_ = 0;
  mutable std::mutex asked_all_mutex_;
  v1::DecisionProgress asked_all_;  // as progress_ is
  std::function<void(const Error&)> on_trouble_;

  std::mutex mutex_;
  std::condition_variable wake_;
  bool woken_ = false;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace caseload::app
