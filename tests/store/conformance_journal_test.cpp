// SPDX-License-Identifier: Apache-2.0
// What every engine does with the journal, histories, request ids and facts.
#include "store/conformance.h"

namespace caseload::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::uint64_t> SequencesOf(const std::vector<JournalRow>& rows) {
  std::vector<std::uint64_t> sequences;
  for (const JournalRow& row : rows) sequences.push_back(row.sequence);
  return sequences;
}

TEST_P(StoreConformance, JournalsWhoDidWhatToWhichVersionAndWhy) {
  Put put = NewPut("c1"_id, Kind::kCase, 1);
  put.subjects = {"c1"_id, "p1"_id, "p2"_id};
  Keep(WriteOf({put}));
  Write closing = WriteOf({NextPut(put)});
  closing.intent = {"worker-2", "cases.close", "moved away", "", ""};
  Keep(closing);
  const auto rows = Told(reader().ReadJournal(0, 10));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].sequence, 1u);
  EXPECT_EQ(rows[0].actor, "worker-1");
  EXPECT_EQ(rows[0].action, "cases.note");
  EXPECT_EQ(rows[0].because, "");
  EXPECT_EQ(rows[0].kind, Kind::kCase);
  EXPECT_EQ(rows[0].record_id, "c1"_id);
  EXPECT_EQ(rows[0].version, 1u);
  EXPECT_THAT(rows[0].subjects, ElementsAre("c1"_id, "p1"_id, "p2"_id));
  EXPECT_EQ(rows[1].actor, "worker-2");
  EXPECT_EQ(rows[1].action, "cases.close");
  EXPECT_EQ(rows[1].because, "moved away");
  EXPECT_EQ(rows[1].version, 2u);
  EXPECT_THAT(rows[1].subjects, IsEmpty());
  EXPECT_EQ(rows[1].recorded_at, now_);
  EXPECT_EQ(Told(reader().LastRecordedAt()), now_);
}

TEST_P(StoreConformance, ReadsTheJournalPageByPage) {
  for (int at = 0; at < 5; ++at)
    Keep(WriteOf({NewPut(IdOf("r" + std::to_string(at)), Kind::kEntry)}));
  EXPECT_THAT(SequencesOf(Told(reader().ReadJournal(0, 2))), ElementsAre(1, 2));
  EXPECT_THAT(SequencesOf(Told(reader().ReadJournal(2, 2))), ElementsAre(3, 4));
  EXPECT_THAT(SequencesOf(Told(reader().ReadJournal(4, 2))), ElementsAre(5));
  EXPECT_THAT(Told(reader().ReadJournal(5, 2)), IsEmpty());
  EXPECT_THAT(Told(reader().ReadJournal(99, 2)), IsEmpty());
}

TEST_P(StoreConformance, TellsTheHistoryOfASubjectInOrderAndByPages) {
  for (int at = 0; at < 300; ++at) {
    Put put = NewPut(IdOf("e" + std::to_string(at)), Kind::kEntry);
    put.subjects = at % 3 == 0 ? std::vector{"c1"_id, "p1"_id, "c1"_id} : std::vector{"c2"_id};
    Keep(WriteOf({put}));
  }
  std::vector<std::uint64_t> seen;
  std::uint64_t after = 0;
  for (;;) {
    const auto page = Told(reader().History("c1"_id, after, 7));
    if (page.empty()) break;
    for (const JournalRow& row : page) {
      seen.push_back(row.sequence);
      EXPECT_EQ(row.record_id, IdOf("e" + std::to_string(row.sequence - 1)));
      EXPECT_EQ(row.actor, "worker-1");
    }
    after = page.back().sequence;
  }
  ASSERT_EQ(seen.size(), 100u) << "a subject named twice is part of the history once";
  for (std::size_t at = 0; at < seen.size(); ++at) EXPECT_EQ(seen[at], 3 * at + 1);
  EXPECT_EQ(Told(reader().History("p1"_id, 0, 1000)).size(), 100u);
  EXPECT_EQ(Told(reader().History("c2"_id, 0, 1000)).size(), 200u);
  EXPECT_THAT(Told(reader().History("nobody"_id, 0, 1000)), IsEmpty());
  EXPECT_THAT(Told(reader().History("no id", 0, 1000)), IsEmpty());
}

