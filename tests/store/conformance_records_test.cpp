// SPDX-License-Identifier: Apache-2.0
// What every engine does with records, their versions, numbers and settings.
#include "store/conformance.h"

namespace caseload::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(StoreConformance, AnEmptyStoreHasNoEndAndNoRecords) {
  EXPECT_EQ(Told(reader().Sequence()), 0u);
  EXPECT_EQ(Told(reader().LastRecordedAt()), std::nullopt);
  EXPECT_FALSE(GetOne("nobody"_id));
  EXPECT_FALSE(GetOne("no id"));
  EXPECT_EQ(Told(reader().HighestNumber(Kind::kCase)), 0u);
  EXPECT_THAT(AllFacts(), IsEmpty());
}

TEST_P(StoreConformance, GetsWhatWasPut) {
  Put put = NewPut("c1"_id, Kind::kCase, 7);
  put.protected_body = "hidden";
  const Committed committed = Keep(WriteOf({put}));
  EXPECT_EQ(committed.first_sequence, 1u);
  EXPECT_EQ(committed.last_sequence, 1u);
  EXPECT_THAT(committed.replaced_sequences, ElementsAre(0));
  const auto record = GetOne("c1"_id);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->id, "c1"_id);
  EXPECT_EQ(record->kind, Kind::kCase);
  EXPECT_EQ(record->number, 7u);
  EXPECT_EQ(record->version, 1u);
  EXPECT_EQ(record->sequence, 1u);
  EXPECT_EQ(record->body, "body of c1 v1");
  EXPECT_EQ(record->protected_body, "hidden");
}

TEST_P(StoreConformance, GetsManyInTheOrderAskedWithGapsForThoseMissing) {
  Keep(WriteOf({NewPut("a"_id, Kind::kPerson), NewPut("b"_id, Kind::kPerson)}));
  const auto found = Told(reader().Get(std::vector{"b"_id, "none"_id, "a"_id, "b"_id}));
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0]->id, "b"_id);
  EXPECT_FALSE(found[1]);
  EXPECT_EQ(found[2]->id, "a"_id);
  EXPECT_EQ(found[3]->id, "b"_id);
  EXPECT_THAT(Told(reader().Get(std::vector<std::string>{})), IsEmpty());
}

TEST_P(StoreConformance, KeepsBodiesByteForByte) {
  Put small = NewPut("small"_id, Kind::kEntry);
  small.body = std::string("\0before\0after\0\xff\xfe", 16);
  Put large = NewPut("large"_id, Kind::kEntry);
  large.body.clear();
  for (int at = 0; at < 1024 * 1024; ++at) large.body.push_back(static_cast<char>(at * 31 >> 3));
  large.protected_body = large.body.substr(1);
  Put empty = NewPut("empty"_id, Kind::kEntry);
  empty.body.clear();
  Keep(WriteOf({small, large, empty}));
  EXPECT_EQ(GetOne("small"_id)->body, small.body);
  EXPECT_TRUE(GetOne("large"_id)->body == large.body);
  EXPECT_TRUE(GetOne("large"_id)->protected_body == large.protected_body);
  EXPECT_EQ(GetOne("empty"_id)->body, "");
}

TEST_P(StoreConformance, RefusesToCreateARecordThatExists) {
  const Put put = NewPut("c1"_id, Kind::kCase);
  Keep(WriteOf({put}));
  EXPECT_EQ(Refused({WriteOf({put})}), v1::ERROR_REASON_ETAG_STALE);
  EXPECT_EQ(GetOne("c1"_id)->version, 1u);
}

TEST_P(StoreConformance, RefusesAVersionThatIsNotCurrent) {
  const Put first = NewPut("c1"_id, Kind::kCase);
  const Put second = NextPut(first);
  EXPECT_EQ(Refused({WriteOf({second})}), v1::ERROR_REASON_ETAG_STALE) << "no first version yet";
  Keep(WriteOf({first}));
  Keep(WriteOf({second}));
  EXPECT_EQ(Refused({WriteOf({second})}), v1::ERROR_REASON_ETAG_STALE);
  EXPECT_EQ(Refused({WriteOf({NextPut(NextPut(second))})}), v1::ERROR_REASON_ETAG_STALE);
  EXPECT_EQ(GetOne("c1"_id)->version, 2u);
}

