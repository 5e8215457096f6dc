// SPDX-License-Identifier: Apache-2.0
// Deliveries unit by unit: each position once and in order, what is odd is listed and kept, and the
// record's facts are there as soon as the units are.
#include <gtest/gtest.h>

#include "fakes/desk_world.h"

namespace caseload::app {
namespace {

using fakes::DeskWorld;

struct ImportTest : testing::Test {
  DeskWorld world;
  v1::Import running = Start('a').import_record();

  v1::StartImportResponse Start(char letter, const std::string& form = "cin",
                                const std::string& complete_from = "") {
    v1::StartImportRequest request;
    request.mutable_import_record()->set_form(form);
    request.mutable_import_record()->set_digest(std::string(64, letter));
    request.mutable_import_record()->set_history_complete_from_on(complete_from);
    auto started = DeskWorld::Wait<v1::StartImportResponse>(
        [&](Done done) { world.backend->imports().Start(world.asking, request, std::move(done)); });
    EXPECT_TRUE(started.ok());
    return started ? *started : v1::StartImportResponse();
  }

  Result<v1::SendUnitsResponse> Send(const std::vector<v1::ImportUnit>& units) {
    v1::SendUnitsRequest request;
    request.set_import_id(running.import_id());
    for (const auto& unit : units) *request.add_units() = unit;
    auto sent = SentUnits::From([request](v1::SendUnitsRequest& read) -> Outcome {
      read = request;
      return Nothing{};
    });
    EXPECT_TRUE(sent.ok());
    return DeskWorld::Wait<v1::SendUnitsResponse>([&](Done done) {
      world.backend->imports().Send(world.asking.actor, *sent, std::move(done));
    });
  }

  Result<v1::FinishImportResponse> Finish(std::uint64_t unit_count) {
    v1::FinishImportRequest request;
    request.set_import_id(running.import_id());
    request.set_unit_count(unit_count);
    return DeskWorld::Wait<v1::FinishImportResponse>([&](Done done) {
      world.backend->imports().Finish(world.asking, request, std::move(done));
    });
  }

  // "CODE name=value" of each fault, in the order of the delivery.
  std::vector<std::string> Faults() {
    v1::ListImportFaultsRequest request;
    request.set_import_id(running.import_id());
    auto listed = world.backend->imports().ListFaults(request);
    EXPECT_TRUE(listed.ok());
    std::vector<std::string> faults;
    for (const auto& fault : listed->faults())
      faults.push_back(fault.code() + " " + fault.name() + "=" + fault.value());
    return faults;
  }

  // A made-up child with one episode and its primary need.
  static v1::ImportUnit AChild(std::uint64_t position, const std::string& id,
                               const std::string& need = "N1") {
    v1::ImportUnit unit;
    unit.set_position(position);
    auto& person = *unit.add_people();
    SetSource(*person.mutable_source(), "child/" + id);
    auto& identifier = *person.add_identifiers();
    identifier.set_scheme("la_child_id");
    identifier.set_value(id);
    person.set_born_on("2015-05-01");
    auto& record = *unit.add_cases();
    SetSource(*record.mutable_source(), "child/" + id + "/episode/2024-01-10");
    record.set_child_id("key:child/" + id);
    record.set_referred_on("2024-01-10");
    record.set_referral_source("2A");
    AddConcern(record, v1::CONCERN_BASIS_NEED, need, "2024-01-10");
    return unit;
  }

  static void SetSource(v1::Source& source, const std::string& key) {
    source.set_form("cin");
    source.set_key(key);
    source.set_path("/Message/Children/Child[1]");
    source.set_line(7);
  }

  static v1::Concern& AddConcern(v1::Case& record, v1::ConcernBasis basis, const std::string& code,
                                 const std::string& day) {
    auto& concern = *record.add_concerns();
    concern.set_basis(basis);
    concern.set_code(code);
    concern.set_asserted_on(day);
    return concern;
  }

