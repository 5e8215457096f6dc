// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_book.h"

#include <set>
#include <system_error>

#include "rules/host/guest.h"
#include "rules/host/spawner.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

fs::path Absolute(const fs::path& path) {
  std::error_code error;
  auto absolute = fs::absolute(path, error);
  return error ? path : absolute;
}

}  // namespace

RuleBook::RuleBook(const fs::path& worker_program, RuleWords words, RuleLimits limits)
    : worker_program_(Absolute(worker_program)),
      words_(std::move(words)),
      spawner_(std::make_unique<Spawner>()),
      store_(std::make_unique<LibraryStore>()),
      house_(new House{*spawner_, *store_, worker_program_.string(), words_, limits, nullptr}),
      in_force_(std::make_shared<RuleSet>(words_.numbers, std::vector<std::shared_ptr<Guest>>())) {}

// Sets go first: their workers die with the spawner's thread, and should be ended, not orphaned.
RuleBook::~RuleBook() {
  in_force_.reset();
  former_.reset();
}

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

void RuleBook::PutInForce(std::shared_ptr<const RuleSet> set) {
  std::shared_ptr<const RuleSet> gone;  // its workers end outside of the lock
  const std::lock_guard lock(mutex_);
  gone = std::exchange(former_, std::exchange(in_force_, std::move(set)));
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