TEST_P(StoreConformance, LeavesNothingOfABatchInWhichOneVersionIsStale) {
  Put first = NewPut("c1"_id, Kind::kCase, 1);
  first.facts = "facts 1";
  Keep(WriteOf({first}));
  Put next = NextPut(first);
  next.facts = "facts 2";
  next.terms_added = {{Field::kCaseByState, "open", 1, "c1"_id}};
  next.subjects = {"c1"_id};
  Put born = NewPut("c2"_id, Kind::kCase, 2);
  const Write good = RequestOf("r1", {next, born});
  EXPECT_EQ(Refused({good, WriteOf({first})}), v1::ERROR_REASON_ETAG_STALE);

  EXPECT_EQ(Told(reader().Sequence()), 1u);
  EXPECT_EQ(Told(reader().ReadJournal(0, 10)).size(), 1u);
  EXPECT_EQ(GetOne("c1"_id)->version, 1u);
  EXPECT_FALSE(GetOne("c2"_id));
  EXPECT_FALSE(Told(AnswerTo(reader(), "r1")));
  EXPECT_THAT(TargetsOf(QueryFor(Field::kCaseByState, "open")), IsEmpty());
  EXPECT_THAT(Told(reader().History("c1"_id, 0, 10)), IsEmpty());
  EXPECT_THAT(AllFacts(), ElementsAre(OwnedFacts{1, 0, "facts 1"}));
  EXPECT_EQ(Told(reader().HighestNumber(Kind::kCase)), 1u);
  // The same good write by itself goes through, and takes the sequences the refused batch would
  // have had.
  EXPECT_EQ(Keep(good).first_sequence, 2u);
}

TEST_P(StoreConformance, GivesEachPutTheNextSequence) {
  const auto all = KeepAll({WriteOf({NewPut("a"_id, Kind::kPerson), NewPut("b"_id, Kind::kPerson)}),
                            WriteOf({}), WriteOf({NewPut("c"_id, Kind::kPerson)})});
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(std::pair(all[0].first_sequence, all[0].last_sequence), std::pair(1ul, 2ul));
  EXPECT_EQ(all[1].last_sequence, 2u) << "a write without puts leaves the end where it was";
  EXPECT_THAT(all[1].replaced_sequences, IsEmpty());
  EXPECT_EQ(std::pair(all[2].first_sequence, all[2].last_sequence), std::pair(3ul, 3ul));
  EXPECT_EQ(Keep(WriteOf({NewPut("d"_id, Kind::kPerson)})).first_sequence, 4u);
  EXPECT_EQ(Told(reader().Sequence()), 4u);
  EXPECT_EQ(GetOne("b"_id)->sequence, 2u);
}

TEST_P(StoreConformance, ChangesARecordTwiceInOneBatch) {
  const Put first = NewPut("c1"_id, Kind::kCase);
  const Put second = NextPut(first);
  const Put third = NextPut(second);
  const auto all = KeepAll({WriteOf({first, second}), WriteOf({third})});
  ASSERT_EQ(all.size(), 2u);
  EXPECT_THAT(all[0].replaced_sequences, ElementsAre(0, 1));
  EXPECT_THAT(all[1].replaced_sequences, ElementsAre(2));
  EXPECT_EQ(GetOne("c1"_id)->version, 3u);
  EXPECT_EQ(Refused({WriteOf({NextPut(third)}), WriteOf({NextPut(third)})}),
            v1::ERROR_REASON_ETAG_STALE);
}

TEST_P(StoreConformance, TellsWhatWasCurrentAtEverySequence) {
  Keep(WriteOf({NewPut("other"_id, Kind::kPerson)}));
  Put put = NewPut("c1"_id, Kind::kCase, 3);
  for (int version = 1; version <= 5; ++version) {
    put.protected_body = "hidden v" + std::to_string(version);
    Keep(WriteOf({put}));
    Keep(WriteOf({NewPut(IdOf("between" + std::to_string(version)), Kind::kPerson)}));
    put = NextPut(put);
  }
  // c1 has versions at 2, 4, 6, 8 and 10.
  EXPECT_FALSE(Told(reader().GetAt("c1"_id, 0)));
  EXPECT_FALSE(Told(reader().GetAt("c1"_id, 1)));
  for (std::uint64_t sequence = 2; sequence <= 14; ++sequence) {
    const auto then = Told(reader().GetAt("c1"_id, sequence));
    ASSERT_TRUE(then) << sequence;
    const std::uint64_t version = std::min<std::uint64_t>(sequence / 2, 5);
    EXPECT_EQ(then->version, version);
    EXPECT_EQ(then->sequence, 2 * version);
    EXPECT_EQ(then->kind, Kind::kCase);
    EXPECT_EQ(then->number, 3u);
    EXPECT_EQ(then->body, "body of c1 v" + std::to_string(version));
    EXPECT_EQ(then->protected_body, "hidden v" + std::to_string(version));
  }
  EXPECT_EQ(Told(reader().GetAt("c1"_id, std::numeric_limits<std::uint64_t>::max()))->version, 5u);
  EXPECT_FALSE(Told(reader().GetAt("nobody"_id, 14)));
}

