// SPDX-License-Identifier: Apache-2.0
// The copies that workers load from: what happens when somebody tidies them away, when two keep the
// same at once, and when there is no room.
#include "rules/host/library_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <thread>

#include "base/ids.h"
#include "rules/guests.h"

namespace caseload::rules {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
namespace fs = std::filesystem;

// In a folder that the test can look into, as a service manager gives one.
struct Stores : testing::Test {
  Stores() { setenv("RUNTIME_DIRECTORY", folder.path().c_str(), 1); }
  ~Stores() override { unsetenv("RUNTIME_DIRECTORY"); }

  std::vector<fs::path> Files() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
      if (!entry.is_directory()) files.push_back(entry.path());
    }
    return files;
  }

  const Folder folder;
  const std::string bytes = std::string(300'000, 'r');
  const std::string digest = Sha256Hex(bytes);
};

TEST_F(Stores, KeepACopyThatIsReadOnlyAndGoesWithThem) {
  {
    const LibraryStore store;
    const auto path = store.Keep(bytes, digest);
    ASSERT_TRUE(path) << path.error().message;
    EXPECT_EQ(BytesOf(*path), bytes);
    EXPECT_EQ(fs::status(*path).permissions(), fs::perms::owner_read);
    EXPECT_THAT(Files(), SizeIs(1));
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST_F(Stores, MakeACopyAgainThatWasTidiedAwayOrSpoilt) {
  const LibraryStore store;
  const auto keep = [&] {
    const auto kept = store.Keep(bytes, digest);
    return kept ? *kept : kept.error().message;
  };
  const std::string path = keep();
  fs::remove(path);  // and its folder stands
  EXPECT_FALSE(store.Holds(digest));
  EXPECT_EQ(keep(), path);
  EXPECT_TRUE(store.Holds(digest));
  fs::remove_all(fs::path(path).parent_path());
  EXPECT_EQ(keep(), path);
  fs::permissions(path, fs::perms::owner_all);
  fs::resize_file(path, 10);
  EXPECT_FALSE(store.Holds(digest));
  EXPECT_EQ(keep(), path);
  EXPECT_TRUE(store.Holds(digest));
  EXPECT_THAT(Files(), SizeIs(1));
}

TEST_F(Stores, KeepTheSameForManyAtOnce) {
  const LibraryStore store;
  for (int time = 0; time < 20; ++time) {
    const std::string library = bytes + std::to_string(time);
    const std::string name = Sha256Hex(library);
    std::atomic<int> kept = 0;
    std::vector<std::thread> keepers;
    for (int keeper = 0; keeper < 4; ++keeper)
      keepers.emplace_back([&] { kept += store.Keep(library, name).ok() ? 1 : 0; });
    for (auto& keeper : keepers) keeper.join();
    EXPECT_EQ(kept, 4);
  }
  EXPECT_THAT(Files(), SizeIs(20));
}

TEST_F(Stores, LeaveNothingBehindWhereThereIsNoRoom) {
  const LibraryStore store;
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit little{4096, before.rlim_max};
  signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &little), 0);
  const auto refused = store.Keep(bytes, digest);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_RULE_UNAVAILABLE);
  EXPECT_THAT(refused.error().message, HasSubstr("cannot be copied"));
  EXPECT_THAT(Files(), SizeIs(0));
  EXPECT_TRUE(store.Keep(bytes, digest));
}

// A rule whose copy is gone, and whose package as well, says so for itself; the others answer.
TEST_F(Stores, CostOneRuleItsAnswerAndNoOtherWhenACopyCannotBeMadeAgain) {
  std::string library = BytesOf(GuestFile("crashes"));
  std::vector<RuleMember> members(2);
  members[0].name = "crashes";
  members[0].library = [&]() -> Result<std::string> {
    if (!library.empty()) return library;
    return Error{v1::ERROR_REASON_RULE_UNAVAILABLE, "it is gone"};
  };
  members[1].name = "good";
  members[1].library = []() -> Result<std::string> { return BytesOf(GuestFile("good")); };
  const RuleBook book(CASELOAD_RULE_WORKER, {SampleNumbers(), {}}, kPatient);
  const auto set = book.Prepare(members);
  for (const auto& file : Files()) {
    if (BytesOf(file) == library) fs::remove(file);
  }
  const auto whole = std::exchange(library, "");
  const auto subjects = ManySubjects(5, "2021-01-01");
  const auto answers = [&](std::size_t subject) { return set->AskEach({&subjects[subject], 1}); };
  const auto crashes_on = [&](std::size_t subject) {
    const auto said = answers(subject);
    return said && (*said)[0].answers[0].error().reason == v1::ERROR_REASON_RULE_FAILED;
  };
  // The worker, and the one that stood by if it had loaded its copy before it was gone.
  ASSERT_TRUE(crashes_on(0));
  std::size_t crashes = crashes_on(1) ? 2 : 1;
  for (std::size_t time = 0; time < 5; ++time) {
    const auto said = answers(2);
    ASSERT_TRUE(said) << said.error().message;
    ASSERT_THAT(*said, SizeIs(2));
    EXPECT_EQ((*said)[0].answers[0].error().reason, v1::ERROR_REASON_RULE_UNAVAILABLE);
    EXPECT_THAT((*said)[0].answers[0].error().message, HasSubstr("its copy is gone"));
    EXPECT_TRUE((*said)[1].answers[0]);
  }
  EXPECT_EQ(set->List()[0].state(), v1::RULE_STATE_ACTIVE);
  // It is nobody's fault, and the rule is asked as soon as it can be.
  library = whole;
  for (std::size_t subject = 3; crashes < 3; ++subject, ++crashes) {
    EXPECT_EQ(set->List()[0].state(), v1::RULE_STATE_ACTIVE);
    ASSERT_TRUE(crashes_on(subject));
  }
  EXPECT_EQ(set->List()[0].state(), v1::RULE_STATE_REFUSED);
}

}  // namespace
}  // namespace caseload::rules
