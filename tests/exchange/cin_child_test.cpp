// SPDX-License-Identifier: Apache-2.0
// What one made-up child of the census becomes.
#include <gmock/gmock.h>

#include "exchange/cin_message.h"
#include "exchange/xml_sample.h"

namespace caseload::exchange {
namespace {

using testing::ElementsAre;

TEST(CinChild, BecomesAPersonWithWhatOthersCallThem) {
  const Delivery delivery = ReadText(&OpenCin, Census(Child("CH1", R"(
      <UPN>A123456789123</UPN><FormerUPN>X98765432123B</FormerUPN><UPNunknown>UN3</UPNunknown>
      <PersonBirthDate>2015-03-27</PersonBirthDate><ExpectedPersonBirthDate>2015-03-20</ExpectedPersonBirthDate>
      <PersonDeathDate>2023-01-02</PersonDeathDate><Sex>F</Sex>)")));
  ASSERT_EQ(delivery.failure.code, "") << delivery.failure.message;
  ASSERT_EQ(delivery.units.size(), 1U);
  const v1::Person& person = delivery.units[0].people(0);
  EXPECT_EQ(person.source().key(), "child/CH1");
  EXPECT_EQ(person.person_id(), "key:child/CH1");
  EXPECT_EQ(person.source().form(), "cin");
  EXPECT_EQ(person.source().path(), "/Message/Children/Child[1]");
  EXPECT_EQ(person.born_on(), "2015-03-27");
  EXPECT_EQ(person.expected_on(), "2015-03-20");
  EXPECT_EQ(person.died_on(), "2023-01-02");
  EXPECT_EQ(person.sex(), "F");
  EXPECT_EQ(person.ethnicity(), "WBRI");
  EXPECT_THAT(person.disabilities(), ElementsAre("HAND", "HEAR"));
  EXPECT_EQ(person.upn_unknown_reason(), "UN3");
  ASSERT_EQ(person.identifiers_size(), 3);
  EXPECT_EQ(person.identifiers(0).scheme(), "la_child_id");
  EXPECT_EQ(person.identifiers(1).value(), "A123456789123");
  EXPECT_EQ(person.identifiers(2).scheme(), "former_upn");
  EXPECT_EQ(delivery.units[0].faults_size(), 0) << delivery.units[1].faults(0).DebugString();
}

TEST(CinChild, KeepsWhichCodeSetTheSexCameFrom) {
  const Delivery delivery =
      ReadText(&OpenCin, Census(Child("CH1", "<GenderCurrent>1</GenderCurrent>")));
  const v1::Person& person = delivery.units.at(0).people(0);
  EXPECT_EQ(person.sex(), "1");
  ASSERT_EQ(person.source().values_size(), 1);
  EXPECT_EQ(person.source().values(0).name(), "GenderCurrent");
  EXPECT_EQ(person.source().values(0).value(), "1");
}

TEST(CinChild, GivesEachEpisodeTheReferralDayAsItsKey) {
  const Delivery delivery = ReadText(
      &OpenCin,
      Census(Child("CH1", "<Sex>M</Sex>",
                   Episode("2023-01-01", "<CINclosureDate>2023-02-01</CINclosureDate>") +
                       Episode("2023-05-01", "<CINclosureDate>2023-05-01</CINclosureDate>") +
                       Episode("2023-05-01", ""))));
  const v1::ImportUnit& unit = delivery.units.at(0);
  ASSERT_EQ(unit.cases_size(), 3);
  EXPECT_EQ(unit.cases(0).case_id(), "key:child/CH1/episode/2023-01-01");
  EXPECT_EQ(unit.cases(1).case_id(), "key:child/CH1/episode/2023-05-01");
  EXPECT_EQ(unit.cases(2).case_id(), "key:child/CH1/episode/2023-05-01#2");
  EXPECT_EQ(unit.cases(0).child_id(), "key:child/CH1");
  EXPECT_EQ(unit.cases(0).referral_source(), "1A");
  EXPECT_EQ(unit.cases(0).closed_on(), "2023-02-01");
  ASSERT_TRUE(unit.cases(0).has_referral_no_further_action());
  EXPECT_FALSE(unit.cases(0).referral_no_further_action());
  ASSERT_EQ(unit.cases(0).concerns_size(), 1);
  EXPECT_EQ(unit.cases(0).concerns(0).basis(), v1::CONCERN_BASIS_NEED);
  EXPECT_EQ(unit.cases(0).concerns(0).code(), "N4");
  EXPECT_EQ(unit.cases(0).concerns(0).asserted_on(), "2023-01-01");
  EXPECT_EQ(unit.cases(1).source().path(), "/Message/Children/Child[1]/CINdetails[2]");
}

TEST(CinChild, HasFactorsAssertedWhenTheAssessmentWasAuthorised) {
  const Delivery delivery =
      ReadText(&OpenCin, Census(Child("CH1", "<Sex>M</Sex>", Episode("2023-01-01", R"(
      <Assessments><AssessmentActualStartDate>2023-01-02</AssessmentActualStartDate>
        <AssessmentInternalReviewDate>2023-01-12</AssessmentInternalReviewDate>
        <AssessmentAuthorisationDate>2023-02-01</AssessmentAuthorisationDate>
        <FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors>
          <AssessmentFactors>ZZ</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
      <Assessments><AssessmentActualStartDate>2023-03-02</AssessmentActualStartDate>
        <FactorsIdentifiedAtAssessment><AssessmentFactors>16A</AssessmentFactors>
        </FactorsIdentifiedAtAssessment></Assessments>)"))));
  const v1::ImportUnit& unit = delivery.units.at(0);
  ASSERT_EQ(unit.entries_size(), 2);
  EXPECT_EQ(unit.entries(0).entry_id(), "key:child/CH1/episode/2023-01-01/assessment/2023-01-02");
  EXPECT_EQ(unit.entries(0).case_ids(0), "key:child/CH1/episode/2023-01-01");
  EXPECT_EQ(unit.entries(0).occurred_on(), "2023-01-02");
  EXPECT_EQ(unit.entries(0).ended_on(), "2023-02-01");
  EXPECT_EQ(unit.entries(0).assessment().review_on(), "2023-01-12");
  const auto& concerns = unit.cases(0).concerns();
  ASSERT_EQ(concerns.size(), 4);
  EXPECT_EQ(concerns[1].basis(), v1::CONCERN_BASIS_FACTOR);
  EXPECT_EQ(concerns[1].code(), "3B");
  EXPECT_EQ(concerns[1].asserted_on(), "2023-02-01");
  EXPECT_EQ(concerns[1].entry_id(), unit.entries(0).entry_id());
  EXPECT_EQ(concerns[2].code(), "ZZ") << "whether a code exists is not the reader's to say";
  EXPECT_EQ(concerns[3].asserted_on(), "2023-03-02");
  EXPECT_EQ(unit.entries(1).ended_on(), "");
}

TEST(CinChild, OnAProtectionPlanHasBothCategoriesForAsLongAsThePlan) {
  const Delivery delivery =
      ReadText(&OpenCin, Census(Child("CH1", "<Sex>M</Sex>", Episode("2023-01-01", R"(
      <ChildProtectionPlans><CPPstartDate>2023-02-17</CPPstartDate><CPPendDate>2023-03-14</CPPendDate>
        <InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse>
        <NumberOfPreviousCPP>2</NumberOfPreviousCPP>
        <Reviews><CPPreviewDate>2023-02-20</CPPreviewDate><CPPreviewDate>2023-03-01</CPPreviewDate></Reviews>
      </ChildProtectionPlans>)"))));
  const v1::ImportUnit& unit = delivery.units.at(0);
  ASSERT_EQ(unit.entries_size(), 3);
  const v1::Entry& plan = unit.entries(0);
  EXPECT_EQ(plan.protection_plan().previous_plans(), 2U);
  EXPECT_EQ(plan.ended_on(), "2023-03-14");
  EXPECT_EQ(unit.entries(2).occurred_on(), "2023-03-01");
  EXPECT_EQ(unit.entries(2).review().plan_entry_id(), plan.entry_id());
  EXPECT_EQ(unit.entries(2).entry_id(), "key:child/CH1/episode/2023-01-01/review/2023-03-01");
  EXPECT_EQ(
      unit.entries(2).source().path(),
      "/Message/Children/Child[1]/CINdetails[1]/ChildProtectionPlans[1]/Reviews/CPPreviewDate[2]");
  ASSERT_EQ(unit.cases(0).concerns_size(), 3);
  const v1::Concern& initial = unit.cases(0).concerns(1);
  const v1::Concern& latest = unit.cases(0).concerns(2);
  EXPECT_EQ(initial.basis(), v1::CONCERN_BASIS_CATEGORY_INITIAL);
  EXPECT_EQ(initial.code(), "NEG");
  EXPECT_EQ(latest.basis(), v1::CONCERN_BASIS_CATEGORY_LATEST);
  EXPECT_EQ(latest.code(), "EMO");
  EXPECT_EQ(latest.asserted_on(), "2023-02-17");
  EXPECT_EQ(latest.ended_on(), "2023-03-14");
  EXPECT_EQ(latest.entry_id(), plan.entry_id());
}

TEST(CinChild, HasPlansEnquiriesConferencesAndPreProceedingsInTheChronology) {
  const Delivery delivery =
      ReadText(&OpenCin, Census(Child("CH1", "<Sex>M</Sex>", Episode("2026-01-01", R"(
      <DateOfInitialCPC>2026-01-20</DateOfInitialCPC>
      <CINPlanDates><CINPlanStartDate>2026-02-01</CINPlanStartDate><CINPlanEndDate>2026-02-09</CINPlanEndDate></CINPlanDates>
      <Section47><S47ActualStartDate>2026-01-03</S47ActualStartDate><InitialCPCtarget>2026-01-24</InitialCPCtarget>
        <DateOfInitialCPC>2026-01-20</DateOfInitialCPC><ICPCnotRequired>False</ICPCnotRequired></Section47>
      <PreProceedingsandFGDM><PPStartDate>2026-03-01</PPStartDate><LBPSentDate>2026-03-02</LBPSentDate>
        <FGDMMeetingOffer>1</FGDMMeetingOffer><FGDMMeetingFac>0</FGDMMeetingFac>
        <InitialPPMeetingDate>2026-03-10</InitialPPMeetingDate><ReviewMeetingsCount>3</ReviewMeetingsCount>
        <StepDecisionDate>2026-06-01</StepDecisionDate><PPOutcome>A</PPOutcome>
        <CourtAppDate>2026-06-18</CourtAppDate><LetterInitCPDate>2026-07-05</LetterInitCPDate></PreProceedingsandFGDM>)"))));
  const v1::ImportUnit& unit = delivery.units.at(0);
  EXPECT_EQ(unit.faults_size(), 0);
  ASSERT_EQ(unit.entries_size(), 4);
  EXPECT_TRUE(unit.entries(0).has_initial_conference());
  EXPECT_EQ(unit.entries(0).entry_id(), "key:child/CH1/episode/2026-01-01/icpc/2026-01-20");
  EXPECT_TRUE(unit.entries(1).has_cin_plan());
  EXPECT_EQ(unit.entries(1).ended_on(), "2026-02-09");
  const auto& enquiry = unit.entries(2).section47_enquiry();
  EXPECT_EQ(enquiry.conference_target_on(), "2026-01-24");
  EXPECT_EQ(enquiry.conference_on(), "2026-01-20");
  ASSERT_TRUE(enquiry.has_conference_not_required());
  EXPECT_FALSE(enquiry.conference_not_required());
  EXPECT_EQ(unit.entries(2).ended_on(), "") << "the census does not say when an enquiry ended";
  const auto& work = unit.entries(3).pre_proceedings();
  EXPECT_EQ(unit.entries(3).occurred_on(), "2026-03-01");
  EXPECT_EQ(work.letter_sent_on(), "2026-03-02");
  EXPECT_EQ(work.family_meeting_offered(), "1");
  EXPECT_EQ(work.family_meeting_held(), "0");
  EXPECT_EQ(work.review_meetings(), 3U);
  EXPECT_EQ(work.outcome(), "A");
  EXPECT_EQ(work.proceedings_letter_on(), "2026-07-05");
}

TEST(CinChild, SaysNothingWhereTheCensusSaysNothing) {
  const Delivery delivery = ReadText(&OpenCin, Census(Child("CH1", "<Sex>M</Sex>", R"(<CINdetails>
          <CINreferralDate>2023-01-01</CINreferralDate><ReferralSource>1A</ReferralSource>
          <Section47><S47ActualStartDate>2023-01-02</S47ActualStartDate></Section47></CINdetails>)")));
  const v1::ImportUnit& unit = delivery.units.at(0);
  EXPECT_FALSE(unit.cases(0).has_referral_no_further_action());
  EXPECT_FALSE(unit.entries(0).section47_enquiry().has_conference_not_required());
  EXPECT_EQ(unit.cases(0).closed_on(), "");
  EXPECT_EQ(unit.cases(0).concerns_size(), 0);
}

}  // namespace
}  // namespace caseload::exchange
