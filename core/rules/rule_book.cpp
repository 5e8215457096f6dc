// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_book.h"

#include <set>
#include <system_error>

#include "base/errand_thread.h"
#include "rules/host/guest.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

fs::path Absolute(const fs::path& path) {
  std::error_code error;
  auto absolute = fs::absolute(path, error);
  return error ? path : absolute;
}

}  // namespace

RuleBook::RuleBook(const fs::path& worker_program, RuleWords words, RuleLimits limits,
                   std::vector<std::string> environment)
    : worker_program_(Absolute(worker_program)),
      words_(std::move(words)),
      spawner_(std::make_unique<ErrandThread>()),
      store_(std::make_unique<LibraryStore>()),
      house_(new House{*spawner_,
                       *store_,
                       worker_program_.string(),
                       words_,
                       limits,
                       std::move(environment),
                       {},
                       {}}),
      in_force_(std::make_shared<RuleSet>(words_.numbers, std::vector<std::shared_ptr<Guest>>())),
      in_shadow_(in_force_) {}

// Sets go first: their workers die with the spawner's thread, and should be ended, not orphaned.
RuleBook::~RuleBook() {
  in_force_.reset();
  former_.reset();
  in_shadow_.reset();
}

const RuleLimits& RuleBook::limits() const { return house_->limits; }

std::shared_ptr<Guest> RuleBook::Find(const RuleMember& member) const {
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(started_, [](const auto& guest) { return guest.expired(); });
    for (const auto& started : started_) {
      auto guest = started.lock();
      if (guest != nullptr && guest->active() && guest->member().IsSameAs(member)) return guest;
    }
  }
  // Others are not kept waiting while it starts.
  auto guest = std::make_shared<Guest>(*house_, member);
  const std::lock_guard lock(mutex_);
  started_.push_back(guest);
  return guest;
}

std::shared_ptr<const RuleSet> RuleBook::Prepare(std::span<const RuleMember> members,
                                                 std::vector<v1::Rule> without) const {
  std::vector<std::shared_ptr<Guest>> guests;
  std::set<std::string> rule_ids;
  for (const RuleMember& member : members) {
    auto guest = Find(member);
    if (guest->active() && !rule_ids.insert(guest->rule_id()).second) {
      guest = std::make_shared<Guest>(*house_, member, "another member is the rule of this name");
    }
    guests.push_back(std::move(guest));
  }
  return std::make_shared<RuleSet>(words_.numbers, std::move(guests), std::move(without));
}

std::shared_ptr<const RuleSet> RuleBook::Apart(std::span<const RuleMember> members,
                                               const RuleLimits& limits,
                                               std::function<bool()> given_up) const {
  // The set needs its house as long as it lives.
  struct OnTrial {
    House house;
    std::shared_ptr<const RuleSet> set;
  };
  // A trial wants to know what it says of each, each time.
  RuleLimits of_trial = limits;
  of_trial.rest = {};
  auto trial = std::make_shared<OnTrial>(OnTrial{
      {*spawner_, *store_, worker_program_.string(), words_, of_trial, {}, {}, std::move(given_up)},
      nullptr});
  std::vector<std::shared_ptr<Guest>> guests;
  for (RuleMember member : members) {
    // Whoever gives way to all others must not be held to a time by the clock on the wall.
    if (trial->house.given_up && member.manifest)
      member.manifest->mutable_limits_asked()->clear_evaluation_millis();
    guests.push_back(std::make_shared<Guest>(trial->house, std::move(member)));
  }
  trial->set = std::make_shared<RuleSet>(words_.numbers, std::move(guests));
  return {trial, trial->set.get()};
}

void RuleBook::PutInForce(std::shared_ptr<const RuleSet> set) {
  std::shared_ptr<const RuleSet> gone;  // its workers end outside of the lock
  const std::lock_guard lock(mutex_);
  gone = std::exchange(former_, std::exchange(in_force_, std::move(set)));
}

void RuleBook::PutInShadow(std::shared_ptr<const RuleSet> set) {
  const std::lock_guard lock(mutex_);
  std::swap(in_shadow_, set);  // the former set's workers end with `set`, outside of the lock
}

std::shared_ptr<const RuleSet> RuleBook::InShadow() const {
  const std::lock_guard lock(mutex_);
  return in_shadow_;
}

void RuleBook::DoWithout(const std::string& why) {
  v1::Rule none;
  none.set_rule_id("rules");
  none.set_state(v1::RULE_STATE_REFUSED);
  none.set_refused_because(why);
  PutInForce(std::make_shared<RuleSet>(words_.numbers, std::vector<std::shared_ptr<Guest>>(),
                                       std::vector{std::move(none)}));
}

std::shared_ptr<const RuleSet> RuleBook::InForce() const {
  const std::lock_guard lock(mutex_);
  return in_force_;
}

void RuleBook::OnRefusal(
    std::function<void(const std::string& name, const std::string& why)> listener) {
  house_->on_refusal = std::move(listener);
}

}  // namespace caseload::rules