  static v1::Entry& AddAssessment(v1::ImportUnit& unit, const std::string& key) {
    auto& entry = *unit.add_entries();
    SetSource(*entry.mutable_source(), key);
    entry.add_case_ids("key:" + unit.cases(0).source().key());
    entry.set_occurred_on("2024-02-01");
    entry.set_ended_on("2024-03-01");
    entry.mutable_assessment();
    return entry;
  }

  v1::Case OnlyCase() {
    auto bytes = world.backend->cases().List(v1::ListCasesRequest());
    v1::ListCasesResponse listed;
    EXPECT_TRUE(bytes.ok() && listed.ParseFromString(*bytes));
    EXPECT_EQ(listed.cases_size(), 1);
    return listed.cases_size() == 1 ? listed.cases(0) : v1::Case();
  }

  v1::GetMixResponse Mix(v1::MixBasis basis, const std::string& day) {
    v1::GetMixRequest request;
    request.set_basis(basis);
    request.set_unit(v1::MIX_UNIT_CASES);
    request.add_by(v1::MIX_DIMENSION_CONCERN);
    request.set_unsuppressed(true);
    DeskWorld::SetMoment(*request.mutable_moment(), day, "");
    auto answer = world.backend->caseload().Mix(request);
    EXPECT_TRUE(answer.ok());
    return answer ? *answer : v1::GetMixResponse();
  }
};

TEST_F(ImportTest, TakesTheSameUnitsTwiceAndKeepsThemOnce) {
  const std::vector<v1::ImportUnit> units{AChild(1, "T1"), AChild(2, "T2")};
  const auto first = Send(units);
  ASSERT_TRUE(first.ok());
  const auto before = world.Sequence();
  const auto again = Send(units);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->accepted_through(), 2U);
  EXPECT_EQ(again->counts().people(), 2U);
  EXPECT_EQ(again->counts().created(), 4U);
  EXPECT_EQ(world.Sequence(), before);
}

TEST_F(ImportTest, TakesTheRestOfUnitsThatAreKeptInPart) {
  ASSERT_TRUE(Send({AChild(1, "T1")}).ok());
  const auto more = Send({AChild(1, "T1"), AChild(2, "T2")});
  ASSERT_TRUE(more.ok());
  EXPECT_EQ(more->accepted_through(), 2U);
  EXPECT_EQ(more->counts().people(), 2U);
}

TEST_F(ImportTest, RefusesAGapAndKeepsNothingOfTheMessage) {
  ASSERT_TRUE(Send({AChild(1, "T1")}).ok());
  const auto before = world.Sequence();
  const auto gap = Send({AChild(2, "T2"), AChild(4, "T4")});
  ASSERT_FALSE(gap.ok());
  EXPECT_EQ(gap.error().reason, v1::ERROR_REASON_IMPORT_POSITION);
  EXPECT_EQ(world.Sequence(), before);
  v1::GetImportRequest request;
  request.set_import_id(running.import_id());
  EXPECT_EQ(world.backend->imports().Get(request)->import_record().accepted_through(), 1U);
}

TEST_F(ImportTest, RefusesPositionZero) {
  const auto sent = Send({AChild(0, "T1")});
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
}

TEST_F(ImportTest, FinishesOnlyWithAllItsUnitsAndTakesNoMoreThen) {
  ASSERT_TRUE(Send({AChild(1, "T1")}).ok());
  const auto early = Finish(2);
  ASSERT_FALSE(early.ok());
  EXPECT_EQ(early.error().reason, v1::ERROR_REASON_IMPORT_POSITION);
  const auto finished = Finish(1);
  ASSERT_TRUE(finished.ok());
  EXPECT_EQ(finished->import_record().state(), v1::IMPORT_STATE_FINISHED);
  EXPECT_EQ(finished->import_record().counts().cases(), 1U);
  const auto late = Send({AChild(2, "T2")});
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().reason, v1::ERROR_REASON_IMPORT_FINISHED);
}

