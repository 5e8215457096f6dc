// SPDX-License-Identifier: Apache-2.0
// RuleVersions: the rules that were uploaded, how far each has got, and the keys whose holders may
// sign them.
#pragma once

#include <set>
#include <string>

#include "app/desk.h"
#include "caseload/v1/rule_service.pb.h"
#include "record/checks.h"
#include "rules/rule_member.h"

namespace caseload::app {

// RULE_SIGNATURE_INVALID when the key that signed the version was revoked since: it takes no
// further step. One that came with the server has none.
Outcome CheckKeyStands(Draft& draft, const v1::RuleVersion& version);
Outcome CheckKeyStands(const Desk& desk, const v1::RuleVersion& version);

// It was held to its contract, and nobody has said since that it must be again.
bool WasValidated(const v1::RuleVersion& version);

// The version as a set takes it in, with what is set for it. The desk must outlive what is
// returned.
rules::RuleMember AsMember(const Desk& desk, const v1::RuleVersion& version);

using ParameterValues = google::protobuf::RepeatedPtrField<v1::RuleParameterValue>;
// What was set, without what it rests on.
rules::RuleSettings SettingsOf(const ParameterValues& values);
// Adds what is wrong with values for parameters of the rule; `at` is the field they came in.
void CheckValues(const v1::RuleManifest& manifest, const ParameterValues& values,
                 const std::string& at, record::Problems& problems);

class RuleVersions {
 public:
  // `release`: digests of the packages that came with the server, which need no signature.
  RuleVersions(const Desk& desk, std::set<std::string> release)
      : desk_(desk), release_(std::move(release)) {}

  // The same package again answers with what was made of it and changes nothing.
  void Upload(const Asking& asking, const v1::UploadRuleRequest& request, Done done);
  Result<v1::GetRuleVersionResponse> Get(const v1::GetRuleVersionRequest& request) const;
  Result<v1::ListRuleVersionsResponse> List(const v1::ListRuleVersionsRequest& request) const;

  void AddKey(const Asking& asking, const v1::AddSigningKeyRequest& request, Done done);
  void RevokeKey(const Asking& asking, const v1::RevokeSigningKeyRequest& request, Done done);
  Result<v1::ListSigningKeysResponse> ListKeys(const v1::ListSigningKeysRequest& request) const;

 private:
  const Desk& desk_;
  const std::set<std::string> release_;
};

}  // namespace caseload::app
