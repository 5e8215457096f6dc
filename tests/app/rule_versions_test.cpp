// SPDX-License-Identifier: Apache-2.0
// Uploading rules: whose signature is taken, what is kept, and that a version never changes.
#include <gtest/gtest.h>

#include "fakes/desk_world.h"
#include "rules/packages.h"

namespace caseload::app {
namespace {

using fakes::DeskWorld;
using rules::SamplePackage;
using rules::Signer;

struct RuleUploads : testing::Test {
  DeskWorld world{"2026-03-10T09:00:00Z"};
  Signer office{'a'};

  Result<v1::AddSigningKeyResponse> Add(const Signer& signer, const std::string& prefix = "") {
    v1::AddSigningKeyRequest request;
    request.mutable_signing_key()->set_public_key(signer.public_key());
    request.mutable_signing_key()->set_holder("The rules office");
    request.mutable_signing_key()->set_rule_id_prefix(prefix);
    request.set_because("it writes our rules");
    return DeskWorld::Wait<v1::AddSigningKeyResponse>([&](Done done) {
      world.backend->rule_versions().AddKey(world.asking, request, std::move(done));
    });
  }
  Result<v1::RevokeSigningKeyResponse> Revoke(const v1::SigningKey& key) {
    v1::RevokeSigningKeyRequest request;
    request.set_signing_key_id(key.signing_key_id());
    request.set_etag(key.etag());
    request.set_because("it was lost");
    return DeskWorld::Wait<v1::RevokeSigningKeyResponse>([&](Done done) {
      world.backend->rule_versions().RevokeKey(world.asking, request, std::move(done));
    });
  }
  Result<v1::UploadRuleResponse> Upload(const std::string& package) {
    v1::UploadRuleRequest request;
    request.set_package(package);
    request.set_because("for a trial");
    return DeskWorld::Wait<v1::UploadRuleResponse>([&](Done done) {
      world.backend->rule_versions().Upload(world.asking, request, std::move(done));
    });
  }
  v1::ErrorReason WhyNot(const std::string& package) {
    const auto uploaded = Upload(package);
    return uploaded ? v1::ERROR_REASON_UNSPECIFIED : uploaded.error().reason;
  }
  int Versions(const std::string& rule_id = "") {
    v1::ListRuleVersionsRequest request;
    request.set_rule_id(rule_id);
    return world.backend->rule_versions().List(request)->rule_versions_size();
  }
};

TEST_F(RuleUploads, AreKeptWithWhoSignedThemAndAreNotInForce) {
  ASSERT_TRUE(Add(office));
  const auto uploaded = Upload(SamplePackage(office));
  ASSERT_TRUE(uploaded) << uploaded.error().message;
  const auto& version = uploaded->rule_version();
  // What it holds is no library.
  EXPECT_EQ(version.stage(), v1::RULE_STAGE_VERIFIED);
  ASSERT_EQ(version.checks_size(), 2);
  EXPECT_TRUE(version.checks(0).passed());
  EXPECT_FALSE(version.checks(1).passed());
  EXPECT_EQ(version.checks(1).error_reason(), v1::ERROR_REASON_RULE_PACKAGE_INVALID);
  EXPECT_EQ(version.key_id(), office.Key().key_id());
  EXPECT_EQ(version.because(), "for a trial");
  EXPECT_EQ(version.manifest().rule_id(), "example.sample");
  v1::GetRuleVersionRequest get;
  get.set_rule_version_id(version.rule_version_id());
  const auto kept = world.backend->rule_versions().Get(get);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->rule_version().SerializeAsString(), version.SerializeAsString());
  const auto in_force = world.backend->rules().List({});
  ASSERT_TRUE(in_force);
  for (const auto& rule : in_force->rules()) EXPECT_NE(rule.rule_id(), "example.sample");
}

TEST_F(RuleUploads, AreRefusedWithoutASignatureThatCounts) {
  EXPECT_EQ(WhyNot(SamplePackage(office)), v1::ERROR_REASON_RULE_SIGNATURE_INVALID);
  const auto key = Add(office);
  ASSERT_TRUE(key);
  v1::RulePackage package;
  ASSERT_TRUE(package.ParseFromString(SamplePackage(office)));
  package.clear_signature();
  EXPECT_EQ(WhyNot(package.SerializeAsString()), v1::ERROR_REASON_RULE_SIGNATURE_INVALID);
  package.set_signature(std::string(64, 's'));
  EXPECT_EQ(WhyNot(package.SerializeAsString()), v1::ERROR_REASON_RULE_SIGNATURE_INVALID);
  ASSERT_TRUE(Revoke(key->signing_key()));
  EXPECT_EQ(WhyNot(SamplePackage(office)), v1::ERROR_REASON_RULE_SIGNATURE_INVALID);
  EXPECT_EQ(Versions(), 0);
}

TEST_F(RuleUploads, OfAKeyThatMaySignOnlySomeNamesAreHeldToIt) {
  ASSERT_TRUE(Add(office, "caseload."));
  EXPECT_EQ(WhyNot(SamplePackage(office)), v1::ERROR_REASON_RULE_SIGNATURE_INVALID);
  EXPECT_EQ(WhyNot("no package"), v1::ERROR_REASON_RULE_PACKAGE_INVALID);
}

TEST_F(RuleUploads, OfOneVersionNeverChange) {
  ASSERT_TRUE(Add(office));
  const auto first = Upload(SamplePackage(office));
  ASSERT_TRUE(first);
  const auto again = Upload(SamplePackage(office));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->rule_version().rule_version_id(), first->rule_version().rule_version_id());
  EXPECT_EQ(again->sequence(), first->sequence());
  v1::RulePackage changed;
  ASSERT_TRUE(changed.ParseFromString(SamplePackage(office)));
  v1::RuleManifest manifest;
  ASSERT_TRUE(manifest.ParseFromString(changed.manifest()));
  manifest.set_title("Something else");
  changed.set_manifest(manifest.SerializeAsString());
  changed.set_signature(office.Sign(changed.manifest()));
  EXPECT_EQ(WhyNot(changed.SerializeAsString()), v1::ERROR_REASON_RULE_VERSION_TAKEN);
  ASSERT_TRUE(Upload(SamplePackage(office, "1.1.0")));
  EXPECT_EQ(Versions("example.sample"), 2);
  EXPECT_EQ(Versions("example.other"), 0);
}

TEST_F(RuleUploads, OfARevokedKeyStayRefusedThoughItIsAddedAgain) {
  const auto key = Add(office);
  ASSERT_TRUE(key);
  ASSERT_TRUE(Revoke(key->signing_key()));
  EXPECT_EQ(Add(office).error().reason, v1::ERROR_REASON_IDENTIFIER_TAKEN);
  const auto keys = world.backend->rule_versions().ListKeys({});
  ASSERT_TRUE(keys);
  ASSERT_EQ(keys->signing_keys_size(), 1);
  EXPECT_EQ(keys->signing_keys(0).revoked_because(), "it was lost");
  EXPECT_EQ(Revoke(key->signing_key()).error().reason, v1::ERROR_REASON_ETAG_STALE);
}

}  // namespace
}  // namespace caseload::app
