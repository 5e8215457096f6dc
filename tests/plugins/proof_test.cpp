// SPDX-License-Identifier: Apache-2.0
// Every rule of the release passes what it has to pass before it comes into force.
#include "rules/proof/proof.h"

#include <gtest/gtest.h>

#include "rules/reference_facts.h"
#include "rules/release_packages.h"
#include "taxonomy/packs.h"

namespace caseload::rules {
namespace {

class RuleOfTheRelease : public ::testing::TestWithParam<const char*> {};

TEST_P(RuleOfTheRelease, PassesTheWholeProof) {
  const auto packs = taxonomy::Packs::Load(CASELOAD_PACKS);
  ASSERT_TRUE(packs);
  const auto package = ReadPackage(PackageOfTheRelease(GetParam()));
  ASSERT_TRUE(package) << package.error().message;
  const auto checks =
      Prove(*package, CASELOAD_RULE_WORKER, {NumbersOf(*packs), ReferenceOf(*packs)});
  EXPECT_EQ(checks.size(), 13U);
  for (const auto& check : checks)
    EXPECT_TRUE(check.passed()) << check.name() << ": " << check.detail();
}

INSTANTIATE_TEST_SUITE_P(Each, RuleOfTheRelease,
                         ::testing::Values("timescale-clocks", "visits-seen", "recurrence", "drift",
                                           "cumulative-concern", "unborn-infant", "linked-children",
                                           "supervision-overdue", "worker-load", "checklist",
                                           "census-quality"),
                         [](const auto& param) {
                           std::string name = param.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace caseload::rules