TEST_P(StoreConformance, KeepsTheFirstAnswerOfARequest) {
  Write write = RequestOf("r1", {NewPut("c1"_id, Kind::kCase)});
  write.intent.request_digest = std::string("\0\xff digest of 32 bytes", 22);
  write.answer = std::string("answer\0with nul", 15);
  Keep(write);
  Keep(WriteOf({NewPut("c2"_id, Kind::kCase)}));
  const auto answer = Told(AnswerTo(reader(), "r1"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->request_digest, write.intent.request_digest);
  EXPECT_EQ(answer->answer, write.answer);
  EXPECT_FALSE(Told(AnswerTo(reader(), "r2")));
  EXPECT_FALSE(Told(AnswerTo(reader(), "")));
}

TEST_P(StoreConformance, KeepsTheAnswerOfACommandThatChangedNothing) {
  Keep(WriteOf({NewPut("c1"_id, Kind::kCase)}));
  const Instant last = now_;
  const Committed committed = Keep(RequestOf("r1", {}));
  EXPECT_EQ(committed.last_sequence, 1u);
  EXPECT_EQ(Told(AnswerTo(reader(), "r1"))->answer, "answer to r1");
  EXPECT_EQ(Told(reader().Sequence()), 1u);
  EXPECT_EQ(Told(reader().LastRecordedAt()), last) << "nothing changed since";
}

TEST_P(StoreConformance, RefusesARequestIdForTheSecondTime) {
  Keep(RequestOf("r1", {NewPut("c1"_id, Kind::kCase)}));
  EXPECT_EQ(Refused({RequestOf("r1", {NewPut("c2"_id, Kind::kCase)})}),
            v1::ERROR_REASON_REQUEST_ID_REUSED);
  EXPECT_EQ(Refused({RequestOf("r2", {NewPut("c2"_id, Kind::kCase)}), RequestOf("r2", {})}),
            v1::ERROR_REASON_REQUEST_ID_REUSED);
  EXPECT_FALSE(GetOne("c2"_id));
  EXPECT_FALSE(Told(AnswerTo(reader(), "r2")));
}

TEST_P(StoreConformance, NamesTheLastSequenceRecordedByAnInstant) {
  EXPECT_EQ(Told(reader().SequenceAt(now_)), 0u);
  int next_id = 0;
  const auto commit_at = [&](std::int64_t micros, int records) {
    std::vector<Put> puts;
    for (int at = 0; at < records; ++at) {
      puts.push_back(NewPut(IdOf("r" + std::to_string(next_id++)), Kind::kEntry));
    }
    ASSERT_TRUE(store().Commit(std::vector{WriteOf(puts)}, Instant{micros}).ok());
  };
  commit_at(100, 2);  // 1, 2
  commit_at(200, 1);  // 3
  commit_at(200, 3);  // 4..6
  commit_at(200, 1);  // 7
  commit_at(350, 1);  // 8
  EXPECT_EQ(Told(reader().SequenceAt(Instant{99})), 0u);
  EXPECT_EQ(Told(reader().SequenceAt(Instant{100})), 2u);
  EXPECT_EQ(Told(reader().SequenceAt(Instant{199})), 2u);
  EXPECT_EQ(Told(reader().SequenceAt(Instant{200})), 7u);
  EXPECT_EQ(Told(reader().SequenceAt(Instant{349})), 7u);
  EXPECT_EQ(Told(reader().SequenceAt(Instant{350})), 8u);
  EXPECT_EQ(Told(reader().SequenceAt(Instant{1'000'000})), 8u);
  EXPECT_EQ(Told(reader().SequenceAt(Instant{-1})), 0u);
}

TEST_P(StoreConformance, RefusesToRecordBeforeTheLastCommit) {
  Keep(WriteOf({NewPut("c1"_id, Kind::kCase)}));
  const auto early = store().Commit(std::vector{WriteOf({NewPut("c2"_id, Kind::kCase)})},
                                    Instant{now_.micros - 1});
  ASSERT_FALSE(early.ok());
  EXPECT_EQ(early.error().reason, v1::ERROR_REASON_INTERNAL);
  EXPECT_FALSE(GetOne("c2"_id));
}

TEST_P(StoreConformance, KeepsFactsOfEveryVersionAndSaysUntilWhenTheyWereBelieved) {
  Put first = NewPut("c1"_id, Kind::kCase, 1);
  first.facts = std::string("\1\0facts", 7);
  Put person = NewPut("p1"_id, Kind::kPerson, 1);
  person.facts = "person facts";
  Keep(WriteOf({first, person, NewPut("e1"_id, Kind::kEntry)}));  // 1, 2, 3
  Put second = NextPut(first);
  second.facts = "second";
  Put third = NextPut(second);  // no facts any more
  Put fourth = NextPut(third);
  fourth.facts = "fourth";
  Keep(WriteOf({second, third}));  // 4, 5
  Keep(WriteOf({fourth}));         // 6
  EXPECT_THAT(AllFacts(),
              ElementsAre(OwnedFacts{1, 4, first.facts}, OwnedFacts{2, 0, "person facts"},
                          OwnedFacts{4, 5, "second"}, OwnedFacts{6, 0, "fourth"}));
}

}  // namespace
}  // namespace caseload::store