TEST_F(ImportTest, GoesOnWithARunningDeliveryAndKnowsAFinishedOne) {
  ASSERT_TRUE(Send({AChild(1, "T1")}).ok());
  const auto again = Start('a');
  EXPECT_TRUE(again.known_already());
  EXPECT_EQ(again.import_record().import_id(), running.import_id());
  EXPECT_EQ(again.import_record().state(), v1::IMPORT_STATE_RUNNING);
  EXPECT_EQ(again.import_record().accepted_through(), 1U);
  ASSERT_TRUE(Finish(1).ok());
  const auto before = world.Sequence();
  EXPECT_EQ(Start('a').import_record().state(), v1::IMPORT_STATE_FINISHED);
  EXPECT_EQ(world.Sequence(), before);
  EXPECT_FALSE(Start('b').known_already());
}

TEST_F(ImportTest, ChangesNothingWhenAnotherDeliverySaysTheSame) {
  const auto unit = AChild(1, "T1");
  ASSERT_TRUE(Send({unit}).ok());
  const v1::Case before = OnlyCase();
  running = Start('b').import_record();
  const auto again = Send({unit});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->counts().unchanged(), 2U);
  EXPECT_EQ(again->counts().created() + again->counts().changed(), 0U);
  EXPECT_EQ(OnlyCase().SerializeAsString(), before.SerializeAsString());
}

TEST_F(ImportTest, RefusesOneKeyForTwoKindsOfRecordInOneUnit) {
  auto unit = AChild(1, "T1");
  unit.mutable_cases(0)->mutable_source()->set_key(unit.people(0).source().key());
  const auto before = world.Sequence();
  const auto sent = Send({unit});
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().reason, v1::ERROR_REASON_SOURCE_KEY_REUSED);
  EXPECT_EQ(world.Sequence(), before);
}

TEST_F(ImportTest, RefusesAKeyThatAnEarlierUnitUsedForAnotherKind) {
  ASSERT_TRUE(Send({AChild(1, "T1")}).ok());
  v1::ImportUnit unit;
  unit.set_position(2);
  SetSource(*unit.add_workers()->mutable_source(), "child/T1");
  const auto sent = Send({unit});
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().reason, v1::ERROR_REASON_SOURCE_KEY_REUSED);
}

TEST_F(ImportTest, RefusesARecordWithoutAKey) {
  auto unit = AChild(1, "T1");
  unit.mutable_people(0)->clear_source();
  const auto sent = Send({unit});
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
}

TEST_F(ImportTest, ListsAnUnknownCodeAndKeepsItAsItCame) {
  auto unit = AChild(1, "T1", "N77");
  unit.mutable_cases(0)->set_referral_source("9Z");
  ASSERT_TRUE(Send({unit}).ok());
  EXPECT_EQ(Faults(), (std::vector<std::string>{"UNKNOWN_CODE referral_source=9Z",
                                                "UNKNOWN_CODE concerns.code=N77"}));
  const v1::Case kept = OnlyCase();
  EXPECT_EQ(kept.referral_source(), "9Z");
  ASSERT_EQ(kept.concerns_size(), 1);
  EXPECT_EQ(kept.concerns(0).code(), "N77");
}

// 19A was replaced by 19B and 19C, and was not to be used after the census year 2023-24.
TEST_F(ImportTest, ListsACodeThatWasNotInUseOnTheDayAndKeepsIt) {
  auto unit = AChild(1, "T1");
  AddConcern(*unit.mutable_cases(0), v1::CONCERN_BASIS_FACTOR, "19A", "2024-03-31");
  AddConcern(*unit.mutable_cases(0), v1::CONCERN_BASIS_FACTOR, "18A", "2024-04-01");
  ASSERT_TRUE(Send({unit}).ok());
  EXPECT_EQ(Faults(), std::vector<std::string>{"CODE_OUT_OF_VALIDITY concerns.code=18A"});
  EXPECT_EQ(OnlyCase().concerns(2).code(), "18A");
}

