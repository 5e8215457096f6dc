// SPDX-License-Identifier: Apache-2.0
#include "app/rule_validation.h"

#include <algorithm>

#include "app/reading.h"
#include "app/rule_versions.h"
#include "record/checks.h"
#include "rules/package.h"
#include "rules/proof/proof.h"

namespace caseload::app {
namespace {

bool MayBeValidated(v1::RuleStage stage) {
  return stage != v1::RULE_STAGE_ACTIVE && stage != v1::RULE_STAGE_SHADOW;
}

// Who vouches for it stays; all else was looked at anew.
void NoteChecks(v1::RuleVersion& version, const std::vector<v1::RuleCheck>& checks) {
  auto& noted = *version.mutable_checks();
  const auto others = std::remove_if(noted.begin(), noted.end(), [](const v1::RuleCheck& check) {
    return check.name() != "signature";
  });
  noted.erase(others, noted.end());
  for (const auto& check : checks) *noted.Add() = check;
}

// A version that was stopped stays so until it passes.
v1::RuleStage StageAfter(v1::RuleStage before, bool passed) {
  if (passed) return v1::RULE_STAGE_VALIDATED;
  return before == v1::RULE_STAGE_VALIDATED ? v1::RULE_STAGE_LINTED : before;
}

}  // namespace

Result<std::vector<v1::RuleCheck>> RuleValidation::Run(
    const v1::ValidateRuleRequest& request) const {
  auto version =
      ReadMessage<v1::RuleVersion>(desk_, request.rule_version_id(), {}, "rule_version_id");
  if (!version) return version.error();
  // The step looks again; this spares the work.
  if (!MayBeValidated(version->stage())) return std::vector<v1::RuleCheck>();
  auto kept = ReadMessage<v1::KeptRulePackage>(desk_, version->package_id(), {}, "package_id");
  if (!kept) return kept.error();
  const auto package = rules::ReadPackage(kept->content());
  if (!package) return package.error();
  return rules::Prove(*package, book_.worker_program(), book_.words(), book_.limits());
}

void RuleValidation::Validate(const Asking& asking, const v1::ValidateRuleRequest& request,
                              Done done) {
  record::Problems problems;
  problems.Needs("because", request.because());
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  auto checks = Run(request);
  if (!checks) return done(checks.error());
  const bool passed = std::ranges::all_of(*checks, &v1::RuleCheck::passed);
  const auto decide = [request, passed,
                       checks = *std::move(checks)](Draft& draft) -> Result<Answer> {
    auto kept = draft.Load<v1::RuleVersion>(request.rule_version_id(), "rule_version_id");
    if (!kept) return kept.error();
    if (auto stale = record::CheckEtag(request.etag(), kept->version); !stale) return stale.error();
    v1::RuleVersion& version = kept->message;
    if (!MayBeValidated(version.stage())) {
      return Error{v1::ERROR_REASON_RULE_STAGE,
                   "a version that is asked is not validated meanwhile: retire it first"};
    }
    if (auto stands = CheckKeyStands(draft, version); !stands) return stands.error();
    NoteChecks(version, checks);
    version.set_validated(passed);
    version.set_stage(StageAfter(version.stage(), passed));
    version.set_because(request.because());
    draft.Update(version, version.rule_version_id());
    v1::ValidateRuleResponse response;
    *response.mutable_rule_version() = version;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "rules.validate", request.because(), decide, std::move(done));
}

}  // namespace caseload::app
