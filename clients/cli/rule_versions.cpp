// SPDX-License-Identifier: Apache-2.0
// caseload rule versions: what was uploaded, and how far it has got.
#include "cli/rule_versions.h"

#include "caseload/v1/rule_service.pb.h"
#include "cli/list_verb.h"
#include "cli/words.h"

namespace caseload::cli {
namespace {

// More than anybody keeps of one rule.
constexpr std::int64_t kVersionsOfARule = 1000;

struct Asked {
  v1::ListRuleVersionsRequest request;
  std::int64_t limit = 200;
};

ExitCode List(Session& session, const Asked& asked) {
  return ShowList<v1::ListRuleVersionsResponse>(
      session, asked.request, asked.limit,
      {{"rule_id"}, {"version"}, {"stage"}, {"title"}, {"because"}, {"review_by_on"}},
      [](const auto& answer, auto& rows) {
        for (const auto& version : answer.rule_versions()) {
          const auto& manifest = version.manifest();
          rows.push_back({manifest.rule_id(), manifest.version(),
                          EnumWords(v1::RuleStage_Name(version.stage()), "RULE_STAGE_"),
                          manifest.title(), version.because(), manifest.review_by_on()});
        }
      });
}

}  // namespace

client::Answer<v1::RuleVersion> VersionNamed(Session& session, const std::string& name,
                                             Unnamed meant) {
  const auto at = name.find('@');
  v1::ListRuleVersionsRequest request;
  request.set_rule_id(name.substr(0, at));
  const auto listed = client::Collect<v1::ListRuleVersionsResponse>(session.connection(), request,
                                                                    kVersionsOfARule);
  if (!listed) return listed.problem();
  const auto& versions = listed->rule_versions();
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    const bool is_meant =
        at != std::string::npos
            ? version->manifest().version() == name.substr(at + 1)
            : meant == Unnamed::kUploadedLast || version->stage() == v1::RULE_STAGE_ACTIVE;
    if (is_meant) return *version;
  }
  constexpr int kNotFoundCode = 5;
  const bool none_in_force = at == std::string::npos && meant == Unnamed::kInForce;
  return client::Problem{
      kNotFoundCode, "NOT_FOUND",
      none_in_force ? "no version of " + name + " is in force: name the one you mean, RULE@VERSION"
                    : "no such version was uploaded: " + name};
}

void AddRuleVersions(CLI::App& group, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* verb =
      group.add_subcommand("versions", "List what was uploaded, and how far it has got");
  verb->add_option("RULE", *asked->request.mutable_rule_id(), "Only versions of this rule")
      ->type_name("");
  AddLimit(*verb, asked->limit);
  Runs(*verb, session, [&session, asked] { return List(session, *asked); });
}

}  // namespace caseload::cli