TEST_P(StoreConformance, ScansOneKindByNumberPageByPage) {
  Keep(WriteOf({NewPut("a"_id, Kind::kCase, 2), NewPut("d"_id, Kind::kCase, 1),
                NewPut("b"_id, Kind::kPerson, 1), NewPut("c"_id, Kind::kCase, 5),
                NewPut("nonumber"_id, Kind::kCase)}));
  Keep(WriteOf({NextPut(NewPut("a"_id, Kind::kCase, 2))}));
  const auto first = Scanned(Kind::kCase, 0, 2);
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(first[0].id, "d"_id);
  EXPECT_EQ(first[1].id, "a"_id);
  EXPECT_EQ(first[1].version, 2u);
  EXPECT_EQ(first[1].body, "body of a v2");
  const auto second = Scanned(Kind::kCase, 2, 2);
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(second[0].id, "c"_id);
  EXPECT_THAT(Scanned(Kind::kCase, 5, 2), IsEmpty());
  EXPECT_THAT(Scanned(Kind::kTeam, 0, 2), IsEmpty());
}

TEST_P(StoreConformance, CountsNumbersByKind) {
  Keep(WriteOf({NewPut("p1"_id, Kind::kPerson, 1), NewPut("p9"_id, Kind::kPerson, 9),
                NewPut("c2"_id, Kind::kCase, 2), NewPut("e"_id, Kind::kEntry),
                NewPut("f"_id, Kind::kEntry)}));
  EXPECT_EQ(Told(reader().HighestNumber(Kind::kPerson)), 9u);
  EXPECT_EQ(Told(reader().HighestNumber(Kind::kCase)), 2u);
  EXPECT_EQ(Told(reader().HighestNumber(Kind::kEntry)), 0u) << "0 is no number";
  EXPECT_EQ(Told(reader().HighestNumber(Kind::kTeam)), 0u);
  EXPECT_EQ(Told(reader().IdOfNumber(Kind::kPerson, 9)), "p9"_id);
  EXPECT_EQ(Told(reader().IdOfNumber(Kind::kCase, 2)), "c2"_id);
  EXPECT_EQ(Told(reader().IdOfNumber(Kind::kCase, 9)), std::nullopt);
  EXPECT_EQ(Told(reader().IdOfNumber(Kind::kEntry, 0)), std::nullopt);
}

TEST_P(StoreConformance, RefusesANumberThatIsTakenAndAChangeOfNumberOrKind) {
  const Put put = NewPut("c1"_id, Kind::kCase, 1);
  Keep(WriteOf({put}));
  EXPECT_EQ(Refused({WriteOf({NewPut("c2"_id, Kind::kCase, 1)})}), v1::ERROR_REASON_INTERNAL);
  Put renumbered = NextPut(put);
  renumbered.number = 2;
  EXPECT_EQ(Refused({WriteOf({renumbered})}), v1::ERROR_REASON_INTERNAL);
  Put of_other_kind = NextPut(put);
  of_other_kind.kind = Kind::kPerson;
  EXPECT_EQ(Refused({WriteOf({of_other_kind})}), v1::ERROR_REASON_INTERNAL);
  EXPECT_EQ(Told(reader().IdOfNumber(Kind::kCase, 1)), "c1"_id);
}

TEST_P(StoreConformance, RefusesAPutThatNamesWhatIsNoId) {
  Put nameless = NewPut("no id", Kind::kCase);
  Put of_nobody = NewPut("c1"_id, Kind::kCase);
  of_nobody.subjects = {""};
  Put from_nobody = NewPut("c2"_id, Kind::kCase);
  from_nobody.terms_added = {{Field::kCaseOfChild, "CH1", 0, "c2"_id}};
  Put to_nobody = NewPut("c3"_id, Kind::kCase);
  to_nobody.terms_added = {{Field::kSourceKey, "case/1", 0, ""}};
  for (const Put& put : {nameless, of_nobody, from_nobody, to_nobody}) {
    EXPECT_EQ(Refused({WriteOf({put})}), v1::ERROR_REASON_INTERNAL) << put.id;
  }
  EXPECT_EQ(Told(reader().Sequence()), 0u);
}

TEST_P(StoreConformance, KeepsTheFirstValueOfASetting) {
  const std::string key("\0key\xff", 5);
  EXPECT_EQ(Told(store().GetOrSetSetting("token-key", key)), key);
  EXPECT_EQ(Told(store().GetOrSetSetting("token-key", "another")), key);
  EXPECT_EQ(Told(store().GetOrSetSetting("other", "")), "");
  EXPECT_EQ(Told(reader().Sequence()), 0u);
}

TEST_P(StoreConformance, ShowsWhatWasCommittedToWhoeverReadsNext) {
  Keep(WriteOf({NewPut("c1"_id, Kind::kCase, 1)}));
  EXPECT_EQ(Told(reader().Sequence()), 1u);
  const std::vector ids{"c1"_id, "c2"_id};
  const auto found = Told(reader().Get(ids));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0]->version, 1u);
  EXPECT_FALSE(found[1]);
  Keep(WriteOf({NewPut("c2"_id, Kind::kCase, 2)}));
  EXPECT_TRUE(Told(reader().Get(ids))[1]);
}

}  // namespace
}  // namespace caseload::store
