// SPDX-License-Identifier: Apache-2.0
#include "app/rule_versions.h"

#include "app/reading.h"
#include "base/signature.h"
#include "record/checks.h"
#include "rules/lint.h"
#include "rules/package.h"

namespace caseload::app {
namespace {

using record::Problems;

// A ring with more keys, or a rule with more versions, is not kept by people.
constexpr std::size_t kOfOneName = 1000;

Error Unsigned(std::string why) {
  return {v1::ERROR_REASON_RULE_SIGNATURE_INVALID,
          "the rule package is refused: " + std::move(why)};
}

Result<std::optional<v1::SigningKey>> KeyNamed(Draft& draft, const std::string& key_id) {
  const auto found = draft.Under(store::Field::kSigningKeyByName, key_id, kOfOneName);
  if (!found) return found.error();
  if (found->empty()) return std::optional<v1::SigningKey>();
  auto key = draft.Load<v1::SigningKey>(found->front(), "signing_key_id");
  if (!key) return key.error();
  return std::optional(std::move(key->message));
}

// Who vouches for the package.
Result<v1::RuleCheck> CheckSigned(Draft& draft, const rules::Package& package,
                                  const std::set<std::string>& release) {
  v1::RuleCheck check;
  check.set_name("signature");
  check.set_passed(true);
  if (release.contains(package.digest)) {
    check.set_detail("it came with this release of the server");
    return check;
  }
  if (package.parts.signature().empty()) return Unsigned("nobody signed it");
  const auto key = KeyNamed(draft, package.parts.key_id());
  if (!key) return key.error();
  if (!*key) return Unsigned("the key it was signed with is not in the ring");
  if (auto wrong = rules::CheckSignature(package, **key); !wrong) return wrong.error();
  check.set_detail("signed with the key " + package.parts.key_id());
  return check;
}

// The rule's version of the same number, when it was uploaded before.
Result<std::optional<v1::RuleVersion>> SameVersion(Draft& draft, const v1::RuleManifest& manifest) {
  const auto ids = draft.Under(store::Field::kVersionOfRule, manifest.rule_id(), kOfOneName);
  if (!ids) return ids.error();
  for (const auto& id : *ids) {
    auto former = draft.Load<v1::RuleVersion>(id, "rule_version_id");
    if (!former) return former.error();
    if (former->message.manifest().version() == manifest.version())
      return std::optional(std::move(former->message));
  }
  return std::optional<v1::RuleVersion>();
}

// What its library is made of is looked at without running any of it.
v1::RuleCheck CheckLibrary(const rules::Package& package) {
  const auto wrong = rules::WrongWithLibrary(package.parts.library());
  v1::RuleCheck check;
  check.set_name("library");
  check.set_passed(!wrong);
  check.set_detail(wrong.value_or("it imports nothing that a rule must not"));
  if (wrong) check.set_error_reason(v1::ERROR_REASON_RULE_PACKAGE_INVALID);
  return check;
}

v1::RuleVersion VersionOf(const rules::Package& package, v1::RuleCheck signature,
                          const std::string& because) {
  v1::RuleVersion version;
  *version.mutable_manifest() = package.manifest;
  version.set_package_digest(package.digest);
  version.set_key_id(package.parts.key_id());
  *version.add_checks() = std::move(signature);
  const auto& library = *version.add_checks() = CheckLibrary(package);
  version.set_stage(library.passed() ? v1::RULE_STAGE_LINTED : v1::RULE_STAGE_VERIFIED);
  version.set_because(because);
  return version;
}

Answer Uploaded(v1::RuleVersion version) {
  v1::UploadRuleResponse response;
  *response.mutable_rule_version() = std::move(version);
  return AnswerWith(std::move(response));
}

}  // namespace

Outcome CheckKeyStands(Draft& draft, const v1::RuleVersion& version) {
  if (version.key_id().empty()) return Nothing{};
  const auto key = KeyNamed(draft, version.key_id());
  if (!key) return key.error();
  if (!*key || !(*key)->revoked_because().empty())
    return Unsigned("the key it was signed with has been revoked");
  return Nothing{};
}

void RuleVersions::Upload(const Asking& asking, const v1::UploadRuleRequest& request, Done done) {
  Problems problems;
  problems.Needs("because", request.because());
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  auto read = rules::ReadPackage(request.package());
  if (!read) return done(read.error());
  const auto package = std::make_shared<const rules::Package>(*std::move(read));
  const auto decide = [this, package, bytes = request.package(),
                       because = request.because()](Draft& draft) -> Result<Answer> {
    auto checked = CheckSigned(draft, *package, release_);
    if (!checked) return checked.error();
    auto former = SameVersion(draft, package->manifest);
    if (!former) return former.error();
    if (*former) {
      if ((*former)->package_digest() == package->digest) return Uploaded(**std::move(former));
      return Error{v1::ERROR_REASON_RULE_VERSION_TAKEN,
                   "this version of the rule was uploaded before with another content"};
    }
    v1::KeptRulePackage kept;
    kept.set_content(bytes);
    draft.Create(kept);
    v1::RuleVersion version = VersionOf(*package, *std::move(checked), because);
    version.set_package_id(kept.package_id());
    draft.Create(version);
    return Uploaded(std::move(version));
  };
  desk_.Change(asking, "rules.upload", request.because(), decide, std::move(done));
}

Result<v1::GetRuleVersionResponse> RuleVersions::Get(
    const v1::GetRuleVersionRequest& request) const {
  auto version =
      ReadMessage<v1::RuleVersion>(desk_, request.rule_version_id(), {}, "rule_version_id");
  if (!version) return version.error();
  v1::GetRuleVersionResponse response;
  *response.mutable_rule_version() = *std::move(version);
  return response;
}

Result<v1::ListRuleVersionsResponse> RuleVersions::List(
    const v1::ListRuleVersionsRequest& request) const {
  store::FindQuery query;
  const bool of_all = request.rule_id().empty();
  query.field = of_all ? store::Field::kOfKind : store::Field::kVersionOfRule;
  query.value = of_all ? "rule_version" : request.rule_id();
  return ListBy<v1::RuleVersion>(desk_, request, query,
                                 &v1::ListRuleVersionsResponse::mutable_rule_versions);
}

void RuleVersions::AddKey(const Asking& asking, const v1::AddSigningKeyRequest& request,
                          Done done) {
  const auto& given = request.signing_key();
  Problems problems;
  problems.Needs("because", request.because());
  problems.Needs("signing_key.holder", given.holder());
  problems.Text("signing_key.rule_id_prefix", given.rule_id_prefix());
  if (given.public_key().size() != kPublicKeyBytes)
    problems.Add("signing_key.public_key", "is not the 32 bytes of an Ed25519 key");
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [given](Draft& draft) -> Result<Answer> {
    v1::SigningKey key;
    key.set_public_key(given.public_key());
    key.set_holder(given.holder());
    key.set_rule_id_prefix(given.rule_id_prefix());
    key.set_key_id(KeyIdOf(given.public_key()));
    const auto former = KeyNamed(draft, key.key_id());
    if (!former) return former.error();
    if (*former) {
      // A revoked key stays revoked: whoever found it may still hold it.
      return Error{v1::ERROR_REASON_IDENTIFIER_TAKEN,
                   "the key is in the ring already",
                   {{"signing_key.public_key", "is in the ring already"}}};
    }
    draft.Create(key);
    v1::AddSigningKeyResponse response;
    *response.mutable_signing_key() = key;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "rules.keys.add", request.because(), decide, std::move(done));
}

void RuleVersions::RevokeKey(const Asking& asking, const v1::RevokeSigningKeyRequest& request,
                             Done done) {
  Problems problems;
  problems.Needs("because", request.because());
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [request](Draft& draft) -> Result<Answer> {
    auto kept = draft.Load<v1::SigningKey>(request.signing_key_id(), "signing_key_id");
    if (!kept) return kept.error();
    if (auto stale = record::CheckEtag(request.etag(), kept->version); !stale) return stale.error();
    v1::SigningKey key = kept->message;
    key.set_revoked_because(request.because());
    draft.Update(key, request.signing_key_id());
    v1::RevokeSigningKeyResponse response;
    *response.mutable_signing_key() = key;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "rules.keys.revoke", request.because(), decide, std::move(done));
}

Result<v1::ListSigningKeysResponse> RuleVersions::ListKeys(
    const v1::ListSigningKeysRequest& request) const {
  store::FindQuery query;
  query.field = store::Field::kOfKind;
  query.value = "signing_key";
  return ListBy<v1::SigningKey>(desk_, request, query,
                                &v1::ListSigningKeysResponse::mutable_signing_keys);
}

}  // namespace caseload::app
