// SPDX-License-Identifier: Apache-2.0
// A server killed at any moment loses no acknowledged write and leaves no half of one.
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "store/conformance.h"
#include "store/crash_pairs.h"
#include "store/sqlite/sqlite_store.h"
#include "store/temporary_folder.h"

namespace caseload::store {
namespace {

// A crash writer whose acknowledgements arrive at acknowledgements().
class CrashWriter {
 public:
  explicit CrashWriter(std::string folder) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) return;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    std::string program = CASELOAD_CRASH_WRITER;
    std::array<char*, 3> arguments{program.data(), folder.data(), nullptr};
    if (::posix_spawn(&child_, program.c_str(), &actions, nullptr, arguments.data(), environ) !=
        0) {
      child_ = -1;
    }
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    acknowledgements_ = ends[0];
  }
  ~CrashWriter() {
    Kill();
    if (acknowledgements_ >= 0) ::close(acknowledgements_);
  }
  CrashWriter(const CrashWriter&) = delete;
  CrashWriter& operator=(const CrashWriter&) = delete;

  // Nothing when the writer is gone and all it said has been read.
  std::optional<std::uint64_t> NextAcknowledged() {
    std::uint64_t pairs = 0;
    if (::read(acknowledgements_, &pairs, sizeof pairs) != sizeof pairs) return std::nullopt;
    return pairs;
  }

  // Whether it was running until now.
  bool Kill() {
    if (child_ <= 0) return false;
    int status = 0;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  }

 private:
  pid_t child_ = -1;
  int acknowledgements_ = -1;
};

// Runs a writer until it has acknowledged `commits` commits and kills it; the pairs it acknowledged
// in all.
std::uint64_t PairsAcknowledgedBeforeKill(const std::string& folder, int commits) {
  CrashWriter writer(folder);
  std::uint64_t pairs = 0;
  for (int at = 0; at < commits; ++at) {
    const auto acknowledged = writer.NextAcknowledged();
    EXPECT_TRUE(acknowledged) << "the writer ended by itself";
    pairs = acknowledged.value_or(pairs);
  }
  EXPECT_TRUE(writer.Kill());
  while (const auto acknowledged = writer.NextAcknowledged()) pairs = *acknowledged;
  return pairs;
}

// Every trace of the pair, or none.
void ExpectWhole(Reader& reader, std::uint64_t pair) {
  const auto records = reader.Get(PairIds(pair));
  ASSERT_TRUE(records.ok()) << records.error().message;
  for (const auto& record : *records) {
    ASSERT_TRUE(record) << "pair " << pair;
    ASSERT_EQ(record->body, PairBody(pair));
  }
  ASSERT_EQ((*reader.Find(QueryFor(Field::kSourceKey, "pair-" + std::to_string(pair)))).size(),
            kPutsOfPair);
  ASSERT_EQ((*reader.Find(QueryFor(Field::kEntryOfCase, SubjectOf(pair)))).size(), kPutsOfPair);
  ASSERT_EQ((*reader.History(SubjectOf(pair), 0, 10)).size(), kPutsOfPair);
  const auto answer = *AnswerTo(reader, "request-" + std::to_string(pair));
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->answer, PairBody(pair));
}

TEST(SqliteCrash, LosesNoAcknowledgedWriteAndKeepsNoHalfOfOneWhenKilled) {
  constexpr int kRounds = 20;
  const TemporaryFolder folder;
  const std::string path = folder.path() / "store";
  std::uint64_t pairs_before = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t acknowledged = PairsAcknowledgedBeforeKill(path, 1 + round * 7 % 30);
    const auto store = SqliteStore::Open(path);
    ASSERT_TRUE(store.ok()) << store.error().message;
    Reader& reader = (*store)->reader();
    const std::uint64_t end = *reader.Sequence();
    ASSERT_EQ(end % (kPutsOfPair * kPairsOfCommit), 0u) << "half a commit";
    const std::uint64_t pairs = end / kPutsOfPair;
    ASSERT_GE(pairs, acknowledged) << "an acknowledged write is missing";
    ASSERT_LE(pairs, acknowledged + kPairsOfCommit) << "at most one commit was on its way";
    for (std::uint64_t pair = pairs_before; pair < pairs; ++pair) ExpectWhole(reader, pair);
    const auto beyond = *reader.Get(PairIds(pairs));
    EXPECT_TRUE(!beyond[0] && !beyond[1]);
    EXPECT_EQ((*reader.ReadJournal(end - 1, 10)).size(), 1u);
    pairs_before = pairs;
  }
  const auto verified = SqliteStore::Verify(path);
  EXPECT_TRUE(verified.ok()) << verified.error().message;
}

}  // namespace
}  // namespace caseload::store
