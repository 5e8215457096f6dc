// SPDX-License-Identifier: Apache-2.0
// caseload rule: its verbs, and list, the rules in force with those that were refused.
#include "caseload/v1/rule_service.pb.h"
#include "cli/list_verb.h"
#include "cli/rule_author.h"
#include "cli/words.h"

namespace caseload::cli {
namespace {

ExitCode List(Session& session, std::int64_t limit) {
  return ShowList<v1::ListRulesResponse>(
      session, v1::ListRulesRequest(), limit,
      {{"rule_id"}, {"version"}, {"state"}, {"title"}, {"refused_because"}, {"basis"}},
      [](const auto& answer, auto& rows) {
        for (const auto& rule : answer.rules()) {
          rows.push_back({rule.rule_id(), rule.version(),
                          EnumWords(v1::RuleState_Name(rule.state()), "RULE_STATE_"), rule.title(),
                          rule.refused_because(), rule.basis()});
        }
      });
}

}  // namespace

void AddRule(CLI::App& program, Session& session) {
  CLI::App* group = AddGroup(program, "rule", "Decision-support rules");
  auto limit = std::make_shared<std::int64_t>(200);
  CLI::App* verb = group->add_subcommand("list", "List rules, those that were refused included");
  AddLimit(*verb, *limit);
  Runs(*verb, session, [&session, limit] { return List(session, *limit); });
  AddRuleVersions(*group, session);
  AddRuleSteps(*group, session);
  AddRuleKeys(*group, session);
  AddRuleStatistics(*group, session);
  AddRuleReplay(*group, session);
  AddRuleVignettes(*group, session);
  AddRuleAuthor(*group);
  AddRuleBackTest(*group, session);
}

}  // namespace caseload::cli
