// SPDX-License-Identifier: Apache-2.0
// RuleBook: makes sets of rules, and knows which one is in force.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "base/limits.h"
#include "rules/rule_member.h"
#include "rules/rule_set.h"

namespace caseload {
class ErrandThread;
}

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
  // A rule that failed on some facts fails on them again, most likely, and at the price of a
  // worker: it is not shown the same again for so long, and twice as long after each time.
  std::chrono::milliseconds rest{10'000};
  // For all that a rule on trial is asked, by the clock on the wall.
  std::chrono::milliseconds proof{std::chrono::seconds(limits::kProofSeconds)};
};

// The words in which rules and server speak: code sets, calendar and clocks.
struct RuleWords {
  CodeNumbers numbers;
  ReferenceRows reference;
};

class LibraryStore;
struct House;

// Thread-safe.
class RuleBook {
 public:
  // No rule is in force yet. `environment`: NAME=VALUE, of the workers; a rule that finds any is on
  // trial.
  RuleBook(const std::filesystem::path& worker_program, RuleWords words, RuleLimits limits = {},
           std::vector<std::string> environment = {});
  ~RuleBook();
  RuleBook(const RuleBook&) = delete;
  RuleBook& operator=(const RuleBook&) = delete;

  // A set of these rules, alive. One that is in a set which somebody holds goes on as it is; the
  // others are started, which blocks. One that cannot be started is in the set as refused.
  // `without`: what stands in its list for rules that are not to be started.
  std::shared_ptr<const RuleSet> Prepare(std::span<const RuleMember> members,
                                         std::vector<v1::Rule> without = {}) const;
  // Takes the place of the set in force, whose rules stay alive until the next change: a way back
  // starts nothing.
  void PutInForce(std::shared_ptr<const RuleSet> set);
  // The same for the rules that are asked and of which nobody is shown anything.
  void PutInShadow(std::shared_ptr<const RuleSet> set);
  // The same as PutInForce, for a server that must do without rules: what stands in the list is
  // why.
  void DoWithout(const std::string& why);
  // Never null. Held for one request: it answers though another takes its place.
  std::shared_ptr<const RuleSet> InForce() const;
  std::shared_ptr<const RuleSet> InShadow() const;

  const RuleWords& words() const { return words_; }
  const RuleLimits& limits() const;
  const std::filesystem::path& worker_program() const { return worker_program_; }

  // A set of these rules in workers of its own, for a trial. They can fail as often as the limits
  // say, and nobody is told; those in force know nothing of it. With `given_up` they give way to
  // all else on this machine, and once it is true, whoever is not asked yet is not asked (BUSY).
  // Starts them, which blocks.
  std::shared_ptr<const RuleSet> Apart(std::span<const RuleMember> members,
                                       const RuleLimits& limits,
                                       std::function<bool()> given_up = {}) const;

  // Told when a rule of a set comes out of force because it failed, with its member's name. Called
  // on the thread that asked, while the rule is held: it must not ask rules, nor block. Set once,
  // before rules are asked.
  void OnRefusal(std::function<void(const std::string& name, const std::string& why)> listener);

 private:
  // The rule as somebody holds it already, or started.
  std::shared_ptr<Guest> Find(const RuleMember& member) const;

  const std::filesystem::path worker_program_;
  const RuleWords words_;
  // Starts every worker and lives as long as the book: a worker dies with the thread that started
  // it, not with the process (PR_SET_PDEATHSIG), and a caller's may end while its worker is wanted.
  std::unique_ptr<ErrandThread> spawner_;
  std::unique_ptr<LibraryStore> store_;
  std::unique_ptr<House> house_;
  mutable std::mutex mutex_;
  mutable std::vector<std::weak_ptr<Guest>> started_;
  std::shared_ptr<const RuleSet> in_force_;
  std::shared_ptr<const RuleSet> former_;
  std::shared_ptr<const RuleSet> in_shadow_;
};

}  // namespace caseload::rules
