// SPDX-License-Identifier: Apache-2.0
// A rule is the one whose manifest was signed, or it is refused: its bytes and its words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/author/packing_up.h"
#include "rules/guests.h"

namespace caseload::rules {
namespace {

using ::testing::HasSubstr;

// A guest under the manifest it would be packed with, after something of that was changed.
class Signed {
 public:
  explicit Signed(const std::string& guest)
      : library_(BytesOf(GuestFile(guest))),
        manifest_(*DescribeLibrary(library_, CASELOAD_RULE_WORKER)) {}

  const v1::RuleManifest& manifest() const { return manifest_; }
  // What the list shows of it.
  template <class Change>
  v1::Rule With(Change&& change) const {
    RuleMember member{"made up", manifest_};
    change(*member.manifest);
    member.library = [this]() -> Result<std::string> { return library_; };
    const RuleBook book(CASELOAD_RULE_WORKER, {SampleNumbers(), {}}, kPatient);
    return book.Prepare({&member, 1})->List().front();
  }

 private:
  const std::string library_;
  const v1::RuleManifest manifest_;
};

TEST(Recognition, TakesARuleThatSaysWhatWasSigned) {
  const auto rule = Signed("good").With([](auto&) {});
  EXPECT_EQ(rule.state(), v1::RULE_STATE_ACTIVE) << rule.refused_because();
}

TEST(Recognition, RefusesALibraryUnderTheManifestOfAnother) {
  const auto rule =
      Signed("good").With([](auto& m) { m.set_library_digest(std::string(64, 'a')); });
  EXPECT_EQ(rule.state(), v1::RULE_STATE_REFUSED);
  EXPECT_THAT(rule.refused_because(), HasSubstr("not the one its manifest names"));
}

// Its digest is right: only what it says of itself, once it is loaded, gives it away.
TEST(Recognition, RefusesTheRightLibraryUnderOtherWords) {
  const Signed good("good");
  for (const auto& rule :
       {good.With([](auto& m) { m.set_title("Something else"); }),
        good.With([](auto& m) { m.add_facts_needed("events"); }),
        good.With([](auto& m) { m.mutable_sayings(0)->set_kind(v1::FINDING_KIND_BREACH); })}) {
    EXPECT_EQ(rule.state(), v1::RULE_STATE_REFUSED);
    EXPECT_THAT(rule.refused_because(),
                HasSubstr("its library says something else than its manifest"));
  }
}

TEST(Recognition, KnowsWhatTheLibraryWasBuiltWithFromWhatTheServerWas) {
  const Signed wide("wide_schema");
  EXPECT_EQ(wide.manifest().contract_minor(), CASELOAD_RULE_ABI_MINOR + 3);
  EXPECT_EQ(wide.manifest().facts_schema_min(), CASELOAD_FACTS_SCHEMA);
  EXPECT_EQ(wide.manifest().facts_schema_max(), CASELOAD_FACTS_SCHEMA + 1);
  const auto taken = wide.With([](auto&) {});
  EXPECT_EQ(taken.state(), v1::RULE_STATE_ACTIVE) << taken.refused_because();
  const auto narrower = wide.With([](auto& m) { m.set_facts_schema_max(CASELOAD_FACTS_SCHEMA); });
  EXPECT_EQ(narrower.state(), v1::RULE_STATE_REFUSED);
  EXPECT_THAT(narrower.refused_because(), HasSubstr("facts_schema_max"));
  const auto earlier = wide.With([](auto& m) { m.set_contract_minor(CASELOAD_RULE_ABI_MINOR); });
  EXPECT_EQ(earlier.state(), v1::RULE_STATE_REFUSED);
  EXPECT_THAT(earlier.refused_because(), HasSubstr("contract_minor"));
}

}  // namespace
}  // namespace caseload::rules
