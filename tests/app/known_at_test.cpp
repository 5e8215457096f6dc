// SPDX-License-Identifier: Apache-2.0
// A record that never forgets what was known when: four different, right answers for two days and
// two instants.
#include <gtest/gtest.h>

#include "fakes/desk_world.h"

namespace caseload::app {
namespace {

using fakes::DeskWorld;

// The case is referred on 1 March with need N4. On 10 March the team hears (K1) of it. On 2 May it
// learns, late (K2), that neglect had been found on 20 March already, and that it all ended on 30
// April.
struct LateNews : testing::Test {
  DeskWorld world{"2024-03-10T09:00:00Z"};
  v1::Case record;
  const std::string d1 = "2024-03-15";
  const std::string d2 = "2024-05-01";
  const std::string k1 = "2024-03-31T12:00:00Z";
  const std::string k2 = "2024-05-31T12:00:00Z";

  void SetUp() override {
    record = world.ACase(world.AChild().person_id(), "2024-03-01", "N4");
    world.clock.Set("2024-05-02T09:00:00Z");
    AssertNeglect();
    Close();
    world.clock.Set("2024-06-03T09:00:00Z");
  }

  void AssertNeglect() {
    v1::AssertConcernRequest request;
    request.set_case_id(record.case_id());
    request.set_etag(record.etag());
    request.mutable_concern()->set_basis(v1::CONCERN_BASIS_FACTOR);
    request.mutable_concern()->set_code("16A");
    request.mutable_concern()->set_asserted_on("2024-03-10");
    record = DeskWorld::Wait<v1::AssertConcernResponse>([&](Done done) {
               world.backend->cases().AssertConcern(world.asking, request, std::move(done));
             })->case_record();
  }

  void Close() {
    v1::CloseCaseRequest request;
    request.set_case_id(record.case_id());
    request.set_etag(record.etag());
    request.set_closed_on("2024-04-30");
    request.set_closure_reason("RC7");
    auto closed = DeskWorld::Wait<v1::CloseCaseResponse>(
        [&](Done done) { world.backend->cases().Close(world.asking, request, std::move(done)); });
    ASSERT_TRUE(closed.ok());
  }

  v1::Case Read(const std::string& day, const std::string& instant) {
    auto found = world.ReadCase(record.case_id(), day, instant);
    EXPECT_TRUE(found.ok());
    return found ? *found : v1::Case();
  }

  // "open with factors:1" and the like.
  std::string MixOn(const std::string& day, const std::string& instant) {
    v1::GetMixRequest request;
    request.set_basis(v1::MIX_BASIS_FACTOR);
    request.set_unit(v1::MIX_UNIT_CASES);
    request.add_by(v1::MIX_DIMENSION_CONCERN);
    request.set_unsuppressed(true);
    DeskWorld::SetMoment(*request.mutable_moment(), day, instant);
    auto answer = world.backend->caseload().Mix(request);
    EXPECT_TRUE(answer.ok()) << (answer ? "" : answer.error().message);
    std::string text;
    if (!answer) return text;
    for (const auto& row : answer->rows()) {
      text += (row.keys(0).value().empty() ? "none" : row.keys(0).value()) + ":" +
              std::to_string(row.count().number()) + " ";
    }
    return text + "of " + std::to_string(answer->total().number());
  }
};

TEST_F(LateNews, GivesFourAnswersForACase) {
  const auto early_then = Read(d1, k1);
  EXPECT_EQ(early_then.concerns_size(), 1);
  EXPECT_EQ(early_then.closed_on(), "");

  const auto early_now = Read(d1, k2);
  EXPECT_EQ(early_now.concerns_size(), 2);
  EXPECT_EQ(early_now.closed_on(), "");

  const auto late_then = Read(d2, k1);
  EXPECT_EQ(late_then.concerns_size(), 1);
  EXPECT_EQ(late_then.closed_on(), "");

  const auto late_now = Read(d2, k2);
  EXPECT_EQ(late_now.concerns_size(), 2);
  EXPECT_EQ(late_now.closed_on(), "2024-04-30");
}

TEST_F(LateNews, GivesFourAnswersForTheMix) {
  EXPECT_EQ(MixOn(d1, k1), "none:1 of 1");
  EXPECT_EQ(MixOn(d1, k2), "16A:1 of 1");
  // On 1 May, as was known in March, the case was still open and nothing was known of neglect.
  EXPECT_EQ(MixOn(d2, k1), "none:1 of 1");
  EXPECT_EQ(MixOn(d2, k2), "of 0");
}

TEST_F(LateNews, SaysThatNothingWasKnownBeforeTheFirstRecord) {
  auto found = world.ReadCase(record.case_id(), "", "2024-03-01T00:00:00Z");
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().reason, v1::ERROR_REASON_NOT_KNOWN_THEN);
}

TEST_F(LateNews, SaysThatTheCaseHadNotBegun) {
  auto found = world.ReadCase(record.case_id(), "2024-02-29");
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().reason, v1::ERROR_REASON_NOT_KNOWN_THEN);
}

TEST_F(LateNews, RefusesDaysThatAreNone) {
  for (const char* day : {"0000-01-01", "9999-12-31", "2024-02-30", "yesterday"}) {
    auto found = world.ReadCase(record.case_id(), day);
    ASSERT_FALSE(found.ok()) << day;
    EXPECT_EQ(found.error().reason, v1::ERROR_REASON_FIELDS_INVALID) << day;
  }
}

TEST_F(LateNews, KeepsEveryVersionInTheHistory) {
  v1::ListCaseHistoryRequest request;
  request.set_case_id(record.case_id());
  auto history = world.backend->cases().History(request);
  ASSERT_TRUE(history.ok());
  ASSERT_EQ(history->changes_size(), 3);
  EXPECT_EQ(history->changes(0).action(), "cases.open");
  EXPECT_EQ(history->changes(1).action(), "concerns.assert");
  EXPECT_EQ(history->changes(2).action(), "cases.close");
  EXPECT_EQ(history->changes(2).actor(), "worker/1");
  EXPECT_LT(history->changes(0).sequence(), history->changes(1).sequence());
}

}  // namespace
}  // namespace caseload::app
