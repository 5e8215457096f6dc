// SPDX-License-Identifier: Apache-2.0
// What is taken for a rule package, what is not, and whose signature counts.
#include "rules/package.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/manifest.h"
#include "rules/packages.h"

namespace caseload::rules {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kLibrary = "bytes of a library";

std::string WhyNot(const v1::RulePackage& package) {
  const auto read = ReadPackage(package.SerializeAsString());
  if (read) return "";
  EXPECT_EQ(read.error().reason, v1::ERROR_REASON_RULE_PACKAGE_INVALID);
  return read.error().message;
}

// Why a package of the sample manifest is refused once it has been changed.
template <class Change>
std::string WhyNotWith(Change&& change) {
  const Signer signer('a');
  v1::RuleManifest manifest = SampleManifest(kLibrary);
  change(manifest);
  return WhyNot(PackageOf(manifest, kLibrary, signer));
}

TEST(RulePackage, IsReadWithItsManifest) {
  const Signer signer('a');
  const std::string bytes = SamplePackage(signer);
  const auto package = ReadPackage(bytes);
  ASSERT_TRUE(package) << package.error().message;
  EXPECT_EQ(package->manifest.rule_id(), "example.sample");
  EXPECT_EQ(package->manifest.facts_needed(1), "spans");
  EXPECT_EQ(package->manifest.sayings(0).kind(), v1::FINDING_KIND_DUE);
  EXPECT_EQ(package->digest.size(), 64u);
  EXPECT_TRUE(CheckSignature(*package, signer.Key()));
}

TEST(RulePackage, IsRefusedWhenItIsNone) {
  EXPECT_FALSE(ReadPackage(""));
  EXPECT_FALSE(ReadPackage("These are notes, not a rule."));
  const auto large = ReadPackage(std::string(kPackageBytes + 1, 'x'));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().reason, v1::ERROR_REASON_TOO_LARGE);
  const std::string whole = SamplePackage(Signer('a'));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    // What lacks only its end can still be read; nobody is named then who signed it.
    const auto cut = ReadPackage(whole.substr(0, size));
    if (cut) {
      EXPECT_EQ(cut->parts.key_id(), "") << size;
    }
  }
}

TEST(RulePackage, IsRefusedWhenItsPartsAreNotThoseOfItsManifest) {
  const Signer signer('a');
  auto other_library = PackageOf(SampleManifest(kLibrary), "bytes of a librarx", signer);
  EXPECT_THAT(WhyNot(other_library), HasSubstr("that of another library"));
  auto package = PackageOf(SampleManifest(kLibrary), kLibrary, signer);
  package.mutable_files(0)->set_content("changed");
  EXPECT_THAT(WhyNot(package), HasSubstr("its files are not those"));
  package.clear_files();
  EXPECT_THAT(WhyNot(package), HasSubstr("its files are not those"));
}

TEST(RulePackage, IsRefusedForWhatItsManifestSays) {
  EXPECT_THAT(WhyNotWith([](auto&) {}), IsEmpty());
  EXPECT_THAT(WhyNotWith([](auto& m) { m.set_contract_major(2); }),
              HasSubstr("contract major 2, this server speaks 1"));
  EXPECT_THAT(WhyNotWith([](auto& m) { m.set_vocabulary(99); }),
              HasSubstr("vocabulary 99, this server 1: it comes from a later release"));
  EXPECT_THAT(WhyNotWith([](auto& m) { m.set_facts_schema_min(5); }), HasSubstr("facts schema 5"));
  EXPECT_THAT(WhyNotWith([](auto& m) { m.add_facts_needed("ethnicity"); }),
              HasSubstr("a group of facts"));
  EXPECT_THAT(WhyNotWith([](auto& m) { m.set_rule_id("Not an id"); }), HasSubstr("its id"));
  EXPECT_THAT(WhyNotWith([](auto& m) { m.mutable_parameters(0)->set_default_value(0); }),
              HasSubstr("default outside its range"));
  EXPECT_THAT(WhyNotWith([](auto& m) { m.mutable_sayings(0)->set_text("{name}"); }),
              HasSubstr("has a field"));
  EXPECT_THAT(WhyNotWith([](auto& m) { m.clear_review_by_on(); }), HasSubstr("looked at again"));
  EXPECT_THAT(WhyNotWith([](auto& m) { m.clear_author(); }), HasSubstr("who answers for it"));
  EXPECT_THAT(WhyNotWith([](auto& m) { m.mutable_files(0)->set_name("../../etc"); }),
              HasSubstr("no plain file name"));
}

TEST(RulePackage, CountsOnlyTheSignatureOfItsOwnManifestByAKeyThatStands) {
  const Signer signer('a');
  const Signer stranger('b');
  const auto package = ReadPackage(SamplePackage(signer));
  ASSERT_TRUE(package);
  EXPECT_FALSE(CheckSignature(*package, stranger.Key()));
  auto key = signer.Key();
  key.set_rule_id_prefix("example.");
  EXPECT_TRUE(CheckSignature(*package, key));
  key.set_rule_id_prefix("caseload.");
  EXPECT_THAT(CheckSignature(*package, key).error().message, HasSubstr("rules of this name"));
  key = signer.Key();
  key.set_revoked_because("it was lost");
  EXPECT_THAT(CheckSignature(*package, key).error().message, HasSubstr("revoked"));
  auto changed = *package;
  changed.manifest.set_title("Another");
  changed.parts.set_manifest(changed.manifest.SerializeAsString());
  EXPECT_EQ(CheckSignature(changed, signer.Key()).error().reason,
            v1::ERROR_REASON_RULE_SIGNATURE_INVALID);
}

TEST(RuleManifest, SaysWhatTheLibrarySays) {
  RuleCard card{"example.sample",
                "1.0.0",
                "A sample",
                "Made up for a test",
                CASELOAD_SUBJECT_CHILD,
                CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS,
                CASELOAD_VOCABULARY,
                {{"SEEN", CASELOAD_KIND_DUE, "Due on {1}", "days", {CASELOAD_VALUE_DAY}}},
                {{"months", "How long", "months", "Made up", 12, 1, 60}}};
  EXPECT_FALSE(Disagreement(SampleManifest(kLibrary), card));
  card.texts[0].text = "Overdue since {1}";
  const auto wrong = Disagreement(SampleManifest(kLibrary), card);
  ASSERT_TRUE(wrong);
  EXPECT_THAT(*wrong, HasSubstr("sayings"));
}

}  // namespace
}  // namespace caseload::rules
