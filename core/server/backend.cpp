// SPDX-License-Identifier: Apache-2.0
#include "server/backend.h"

#include <spdlog/spdlog.h>

#include <cstdlib>
#include <memory>
#include <mutex>
#include <set>

#include "base/seal.h"
#include "rules/reference_facts.h"

namespace caseload::server {
namespace {

// A wall that is missing must be seen by whoever installs a rule; each is told once, however often
// sets change.
class Confinement {
 public:
  void Tell(const rules::RuleSet& set) {
    const std::lock_guard lock(mutex_);
    for (const auto& layer : set.Confinement()) {
      if (!told_.insert(layer.name + layer.why).second) continue;
      if (layer.in_force) {
        spdlog::debug("rules are confined: {} {}", layer.name, layer.why);
      } else {
        spdlog::warn("rules are not confined: {} ({})", layer.name, layer.why);
      }
    }
  }

 private:
  std::mutex mutex_;
  std::set<std::string> told_;
};

}  // namespace

Result<std::unique_ptr<Backend>> Backend::Open(std::unique_ptr<store::Store> store,
                                               const Places& places, const Clock& clock) {
  auto packs = taxonomy::Packs::Load(places.packs);
  if (!packs) return packs.error();
  std::unique_ptr<Backend> backend(new Backend(std::move(store), *std::move(packs)));
  if (auto failed = backend->LoadFacts(); !failed) return failed.error();
  if (auto failed = backend->Assemble(places, clock); !failed) return failed.error();
  return backend;
}

Backend::~Backend() {
  if (rule_follower_) rule_follower_->Stop();
  if (ledger_) ledger_->Stop();
}

Outcome Backend::LoadFacts() {
  Outcome loaded = Nothing{};
  auto read = store_->reader().EachFactsRow([&](const store::FactsRow& row) {
    if (loaded) loaded = facts_.Load(row.sequence, row.superseded_by, row.facts);
  });
  if (!read) return read.error();
  if (!loaded) return loaded;
  auto end = store_->reader().Sequence();
  if (!end) return end.error();
  return facts_.Advance({}, *end);
}

app::CodeNumbers Backend::CodeNumbersOfPacks() const {
  return [this](std::string_view set, std::string_view code) -> std::uint16_t {
    if (code.empty()) return facts::kCodeNotRecorded;
    const taxonomy::Code* known = packs_.Find(set, code);
    return known == nullptr ? facts::kCodeUnknown : known->number;
  };
}

// What is in force is what the record says is; a server in safe mode does without.
Outcome Backend::BringRulesIntoForce(const Places& places) {
  if (!places.without_rules_because.empty()) {
    spdlog::error("rules are not loaded: {}", places.without_rules_because);
    rule_life_->DoWithout(places.without_rules_because);
    without_rules_ = true;
    return Nothing{};
  }
  return rule_life_->Recall();
}

void Backend::FollowWithRules() {
  // What the rules said before stands: that they are not loaded is no answer.
  if (without_rules_) return;
  rule_follower_->Start([](const Error& error) {
    spdlog::warn("the rules cannot follow the record just now: {} ({})", error.message,
                 ReasonName(error.reason));
  });
}

Outcome Backend::Assemble(const Places& places, const Clock& clock) {
  auto key = store_->GetOrSetSetting("page_token_key", NewSealKey());
  if (!key) return key.error();
  book_ = std::make_unique<rules::RuleBook>(
      places.rule_worker, rules::RuleWords{rules::NumbersOf(packs_), rules::ReferenceOf(packs_)});
  // Facts that cannot follow the record would make every count a lie: a corrupt store stops the
  // server.
  const auto sink = [this](std::span<const facts::Change> changes, std::uint64_t last) {
    if (auto failed = facts_.Advance(changes, last); !failed) {
      spdlog::critical("the facts cannot follow the journal past sequence {}: {}", last,
                       failed.error().message);
      std::abort();
    }
  };
  auto ledger = app::Ledger::Open(*store_, clock, CodeNumbersOfPacks(), sink);
  if (!ledger) return ledger.error();
  ledger_ = *std::move(ledger);
  desk_ = std::make_unique<app::Desk>(*store_, *ledger_, packs_, clock, app::Pager(*key));
  people_ = std::make_unique<app::People>(*desk_);
  cases_ = std::make_unique<app::Cases>(*desk_);
  workforce_ = std::make_unique<app::Workforce>(*desk_);
  imports_ = std::make_unique<app::Imports>(*desk_);
  caseload_ = std::make_unique<app::Caseload>(*desk_, facts_, packs_, *imports_);
  reference_ = std::make_unique<app::Reference>(packs_, desk_->pager());
  rules_ = std::make_unique<app::Rules>(*desk_, *imports_, *book_);
  rule_versions_ = std::make_unique<app::RuleVersions>(*desk_, places.release_rules);
  rule_validation_ = std::make_unique<app::RuleValidation>(*desk_, *book_);
  case_vignettes_ = std::make_unique<app::CaseVignettes>(*desk_, *book_);
  rule_follower_ = std::make_unique<app::RuleFollower>(*desk_, *imports_, *book_);
  rule_life_ = std::make_unique<app::RuleLife>(*desk_, *book_, *case_vignettes_);
  findings_ = std::make_unique<app::Findings>(*desk_, *book_, *rule_follower_);
  replay_ = std::make_unique<app::Replay>(*desk_, *book_, *rule_life_);
  back_tests_ = std::make_unique<app::BackTests>(*desk_, *imports_, facts_, *book_);
  if (auto recalled = imports_->Recall(); !recalled) return recalled;
  if (auto recalled = rule_follower_->Recall(); !recalled) return recalled;
  rule_life_->OnNewSet([this, confinement = std::make_shared<Confinement>()] {
    confinement->Tell(*book_->InForce());
    confinement->Tell(*book_->InShadow());
    rule_follower_->Wake();
  });
  return BringRulesIntoForce(places);
}

}  // namespace caseload::server
