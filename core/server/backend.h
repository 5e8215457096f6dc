// SPDX-License-Identifier: Apache-2.0
// Backend: everything behind the wire, put together: store, packs, facts, ledger, rules, and the
// verbs over them.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>

#include "app/back_test.h"
#include "app/case_vignettes.h"
#include "app/caseload.h"
#include "app/cases.h"
#include "app/findings.h"
#include "app/imports.h"
#include "app/people.h"
#include "app/reference.h"
#include "app/replay.h"
#include "app/rule_follower.h"
#include "app/rule_life.h"
#include "app/rule_validation.h"
#include "app/rule_versions.h"
#include "app/rules.h"
#include "app/workforce.h"
#include "base/clock.h"
#include "facts/facts.h"
#include "rules/rule_book.h"
#include "store/store.h"
#include "taxonomy/packs.h"

namespace caseload::server {

struct Places {
  std::filesystem::path packs;
  std::filesystem::path rule_worker;
  std::string without_rules_because = {};    // if so
  std::set<std::string> release_rules = {};  // digests of packages that need no signature
};

class Backend {
 public:
  // Reads the packs, rebuilds the facts from the store, starts the rules. The clock must outlive
  // it.
  static Result<std::unique_ptr<Backend>> Open(std::unique_ptr<store::Store> store,
                                               const Places& places, const Clock& clock);
  // What was submitted is finished before the verbs it names go.
  ~Backend();
  Backend(const Backend&) = delete;
  Backend& operator=(const Backend&) = delete;

  store::Store& store() { return *store_; }
  app::Ledger& ledger() { return *ledger_; }
  facts::Facts& facts() { return facts_; }
  const taxonomy::Packs& packs() const { return packs_; }

  const app::Desk& desk() const { return *desk_; }
  app::People& people() { return *people_; }
  app::Cases& cases() { return *cases_; }
  app::Workforce& workforce() { return *workforce_; }
  app::Caseload& caseload() { return *caseload_; }
  app::Imports& imports() { return *imports_; }
  app::Reference& reference() { return *reference_; }
  app::Rules& rules() { return *rules_; }
  app::RuleVersions& rule_versions() { return *rule_versions_; }
  app::RuleValidation& rule_validation() { return *rule_validation_; }
  app::RuleLife& rule_life() { return *rule_life_; }
  app::BackTests& back_tests() { return *back_tests_; }
  app::RuleFollower& rule_follower() { return *rule_follower_; }
  app::Findings& findings() { return *findings_; }
  app::Replay& replay() { return *replay_; }

  // From now on rules are asked as the record goes on, on a thread of its own.
  void FollowWithRules();
  app::CaseVignettes& case_vignettes() { return *case_vignettes_; }

 private:
  Backend(std::unique_ptr<store::Store> store, taxonomy::Packs packs)
      : store_(std::move(store)), packs_(std::move(packs)) {}
  Outcome LoadFacts();
  Outcome BringRulesIntoForce(const Places& places);
  Outcome Assemble(const Places& places, const Clock& clock);
  app::CodeNumbers CodeNumbersOfPacks() const;

  // In the order in which they need each other; destroyed in reverse.
  std::unique_ptr<store::Store> store_;
  taxonomy::Packs packs_;
  facts::Facts facts_;
  bool without_rules_ = false;
  std::unique_ptr<rules::RuleBook> book_;
  std::unique_ptr<app::Ledger> ledger_;
  std::unique_ptr<app::Desk> desk_;
  std::unique_ptr<app::People> people_;
  std::unique_ptr<app::Cases> cases_;
  std::unique_ptr<app::Workforce> workforce_;
  std::unique_ptr<app::Imports> imports_;
  std::unique_ptr<app::Caseload> caseload_;
  std::unique_ptr<app::Reference> reference_;
  std::unique_ptr<app::Rules> rules_;
  std::unique_ptr<app::RuleVersions> rule_versions_;
  std::unique_ptr<app::RuleValidation> rule_validation_;
  std::unique_ptr<app::CaseVignettes> case_vignettes_;
  std::unique_ptr<app::RuleFollower> rule_follower_;
  std::unique_ptr<app::RuleLife> rule_life_;
  std::unique_ptr<app::Findings> findings_;
  std::unique_ptr<app::Replay> replay_;
  std::unique_ptr<app::BackTests> back_tests_;
};

}  // namespace caseload::server
