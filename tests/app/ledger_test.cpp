// SPDX-License-Identifier: Apache-2.0
// What the ledger does while a batch is on its way to the disk.
#include "app/ledger.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "fakes/held_store.h"

namespace caseload::app {
namespace {

using fakes::HeldStore;

CodeNumbers NoCodes() {
  return [](std::string_view, std::string_view) -> std::uint16_t { return 0; };
}

struct LedgerTest : testing::Test {
  HeldStore store;
  SystemClock clock;
  std::atomic<std::uint64_t> published{0};
  std::unique_ptr<Ledger> ledger = *Ledger::Open(
      store, clock, NoCodes(),
      [this](std::span<const facts::Change>, std::uint64_t last) { published = last; });

  using Answered = std::future<Result<std::string>>;

  Answered Submit(std::function<Result<Answer>(Draft&)> decide, std::size_t weight,
                  const std::string& request_id = "") {
    auto promise = std::make_shared<std::promise<Result<std::string>>>();
    auto answered = promise->get_future();
    Command command;
    command.intent = {"worker/1", "teams.create", "", request_id, "digest"};
    command.weight = weight;
    command.decide = std::move(decide);
    ledger->Submit(std::move(command), [promise](Result<std::string> answer) {
      promise->set_value(std::move(answer));
    });
    return answered;
  }

  static Answer Say(std::string what) {
    return [what = std::move(what)](std::uint64_t sequence) {
      return what + " " + std::to_string(sequence);
    };
  }
  // Makes a team and tells its id.
  static std::function<Result<Answer>(Draft&)> MakeTeam(std::string* id = nullptr) {
    return [id](Draft& draft) -> Result<Answer> {
      v1::Team team;
      team.set_name("Team");
      draft.Create(team);
      if (id != nullptr) *id = team.team_id();
      return Say("made");
    };
  }

  // A team whose commit has begun and waits until the store lets it through.
  Answered MakeTeamAndHoldItsCommit(std::size_t weight, std::string* id = nullptr) {
    store.commits.Close();
    auto made = Submit(MakeTeam(id), weight);
    store.commits.Await(1);
    return made;
  }
};

TEST(LedgerOpening, FailsWithTheReasonWhenTheStoreCannotBeRead) {
  HeldStore store;
  const SystemClock clock;
  store.unavailable = true;
  const auto opened = Ledger::Open(store, clock, NoCodes(), [](auto, auto) {});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().reason, v1::ERROR_REASON_STORE_UNAVAILABLE);
}

TEST_F(LedgerTest, DecidesOnTopOfWhatIsOnItsWayToTheDisk) {
  std::string team_id;
  auto made = MakeTeamAndHoldItsCommit(1'000, &team_id);
  std::promise<bool> found;
  auto renamed = Submit(
      [&](Draft& draft) -> Result<Answer> {
        auto team = draft.Load<v1::Team>(team_id, "team_id");
        found.set_value(team.ok());
        if (!team) return team.error();
        team->message.set_name("Other");
        draft.Update(team->message, team_id);
        return Say("renamed");
      },
      1'000);
  EXPECT_TRUE(found.get_future().get()) << "decided before the first commit has ended";
  store.commits.Open();
  EXPECT_EQ(*made.get(), "made 1");
  EXPECT_EQ(*renamed.get(), "renamed 2");
  EXPECT_EQ(published, 2U);
}

TEST_F(LedgerTest, DecidesAgainWhatStoodOnAChangeThatWasLost) {
  std::string team_id;
  store.full = true;
  auto made = MakeTeamAndHoldItsCommit(1'000, &team_id);
  std::atomic<int> decided{0};
  std::promise<void> once;
  auto renamed = Submit(
      [&](Draft& draft) -> Result<Answer> {
        auto team = draft.Load<v1::Team>(team_id, "team_id");
        if (++decided == 1) once.set_value();
        if (!team) return team.error();
        draft.Update(team->message, team_id);
        return Say("renamed");
      },
      1'000);
  once.get_future().get();
  store.commits.Open();
  EXPECT_EQ(made.get().error().reason, v1::ERROR_REASON_STORE_UNAVAILABLE);
  const auto refused = renamed.get();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_NOT_FOUND) << "the team never came to be";
  EXPECT_EQ(decided, 2);
  store.full = false;
  EXPECT_EQ(*Submit(MakeTeam(), 1).get(), "made 1") << "nothing of the lost ones is in the journal";
}

TEST_F(LedgerTest, TellsARefusalOnlyWhenWhatItStandsOnIsKept) {
  std::string team_id;
  auto made = MakeTeamAndHoldItsCommit(1'000, &team_id);
  std::promise<void> decided;
  auto refused = Submit(
      [&](Draft&) -> Result<Answer> {
        decided.set_value();
        return Error{v1::ERROR_REASON_CASE_OPEN, "the case is open"};
      },
      1'000);
  decided.get_future().get();
  EXPECT_EQ(refused.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  store.commits.Open();
  EXPECT_TRUE(made.get());
  EXPECT_EQ(refused.get().error().reason, v1::ERROR_REASON_CASE_OPEN);
}

TEST_F(LedgerTest, DecidesARefusalAgainWhenWhatItStoodOnInItsOwnBatchIsLost) {
  std::string team_id;
  auto first = MakeTeamAndHoldItsCommit(1);
  // Both wait, and are taken together.
  auto made = Submit(MakeTeam(&team_id), 1);
  auto refused = Submit(
      [&](Draft& draft) -> Result<Answer> {
        if (draft.Load<v1::Team>(team_id, "team_id")) {
          return Error{v1::ERROR_REASON_CASE_OPEN, "the team is there"};
        }
        return Draft::Missing("team_id");
      },
      1);
  store.full = true;
  store.commits.Open();
  EXPECT_EQ(made.get().error().reason, v1::ERROR_REASON_STORE_UNAVAILABLE);
  EXPECT_EQ(refused.get().error().reason, v1::ERROR_REASON_NOT_FOUND)
      << "the team never came to be";
  EXPECT_FALSE(first.get());
}

TEST_F(LedgerTest, AnswersARepeatOfARequestThatIsOnItsWay) {
  store.commits.Close();
  auto first = Submit(MakeTeam(), 1'000, "one-request");
  store.commits.Await(1);
  auto again = Submit(MakeTeam(), 1'000, "one-request");
  store.commits.Open();
  EXPECT_EQ(*first.get(), "made 1");
  EXPECT_EQ(*again.get(), "made 1");
  EXPECT_EQ(published, 1U);
}

TEST_F(LedgerTest, AnswersEverybodyOnceWhateverTheWorkWeighs) {
  constexpr int kCallers = 4;
  constexpr int kEach = 400;
  std::atomic<int> kept{0};
  std::vector<std::thread> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.emplace_back([&, caller] {
      std::vector<Answered> answers;
      for (int i = 0; i < kEach; ++i) {
        answers.push_back(Submit(MakeTeam(), static_cast<std::size_t>((i * 7 + caller) % 150)));
        if (i % 50 == 49) {
          for (auto& answered : answers) kept += answered.get().ok() ? 1 : 0;
          answers.clear();
        }
      }
    });
  }
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(kept, kCallers * kEach);
  EXPECT_EQ(published, static_cast<std::uint64_t>(kCallers * kEach));
}

}  // namespace
}  // namespace caseload::app
