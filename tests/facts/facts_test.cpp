// SPDX-License-Identifier: Apache-2.0
// The columnar picture believes what the journal believed, at every sequence.
#include "facts/facts.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace caseload::facts {
namespace {

std::string Episode(std::uint32_t number, std::int32_t start, std::int32_t end = kDayOpen,
                    std::int32_t child = 1) {
  return Pack(std::vector<Fact>{{number, FactKind::kEpisode, 0, 0, start, end, child}});
}

Outcome Commit(Facts& facts, std::uint64_t sequence, std::uint64_t replaced,
               const std::string& packed) {
  const Change change{sequence, replaced, packed};
  return facts.Advance({&change, 1}, sequence);
}

std::vector<std::int32_t> BelievedStarts(const Facts& facts, std::uint32_t number,
                                         std::uint32_t known) {
  const Reading reading = facts.Read();
  const Columns& episodes = reading[FactKind::kEpisode];
  std::vector<std::int32_t> starts;
  EachRowOf(episodes, number, [&](std::uint32_t row) {
    if (episodes.Believed(row, known)) starts.push_back(episodes.start[row]);
  });
  return starts;
}

TEST(Facts, BelieveANewVersionAndRememberTheFormer) {
  Facts facts;
  ASSERT_TRUE(Commit(facts, 1, 0, Episode(5, 100)).ok());
  ASSERT_TRUE(Commit(facts, 2, 0, Episode(6, 300)).ok());
  ASSERT_TRUE(Commit(facts, 3, 1, Episode(5, 200)).ok());
  EXPECT_EQ(BelievedStarts(facts, 5, kHighestSequence), std::vector<std::int32_t>{200});
  EXPECT_EQ(BelievedStarts(facts, 5, 2), std::vector<std::int32_t>{100});
  EXPECT_EQ(BelievedStarts(facts, 5, 0), std::vector<std::int32_t>{});
  EXPECT_EQ(BelievedStarts(facts, 6, kHighestSequence), std::vector<std::int32_t>{300});
}

TEST(Facts, NoLongerBelieveARecordWhoseNewVersionStatesNothing) {
  Facts facts;
  ASSERT_TRUE(Commit(facts, 1, 0, Episode(5, 100)).ok());
  ASSERT_TRUE(Commit(facts, 2, 1, "").ok());
  EXPECT_TRUE(BelievedStarts(facts, 5, kHighestSequence).empty());
  EXPECT_EQ(BelievedStarts(facts, 5, 1), std::vector<std::int32_t>{100});
}

TEST(Facts, LoadedFromTheStoreAreTheFactsThatWereAdvanced) {
  Facts live;
  ASSERT_TRUE(Commit(live, 1, 0, Episode(5, 100)).ok());
  ASSERT_TRUE(Commit(live, 4, 1, Episode(5, 200)).ok());
  Facts loaded;
  ASSERT_TRUE(loaded.Load(1, 4, Episode(5, 100)).ok());
  ASSERT_TRUE(loaded.Load(4, 0, Episode(5, 200)).ok());
  ASSERT_TRUE(loaded.Advance({}, 9).ok());
  EXPECT_EQ(loaded.sequence(), 9U);
  for (std::uint32_t known = 0; known < 6; ++known) {
    EXPECT_EQ(BelievedStarts(loaded, 5, known), BelievedStarts(live, 5, known)) << known;
  }
}

TEST(Facts, FindTheEpisodesOfOneChildNewestFirst) {
  Facts facts;
  ASSERT_TRUE(Commit(facts, 1, 0, Episode(5, 100, 150, 42)).ok());
  ASSERT_TRUE(Commit(facts, 2, 0, Episode(6, 110, 150, 43)).ok());
  ASSERT_TRUE(Commit(facts, 3, 0, Episode(7, 200, kDayOpen, 42)).ok());
  const Reading reading = facts.Read();
  const std::uint32_t last = reading.LastEpisodeOf(42);
  ASSERT_NE(last, kNoRow);
  EXPECT_EQ(reading[FactKind::kEpisode].subject[last], 7U);
  const std::uint32_t first = reading.EpisodeBefore(last);
  EXPECT_EQ(reading[FactKind::kEpisode].subject[first], 5U);
  EXPECT_EQ(reading.EpisodeBefore(first), kNoRow);
  EXPECT_EQ(reading.LastEpisodeOf(7'777), kNoRow);
}

TEST(Facts, TellWhichRowsChangedAfterASequence) {
  Facts facts;
  ASSERT_TRUE(Commit(facts, 1, 0, Episode(5, 100)).ok());
  ASSERT_TRUE(Commit(facts, 2, 0, Episode(6, 100)).ok());
  ASSERT_TRUE(Commit(facts, 3, 1, "").ok());
  ASSERT_TRUE(Commit(facts, 4, 0, Episode(8, 100)).ok());
  std::vector<std::uint32_t> cases;
  const Reading reading = facts.Read();
  ASSERT_TRUE(reading.EachChangeAfter(
      2, [&](FactKind kind, std::uint32_t row) { cases.push_back(reading[kind].subject[row]); }));
  std::sort(cases.begin(), cases.end());
  EXPECT_EQ(cases, (std::vector<std::uint32_t>{5, 8}));
}

TEST(Facts, CannotTellWhatChangedBeforeTheyWereLoaded) {
  Facts facts;
  ASSERT_TRUE(facts.Load(7, 0, Episode(5, 100)).ok());
  EXPECT_FALSE(facts.Read().EachChangeAfter(3, [](FactKind, std::uint32_t) {}));
  EXPECT_TRUE(facts.Read().EachChangeAfter(7, [](FactKind, std::uint32_t) {}));
}

TEST(Facts, RefuseWhatArrivesOutOfOrder) {
  Facts facts;
  ASSERT_TRUE(Commit(facts, 5, 0, Episode(1, 100)).ok());
  EXPECT_FALSE(Commit(facts, 5, 0, Episode(2, 100)).ok());
  EXPECT_FALSE(Commit(facts, 6, 6, Episode(2, 100)).ok());
  EXPECT_FALSE(facts.Advance({}, 4).ok());
  EXPECT_FALSE(facts.Load(3, 0, Episode(1, 100)).ok());
  EXPECT_FALSE(facts.Load(8, 8, Episode(1, 100)).ok());
}

TEST(Facts, TakeACommitWholeOrNotAtAll) {
  Facts facts;
  const std::string good = Episode(1, 100);
  const Change changes[] = {{1, 0, good}, {2, 0, "damaged"}};
  EXPECT_FALSE(facts.Advance(changes, 2).ok());
  EXPECT_EQ(facts.Read()[FactKind::kEpisode].size(), 0U);
  EXPECT_EQ(facts.sequence(), 0U);
}

TEST(Facts, RefuseAloudAJournalLongerThanTheyCanName) {
  Facts facts;
  EXPECT_FALSE(facts.Load(0xFFFF'FFFF, 0, Episode(1, 100)).ok());
  EXPECT_FALSE(facts.Load(1, 0x1'0000'0000, Episode(1, 100)).ok());
  const auto outgrown = Commit(facts, 0x1'0000'0000, 0, Episode(1, 100));
  ASSERT_FALSE(outgrown.ok());
  EXPECT_EQ(outgrown.error().reason, v1::ERROR_REASON_INTERNAL);
  EXPECT_TRUE(Commit(facts, kHighestSequence, 0, Episode(1, 100)).ok());
}

TEST(Facts, StandStillWhileTheyAreRead) {
  Facts facts;
  constexpr std::uint64_t kCommits = 2'000;
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  std::atomic<int> torn = 0;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        const Reading reading = facts.Read();
        const Columns& episodes = reading[FactKind::kEpisode];
        // Each commit replaces the one before: exactly one row is believed once there is any.
        std::size_t believed = 0;
        for (std::size_t row = 0; row < episodes.size(); ++row) {
          believed += episodes.Believed(row, kHighestSequence) ? 1 : 0;
        }
        if (believed != (reading.sequence() == 0 ? 0U : 1U)) ++torn;
      }
    });
  }
  int refused = 0;
  for (std::uint64_t sequence = 1; sequence <= kCommits; ++sequence) {
    refused += Commit(facts, sequence, sequence - 1, Episode(1, 100)).ok() ? 0 : 1;
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(facts.sequence(), kCommits);
}

}  // namespace
}  // namespace caseload::facts
