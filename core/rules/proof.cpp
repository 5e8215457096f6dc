// SPDX-License-Identifier: Apache-2.0
#include "rules/proof.h"

#include "rules/lint.h"

namespace caseload::rules {
namespace {

v1::RuleCheck Passed(std::string name, std::string detail) {
  v1::RuleCheck check;
  check.set_name(std::move(name));
  check.set_passed(true);
  check.set_detail(std::move(detail));
  return check;
}

v1::RuleCheck Failed(std::string name, std::string why) {
  auto check = Passed(std::move(name), std::move(why));
  check.set_passed(false);
  return check;
}

// It starts, and says of itself what was signed.
v1::RuleCheck CheckStart(const RuleSet& set) {
  const v1::Rule rule = set.List().front();
  if (rule.state() == v1::RULE_STATE_REFUSED) return Failed("start", rule.refused_because());
  return Passed("start", "it starts with its defaults and says of itself what was signed");
}

}  // namespace

std::vector<v1::RuleCheck> Prove(const Package& package,
                                 const std::filesystem::path& worker_program,
                                 const RuleWords& words) {
  std::vector<v1::RuleCheck> checks;
  if (const auto wrong = WrongWithLibrary(package.parts.library())) {
    checks.push_back(Failed("library", *wrong));
    return checks;
  }
  checks.push_back(Passed("library", "it imports nothing that a rule must not"));
  const RuleBook book(worker_program, words);
  RuleMember member{package.digest, package.manifest};
  member.library = [&package]() -> Result<std::string> { return package.parts.library(); };
  const auto set = book.Prepare({&member, 1});
  checks.push_back(CheckStart(*set));
  return checks;
}

}  // namespace caseload::rules