TEST_F(ImportTest, ListsAReferenceThatLeadsNowhereAndKeepsTheRecordWithoutIt) {
  auto unit = AChild(1, "T1");
  unit.mutable_cases(0)->set_referral_worker_id("key:worker/nobody");
  const auto sent = Send({unit});
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(sent->counts().faults(), 1U);
  EXPECT_EQ(Faults(),
            std::vector<std::string>{"UNRESOLVED_REFERENCE referral_worker_id=worker/nobody"});
  EXPECT_EQ(OnlyCase().referral_worker_id(), "");
  EXPECT_NE(OnlyCase().child_id(), "");
}

TEST_F(ImportTest, KeepsWhatTheSenderCouldNotReadAsFaultsInTheOrderOfTheDelivery) {
  auto unit = AChild(1, "T1");
  for (const char* name : {"First", "Second"}) {
    auto& fault = *unit.add_faults();
    fault.set_code("BAD_DATE");
    fault.set_name(name);
    fault.set_value(std::string(name) == "Second" ? std::string(1000, 'x') : "31 June");
  }
  ASSERT_TRUE(Send({unit}).ok());
  EXPECT_EQ(Faults(), (std::vector<std::string>{"BAD_DATE First=31 June",
                                                "BAD_DATE Second=" + std::string(256, 'x')}));
}

// The case names the entry through its concern, the entry names the case: both come in one unit.
TEST_F(ImportTest, ResolvesReferencesInsideAUnitInBothDirections) {
  auto unit = AChild(1, "T1");
  const std::string key = unit.cases(0).source().key() + "/assessment/2024-02-01";
  AddAssessment(unit, key);
  AddConcern(*unit.mutable_cases(0), v1::CONCERN_BASIS_FACTOR, "3B", "2024-03-01")
      .set_entry_id("key:" + key);
  ASSERT_TRUE(Send({unit}).ok());
  EXPECT_EQ(Faults(), std::vector<std::string>{});
  const v1::Case record = OnlyCase();
  v1::ListEntriesRequest list;
  list.set_case_id(record.case_id());
  const auto entries = world.backend->cases().ListEntries(list);
  ASSERT_TRUE(entries.ok());
  ASSERT_EQ(entries->entries_size(), 1);
  EXPECT_EQ(entries->entries(0).case_ids(0), record.case_id());
  EXPECT_EQ(record.concerns(1).entry_id(), entries->entries(0).entry_id());
  v1::GetPersonRequest request;
  request.set_person_id(record.child_id());
  EXPECT_TRUE(world.backend->people().Get(request).ok());
}

TEST_F(ImportTest, ResolvesAReferenceToARecordOfAnEarlierDelivery) {
  v1::ImportUnit staff;
  staff.set_position(1);
  auto& worker = *staff.add_workers();
  SetSource(*worker.mutable_source(), "worker/W1");
  worker.set_name("Sample Worker");
  ASSERT_TRUE(Send({staff}).ok());
  running = Start('b').import_record();
  auto unit = AChild(1, "T1");
  unit.mutable_cases(0)->set_referral_worker_id("key:worker/W1");
  ASSERT_TRUE(Send({unit}).ok());
  EXPECT_EQ(Faults(), std::vector<std::string>{});
  v1::GetWorkerRequest request;
  request.set_worker_id(OnlyCase().referral_worker_id());
  const auto found = world.backend->workforce().GetWorker(request);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->worker().name(), "Sample Worker");
}

