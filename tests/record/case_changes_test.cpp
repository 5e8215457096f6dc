// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "record/as_of.h"
#include "record/changes.h"
#include "record/merge.h"
#include "record/quality.h"

namespace caseload::record {
namespace {

v1::Case AnOpenCase() {
  v1::Case record;
  record.set_case_id("c");
  record.set_referred_on("2024-01-10");
  auto& concern = *record.add_concerns();
  concern.set_concern_id("k");
  concern.set_basis(v1::CONCERN_BASIS_FACTOR);
  concern.set_code("16A");
  concern.set_asserted_on("2024-02-10");
  return record;
}

TEST(Closing, HappensOnceAndReopeningKeepsTheClosure) {
  const auto closed = Closed(AnOpenCase(), "2024-03-01", "RC7");
  ASSERT_TRUE(closed.ok());
  EXPECT_EQ(Closed(*closed, "2024-03-02", "RC8").error().reason, v1::ERROR_REASON_CASE_CLOSED);
  const auto again = Reopened(*closed, "closed by mistake");
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(IsOpen(*again));
  EXPECT_EQ(again->former_closures(0).closure_reason(), "RC7");
  EXPECT_EQ(again->former_closures(0).reopened_because(), "closed by mistake");
  EXPECT_EQ(Reopened(*again, "again").error().reason, v1::ERROR_REASON_CASE_OPEN);
}

TEST(Concerns, EndOrAreRetractedOnce) {
  const auto ended = WithConcernEnded(AnOpenCase(), "k", "2024-03-01");
  ASSERT_TRUE(ended.ok());
  EXPECT_EQ(WithConcernRetracted(*ended, "k", "wrong child").error().reason,
            v1::ERROR_REASON_CONCERN_ENDED);
  EXPECT_EQ(WithConcernEnded(AnOpenCase(), "other", "2024-03-01").error().reason,
            v1::ERROR_REASON_NOT_FOUND);
}

TEST(AsOf, TakesBackWhatCameLater) {
  v1::Case record = *Closed(AnOpenCase(), "2024-03-01", "RC7");
  EXPECT_FALSE(AsOf(record, *ParseDate("2024-01-09")));
  const auto early = AsOf(record, *ParseDate("2024-02-09"));
  EXPECT_EQ(early->concerns_size(), 0);
  EXPECT_EQ(early->closed_on(), "");
  EXPECT_EQ(early->closure_reason(), "");
  EXPECT_EQ(AsOf(record, *ParseDate("2024-02-10"))->concerns_size(), 1);
  EXPECT_EQ(AsOf(record, *ParseDate("2024-03-01"))->closed_on(), "2024-03-01");
}

TEST(AsOf, TakesBackTheOutcomeOfAnEnquiryThatHadNotEnded) {
  v1::Entry entry;
  entry.set_occurred_on("2024-01-10");
  entry.set_ended_on("2024-01-30");
  entry.mutable_section47_enquiry()->set_outcome("conference");
  entry.mutable_section47_enquiry()->set_conference_on("2024-01-25");
  const auto stood = AsOf(entry, *ParseDate("2024-01-20"));
  EXPECT_EQ(stood->ended_on(), "");
  EXPECT_EQ(stood->section47_enquiry().outcome(), "");
  EXPECT_EQ(stood->section47_enquiry().conference_on(), "");
}

TEST(Corrections, KeepTheSourceAndSayWhy) {
  v1::Entry entry;
  entry.set_entry_id("e");
  entry.set_occurred_on("2024-01-10");
  entry.mutable_visit()->set_child_seen(true);
  entry.mutable_source()->set_key("a key");
  v1::Entry right = entry;
  right.clear_source();
  right.mutable_visit()->set_child_seen(false);
  const auto corrected = Corrected(entry, right, "the child was out");
  ASSERT_TRUE(corrected.ok());
  EXPECT_EQ(corrected->source().key(), "a key");
  EXPECT_EQ(corrected->corrected_because(), "the child was out");
  const auto withdrawn = Withdrawn(*corrected, "wrong child");
  EXPECT_EQ(Corrected(*withdrawn, right, "x").error().reason, v1::ERROR_REASON_ENTRY_WITHDRAWN);
}

TEST(Quality, CallsOddThingsFindings) {
  v1::Case record = AnOpenCase();
  record.set_closed_on("2024-01-01");
  v1::Case other = AnOpenCase();
  other.set_case_id("other");
  other.set_referred_on("2023-12-01");
  const auto findings = QualityOf(record, {other}, *ParseDate("2024-06-01"));
  std::vector<std::string> codes;
  for (const auto& finding : findings) codes.push_back(finding.code());
  EXPECT_EQ(codes, (std::vector<std::string>{"CLOSED_BEFORE_REFERRAL", "CLOSURE_INCOMPLETE",
                                             "EPISODES_OVERLAP"}));
}

v1::Case Delivered(const char* form) {
  v1::Case record = AnOpenCase();
  record.mutable_source()->set_form(form);
  record.mutable_concerns(0)->set_entry_id("assessment");
  return record;
}

TEST(ALaterDelivery, OfTheSameFormOpensAgainWhatItNoLongerCloses) {
  v1::Case kept = *Closed(Delivered("cin"), "2024-03-01", "RC7");
  MergeDelivered(kept, Delivered("cin"), {"assessment"});
  EXPECT_EQ(kept.closed_on(), "");
  EXPECT_EQ(kept.former_closures_size(), 1);
}

TEST(ALaterDelivery, RetractsWhatItsAssessmentNoLongerSays) {
  v1::Case kept = Delivered("cin");
  v1::Case without = Delivered("cin");
  without.clear_concerns();
  MergeDelivered(kept, without, {"assessment"});
  ASSERT_EQ(kept.concerns_size(), 1);
  EXPECT_EQ(kept.concerns(0).retracted_because(), "not in the later delivery");
}

TEST(ALaterDelivery, ThatIsSilentAboutAnAssessmentSaysNothingAgainstIt) {
  v1::Case kept = Delivered("cin");
  v1::Case without = Delivered("cin");
  without.clear_concerns();
  MergeDelivered(kept, without, {});
  EXPECT_EQ(kept.concerns(0).retracted_because(), "");
}

TEST(ALaterDelivery, LeavesAloneWhatAWorkerRetracted) {
  v1::Case kept = *WithConcernRetracted(Delivered("cin"), "k", "wrong child");
  MergeDelivered(kept, Delivered("cin"), {"assessment"});
  EXPECT_EQ(kept.concerns(0).retracted_because(), "wrong child");
}

TEST(ALaterDelivery, CorrectsAListAndKeepsWhatAnotherFormSays) {
  v1::Person kept;
  kept.mutable_source()->set_form("cin");
  kept.add_disabilities("NONE");
  auto& nhs = *kept.add_identifiers();
  nhs.set_scheme("nhs");
  nhs.set_value("9990001111");
  v1::Person delivered;
  delivered.mutable_source()->set_form("cin");
  delivered.add_disabilities("AUT");
  auto& upn = *delivered.add_identifiers();
  upn.set_scheme("upn");
  upn.set_value("A123456789012");
  MergeDelivered(kept, delivered);
  ASSERT_EQ(kept.disabilities_size(), 1);
  EXPECT_EQ(kept.disabilities(0), "AUT");
  EXPECT_EQ(kept.identifiers_size(), 2);
}

TEST(TwoForms, SayDifferentThingsOfOneEntryAndSettle) {
  v1::Entry census;
  census.mutable_source()->set_form("cin");
  census.mutable_assessment()->set_review_on("2024-02-01");
  v1::Entry dataset;
  dataset.mutable_source()->set_form("ssd");
  dataset.mutable_assessment()->set_child_seen(true);
  v1::Entry kept = census;
  MergeDelivered(kept, dataset);
  EXPECT_EQ(kept.assessment().review_on(), "2024-02-01");
  EXPECT_TRUE(kept.assessment().child_seen());
  for (const auto& again : {census, dataset, census}) {
    v1::Entry merged = kept;
    MergeDelivered(merged, again);
    EXPECT_TRUE(SaysTheSame(merged, kept));
    kept = merged;
  }
}

TEST(AnOlderDelivery, OnlyFillsWhatIsEmpty) {
  v1::Case kept = *Closed(Delivered("cin"), "2024-03-01", "RC7");
  kept.set_referral_source("6");
  v1::Case older = Delivered("cin");
  older.set_referral_source("1A");
  older.set_note("told at the door");
  FillFromOlder(kept, older);
  EXPECT_EQ(kept.closed_on(), "2024-03-01");
  EXPECT_EQ(kept.referral_source(), "6");
  EXPECT_EQ(kept.note(), "told at the door");
  EXPECT_EQ(kept.concerns_size(), 1);
}

TEST(ALaterDelivery, OfAnotherFormAddsAndLosesNothing) {
  v1::Case kept = *Closed(AnOpenCase(), "2024-03-01", "RC7");
  kept.mutable_source()->set_form("cin");
  kept.set_note("said by a worker");
  v1::Case delivered;
  delivered.mutable_source()->set_form("ssd");
  delivered.set_referral_team_id("t");
  *delivered.add_concerns() = kept.concerns(0);
  auto& more = *delivered.add_concerns();
  more = kept.concerns(0);
  more.set_code("3B");
  MergeDelivered(kept, delivered, {});
  EXPECT_EQ(kept.closed_on(), "2024-03-01");
  EXPECT_EQ(kept.note(), "said by a worker");
  EXPECT_EQ(kept.referral_team_id(), "t");
  EXPECT_EQ(kept.concerns_size(), 2);
  EXPECT_EQ(kept.concerns(0).retracted_because(), "");
}

TEST(ADelivery, ThatSaysTheSameChangesNothing) {
  v1::Case kept = AnOpenCase();
  kept.mutable_source()->set_import_id("first");
  kept.mutable_source()->set_line(7);
  v1::Case merged = kept;
  v1::Case delivered = AnOpenCase();
  delivered.clear_case_id();
  delivered.mutable_source()->set_import_id("second");
  delivered.mutable_source()->set_line(9);
  MergeDelivered(merged, delivered, {});
  EXPECT_TRUE(SaysTheSame(merged, kept));
  delivered.set_referral_source("6");
  MergeDelivered(merged, delivered, {});
  EXPECT_FALSE(SaysTheSame(merged, kept));
}

}  // namespace
}  // namespace caseload::record
