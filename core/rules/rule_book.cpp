// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_book.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <system_error>

#include "rules/host/guest.h"
#include "rules/host/spawner.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

// A folder with more is not a folder of rules.
constexpr std::size_t kRules = 200;

std::vector<fs::path> LibrariesIn(const fs::path& folder, std::error_code& error) {
  std::vector<fs::path> libraries;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == ".so") libraries.push_back(entry->path());
  }
  std::sort(libraries.begin(), libraries.end());
  return libraries;
}

v1::Rule AllRefused(const std::string& why) {
  v1::Rule rule;
  rule.set_rule_id("rules");
  rule.set_state(v1::RULE_STATE_REFUSED);
  rule.set_refused_because(why);
  return rule;
}

}  // namespace

RuleBook::RuleBook(RuleWords words, const std::string& worker_program, RuleLimits limits)
    : words_(std::move(words)),
      spawner_(std::make_unique<Spawner>()),
      store_(std::make_unique<LibraryStore>()),
      house_(new House{*spawner_, *store_, worker_program, words_, limits}) {}

// Guests go first: their workers die with the spawner's thread, and should be ended, not orphaned.
RuleBook::~RuleBook() { guests_.clear(); }

std::unique_ptr<RuleBook> RuleBook::Open(const fs::path& rules_folder,
                                         const fs::path& worker_program, RuleWords words,
                                         RuleLimits limits) {
  std::error_code error;
  const auto folder = fs::absolute(rules_folder, error);
  const auto program = fs::absolute(worker_program, error);
  std::unique_ptr<RuleBook> book(new RuleBook(std::move(words), program.string(), limits));
  auto libraries = LibrariesIn(folder, error);
  if (error)
    book->missing_.push_back(AllRefused("the folder of rules cannot be read: " + error.message()));
  if (libraries.size() > kRules) {
    book->missing_.push_back(
        AllRefused("the folder holds more than 200 rules; the others were not loaded"));
    libraries.resize(kRules);
  }
  std::set<std::string> names;
  for (const auto& library : libraries) {
    auto guest = std::make_unique<Guest>(*book->house_, library);
    if (guest->active() && !names.insert(guest->rule_id()).second) {
      guest->Dismiss("another file is the rule of this name already");
    }
    book->guests_.push_back(std::move(guest));
  }
  return book;
}

std::unique_ptr<RuleBook> RuleBook::WithoutRules(RuleWords words, const std::string& why) {
  std::unique_ptr<RuleBook> book(new RuleBook(std::move(words), "", {}));
  book->missing_.push_back(AllRefused(why));
  return book;
}

std::vector<v1::Rule> RuleBook::List() const {
  std::vector<v1::Rule> rules = missing_;
  for (const auto& guest : guests_) rules.push_back(guest->Describe());
  return rules;
}

Result<std::vector<Guest*>> RuleBook::Named(std::span<const std::string> rule_ids) const {
  const std::set<std::string> wanted(rule_ids.begin(), rule_ids.end());
  std::set<std::string> found;
  std::vector<Guest*> guests;
  for (const auto& guest : guests_) {
    if (!guest->active() || (!wanted.empty() && !wanted.contains(guest->rule_id()))) continue;
    found.insert(guest->rule_id());
    guests.push_back(guest.get());
  }
  // The names are the caller's own: they are not repeated in the message.
  if (!wanted.empty() && found.size() != wanted.size()) {
    return Error{v1::ERROR_REASON_RULE_UNAVAILABLE,
                 "a rule that was named is not in force",
                 {{"rule_ids", "names a rule that is not there, or was refused"}}};
  }
  return guests;
}

Result<std::vector<v1::Finding>> RuleBook::Evaluate(const Subject& subject, Date as_of,
                                                    std::span<const std::string> rule_ids) {
  const auto guests = Named(rule_ids);
  if (!guests) return guests.error();
  const auto facts = FactsOf(subject, as_of, words_.numbers);
  if (!facts) return facts.error();
  std::vector<v1::Finding> findings;
  for (Guest* guest : *guests) {
    auto answer = std::move(guest->Evaluate({&*facts, 1}).front());
    if (!answer) return answer.error();
    std::move(answer->findings.begin(), answer->findings.end(), std::back_inserter(findings));
  }
  return findings;
}

Result<std::vector<Result<Answer>>> RuleBook::Ask(const std::string& rule_id,
                                                  std::span<const SubjectFacts> subjects, Why why) {
  const auto guests = Named({&rule_id, 1});
  if (!guests) return guests.error();
  return guests->front()->Evaluate(subjects, why);
}

std::vector<Layer> RuleBook::Confinement() const {
  std::vector<Layer> all;
  for (const auto& guest : guests_) {
    for (const auto& layer : guest->layers()) {
      const auto same = std::ranges::find(all, layer.name, &Layer::name);
      if (same == all.end()) {
        all.push_back(layer);
      } else if (same->in_force && !layer.in_force) {
        *same = layer;
      }
    }
  }
  return all;
}

}  // namespace caseload::rules
