// SPDX-License-Identifier: Apache-2.0
// What is said of the walls around a worker: where they stand, and on kernels that do not give one
// of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>

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
  EXPECT_THAT(names, ElementsAre("limits", "processes", "privileges", "clocks", "cycle counter",
                                 "files", "system calls"));
  if (!lacks.empty()) GTEST_SKIP() << "NOT TESTED: here nothing keeps a rule from " << lacks;
}

// Lines of /proc/PID/status.
std::map<std::string, std::string> StatusOf(const fs::path& process) {
  std::map<std::string, std::string> status;
  std::ifstream in(process / "status");
  for (std::string line; std::getline(in, line);) {
    const auto colon = line.find(':');
    const auto value = line.find_first_not_of(" \t", std::min(colon + 1, line.size()));
    status[line.substr(0, colon)] = value == line.npos ? "" : line.substr(value);
  }
  return status;
}

TEST(Confinement, LeavesAWorkerNothingOfWhatRootMayDo) {
  if (const auto lack = LackOf("privileges")) GTEST_SKIP() << *lack;
  const Folder folder;
  folder.Bring(GuestFile("good"));
  const auto book = OpenFolder(folder);
  ASSERT_TRUE(book->InForce()->Evaluate(SampleSubject(), Day("2024-03-01"), {}));
  const std::string nothing(16, '0');
  int workers = 0;
  for (const auto& process : fs::directory_iterator("/proc")) {
    auto status = StatusOf(process.path());
    // One that stands by may still be on its way to where it gives up what it has.
    if (status["PPid"] != std::to_string(getpid()) || status["NoNewPrivs"] != "1") continue;
    ++workers;
    for (const char* held : {"CapInh", "CapPrm", "CapEff", "CapAmb"})
      EXPECT_EQ(status[held], nothing) << held;
    if (getuid() == 0) {
      EXPECT_EQ(status["CapBnd"], nothing);
    }
  }
  EXPECT_GE(workers, 1);
}

// Root is not bound by a limit of processes: that this wall stands would be a lie.
TEST(Confinement, DoesNotClaimALimitOfProcessesForRoot) {
  const auto layer = std::ranges::find(LayersHere(), "processes", &Layer::name);
  ASSERT_NE(layer, LayersHere().end());
  EXPECT_EQ(layer->in_force, getuid() != 0 && !kSanitized);
  EXPECT_EQ(layer->why.empty(), layer->in_force);
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
    // Both are set by one call.
    const bool by_the_same_call = wall == "limits" && layers[i].name == "processes";
    if (layers[i].name == wall || by_the_same_call) {
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
                         ::testing::Values("limits", "privileges", "clocks", "cycle counter",
                                           "files", "system calls"),
                         [](const auto& param) {
                           std::string name = param.param;
                           std::replace(name.begin(), name.end(), ' ', '_');
                           return name;
                         });

}  // namespace
}  // namespace caseload::rules