TEST_F(ImportTest, IsCountedInTheMixAsSoonAsItIsKept) {
  auto closed = AChild(3, "T3", "N1");
  closed.mutable_cases(0)->set_closed_on("2024-02-01");
  closed.mutable_cases(0)->set_closure_reason("RC1");
  ASSERT_TRUE(Send({AChild(1, "T1", "N4"), AChild(2, "T2", "N1"), closed}).ok());
  const auto january = Mix(v1::MIX_BASIS_NEED, "2024-01-31");
  ASSERT_EQ(january.rows_size(), 2);
  EXPECT_EQ(january.rows(0).keys(0).value(), "N1");
  EXPECT_EQ(january.rows(0).count().number(), 2U);
  EXPECT_EQ(january.rows(1).keys(0).value(), "N4");
  EXPECT_EQ(january.rows(1).count().number(), 1U);
  EXPECT_EQ(january.sequence(), world.Sequence());
  // Closed on a day means not open on that day.
  EXPECT_EQ(Mix(v1::MIX_BASIS_NEED, "2024-02-01").total().number(), 2U);
}

// Whatever the sender's program wrote: a record that names nobody is kept, and what it named is
// listed.
TEST_F(ImportTest, KeepsRecordsThatNameWhatNobodyKnows) {
  auto unit = AChild(1, "T1");
  unit.mutable_cases(0)->set_child_id("key:child/NOBODY");
  AddAssessment(unit, "assessment").set_case_ids(0, "CH1");
  auto& family = *unit.add_families();
  SetSource(*family.mutable_source(), "family");
  family.add_members()->set_person_id("key:child/NOBODY");
  auto& allocation = *unit.add_allocations();
  SetSource(*allocation.mutable_source(), "allocation");
  allocation.set_case_id("key:none");
  allocation.set_worker_id("W1");
  auto& link = *unit.add_relationships();
  SetSource(*link.mutable_source(), "link");
  link.set_person_id("key:child/T1");
  link.set_related_person_id("key:child/NOBODY");
  const auto sent = Send({unit});
  ASSERT_TRUE(sent.ok()) << sent.error().message;
  EXPECT_EQ(sent->counts().created(), 6U);
  const auto faults = Faults();
  for (const char* named : {"child_id=child/NOBODY", "case_ids=CH1", "person_id=child/NOBODY",
                            "case_id=none", "worker_id=W1", "related_person_id=child/NOBODY"}) {
    const auto listed =
        std::count(faults.begin(), faults.end(), std::string("UNRESOLVED_REFERENCE ") + named);
    EXPECT_EQ(listed, 1) << named;
  }
}

TEST_F(ImportTest, MakesTheHistoryCompleteFromWhenItIsFinishedAndForNoTimeBefore) {
  auto& imports = world.backend->imports();
  constexpr auto kNow = ~std::uint64_t{0};
  running = Start('b', "ssd", "2017-01-01").import_record();
  EXPECT_FALSE(imports.HistoryCompleteFrom(kNow)) << "half a delivery";
  const std::uint64_t before = world.Sequence();
  ASSERT_TRUE(Finish(0).ok());
  const std::uint64_t finished = world.Sequence();
  EXPECT_EQ(imports.HistoryCompleteFrom(kNow), ParseDate("2017-01-01"));
  EXPECT_FALSE(imports.HistoryCompleteFrom(before)) << "nobody knew then";
  // Said by mistake, and said again.
  Start('b', "ssd", "2022-04-01");
  EXPECT_EQ(imports.HistoryCompleteFrom(kNow), ParseDate("2022-04-01"));
  EXPECT_EQ(imports.HistoryCompleteFrom(finished), ParseDate("2017-01-01")) << "as known then";
  ASSERT_TRUE(imports.Recall().ok());
  EXPECT_EQ(imports.HistoryCompleteFrom(kNow), ParseDate("2022-04-01"));
  EXPECT_EQ(imports.HistoryCompleteFrom(finished), ParseDate("2017-01-01"));
}

TEST_F(ImportTest, OfWorkersSaysNothingOfTheHistoryOfChildren) {
  running = Start('b', "csww", "2010-01-01").import_record();
  ASSERT_TRUE(Finish(0).ok());
  EXPECT_FALSE(world.backend->imports().HistoryCompleteFrom(~std::uint64_t{0}));
}

}  // namespace
}  // namespace caseload::app
