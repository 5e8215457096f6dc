// SPDX-License-Identifier: Apache-2.0
// What is said of the walls around a worker: where they stand, and on kernels that do not give one
// of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/guests.h"

namespace caseload::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
namespace fs = std::filesystem;

TEST(Confinement, IsToldLayerByLayer) {
  std::vector<std::string> names;
  std::string lacks;
  for (const auto& layer : LayersHere()) {
    names.push_back(layer.name);
    if (layer.in_force) continue;
    EXPECT_NE(layer.why, "") << layer.name;
    lacks += layer.name + " (" + layer.why + ") ";
  }
  EXPECT_THAT(names, ElementsAre("limits", "privileges", "clocks", "cycle counter", "files",
                                 "system calls"));
  if (!lacks.empty()) GTEST_SKIP() << "NOT TESTED: here nothing keeps a rule from " << lacks;
}

// A kernel without one wall, which a program before the worker makes of this one.
class PoorKernel : public ::testing::TestWithParam<const char*> {};

TEST_P(PoorKernel, IsReportedAndTheRuleAnswersBehindTheOtherWalls) {
  const std::string wall = GetParam();
  // A filter is what takes the wall away.
  for (const auto& needed : {wall, std::string("system calls")}) {
    if (const auto lack = LackOf(needed)) GTEST_SKIP() << *lack;
  }
  const Folder folder;
  folder.Bring(GuestFile("good"));
  const fs::path program = folder.path() / wall;
  fs::create_symlink(CASELOAD_POOR_KERNEL, program);
  const auto book = OpenFolder(folder.path(), program, {SampleNumbers(), {}}, kPatient);
  ASSERT_EQ(book->InForce()->List()[0].state(), v1::RULE_STATE_ACTIVE)
      << book->InForce()->List()[0].refused_because();
  const auto layers = book->InForce()->Confinement();
  ASSERT_THAT(layers, SizeIs(LayersHere().size()));
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (layers[i].name == wall) {
      EXPECT_FALSE(layers[i].in_force);
      EXPECT_NE(layers[i].why, "");
    } else {
      EXPECT_EQ(layers[i].in_force, LayersHere()[i].in_force) << layers[i].name;
    }
  }
  const auto said = book->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), {});
  ASSERT_TRUE(said) << said.error().message;
  EXPECT_THAT(*said, SizeIs(1));
}

INSTANTIATE_TEST_SUITE_P(Without, PoorKernel,
                         ::testing::Values("limits", "privileges", "cycle counter", "files",
                                           "system calls"),
                         [](const auto& param) {
                           std::string name = param.param;
                           std::replace(name.begin(), name.end(), ' ', '_');
                           return name;
                         });

}  // namespace
}  // namespace caseload::rules
