// SPDX-License-Identifier: Apache-2.0
// What the census says wrongly, oddly or twice is listed with its place, and nothing of it is lost.
#include <gmock/gmock.h>

#include "exchange/cin_message.h"
#include "exchange/xml_account.h"
#include "exchange/xml_sample.h"

namespace caseload::exchange {
namespace {

const std::string kSex = "<Sex>M</Sex>";

std::vector<std::string> Codes(const Delivery& delivery) {
  std::vector<std::string> codes;
  for (const auto& unit : delivery.units) {
    for (const auto& fault : unit.faults()) codes.push_back(fault.code());
  }
  return codes;
}

TEST(CinFaults, AreNoneInASoundReturnExceptWhatNoRecordHolds) {
  const Delivery delivery = ReadText(&OpenCin, Census(Child("CH1", kSex)));
  EXPECT_EQ(Codes(delivery), std::vector<std::string>{});
  ASSERT_EQ(delivery.units.size(), 1U);
  EXPECT_EQ(delivery.units[0].position(), 1U);
  EXPECT_EQ(delivery.header.form(), "cin");
  EXPECT_EQ(delivery.header.edition(), "2026");
  EXPECT_EQ(delivery.header.authority(), "999");
  EXPECT_EQ(delivery.header.digest().size(), 64U);
}

TEST(CinFaults, ListWhatStandsOutsideOfTheChildren) {
  const std::string software(600, 's');
  const Delivery delivery = ReadText(
      &OpenCin,
      "<Message xmlns:x='urn:x' x:made='by hand'><Header><CollectionDetails><Collection>CIN"
      "</Collection><Year>26</Year></CollectionDetails><Source><LEA>Anytown</LEA><SoftwareCode>" +
          software + "</SoftwareCode></Source></Header><Children>" + Child("CH1", kSex) +
          "late</Children></Message>");
  ASSERT_EQ(delivery.units.size(), 2U);
  EXPECT_THAT(Codes(delivery), testing::UnorderedElementsAre(
                                   "UNKNOWN_ATTRIBUTE", "BAD_VALUE", "BAD_VALUE", "NOT_HELD",
                                   "NOT_HELD", "NOT_HELD", "STRAY_TEXT", "MISSING_ELEMENT"));
  std::string listed;
  for (const auto& fault : FaultsOf(delivery, "NOT_HELD")) {
    EXPECT_TRUE(fault.value_only_here());
    listed += fault.value();
  }
  EXPECT_EQ(listed, software) << "a long value is listed in parts, not cut";
  EXPECT_EQ(delivery.header.authority(), "");
  EXPECT_EQ(delivery.units[1].position(), 2U);
}

TEST(CinFaults, NameTheDayThatIsNoDay) {
  for (const std::string day :
       {"2023-02-30", "31/12/2023", "1066-04-13", "2023-1-1", "2023-13-01"}) {
    const Delivery delivery =
        ReadText(&OpenCin, Census("\n\n" + Child("CH1", kSex,
                                                 Episode("2023-01-01", "<CINclosureDate>" + day +
                                                                           "</CINclosureDate>"))));
    const auto faults = FaultsOf(delivery, "BAD_DATE");
    ASSERT_EQ(faults.size(), 1U) << day;
    EXPECT_EQ(faults[0].path(), "/Message/Children/Child[1]/CINdetails[1]/CINclosureDate");
    EXPECT_EQ(faults[0].line(), 3U);
    EXPECT_EQ(faults[0].value(), day);
    const v1::Case& episode = delivery.units[0].cases(0);
    EXPECT_EQ(episode.closed_on(), "");
    ASSERT_EQ(episode.source().values_size(), 1);
    EXPECT_EQ(episode.source().values(0).value(), day);
  }
}

TEST(CinFaults, NameTextBetweenElementsWithTheLineItStandsOn) {
  const Delivery delivery = ReadText(
      &OpenCin,
      Census(Child("CH1", "<UPNunknown>UN3</UPNunknown>\n\n  PersonBirthDate\n\n" + kSex)));
  const auto faults = FaultsOf(delivery, "STRAY_TEXT");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].path(), "/Message/Children/Child[1]/ChildIdentifiers");
  EXPECT_EQ(faults[0].line(), 3U);
  EXPECT_EQ(faults[0].value(), "PersonBirthDate");
}

TEST(CinFaults, NameWhatTheFormRequires) {
  const Delivery delivery = ReadText(
      &OpenCin,
      Census("<Child><ChildIdentifiers><LAchildID>CH1</LAchildID></ChildIdentifiers>"
             "<ChildCharacteristics><Ethnicity/></ChildCharacteristics><CINdetails><Assessments/>"
             "<CINPlanDates/><Section47/><ChildProtectionPlans/></CINdetails></Child>"));
  std::vector<std::string> missing;
  for (const auto& fault : FaultsOf(delivery, "MISSING_ELEMENT")) missing.push_back(fault.name());
  EXPECT_THAT(missing,
              testing::UnorderedElementsAre(
                  "GenderCurrent", "Ethnicity", "CINreferralDate", "ReferralSource", "ReferralNFA",
                  "AssessmentActualStartDate", "CINPlanStartDate", "S47ActualStartDate",
                  "ICPCnotRequired", "CPPstartDate", "InitialCategoryOfAbuse",
                  "LatestCategoryOfAbuse", "NumberOfPreviousCPP"));
  EXPECT_EQ(delivery.units[0].cases(0).source().key(), "child/CH1/episode/undated");
}

TEST(CinFaults, KeepTheSecondOfWhatMayStandOnce) {
  const Delivery delivery =
      ReadText(&OpenCin, Census(Child("CH1", kSex + "<UPN>A1</UPN><UPN>A2</UPN>")));
  const auto faults = FaultsOf(delivery, "DUPLICATE_ELEMENT");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].path(), "/Message/Children/Child[1]/ChildIdentifiers/UPN[2]");
  const v1::Person& person = delivery.units[0].people(0);
  EXPECT_EQ(person.identifiers(1).value(), "A1");
  EXPECT_EQ(person.source().values(0).value(), "A2");
}

TEST(CinFaults, TellAChildWithoutAnIdentifierAndOneThatComesTwice) {
  const Delivery delivery = ReadText(
      &OpenCin, Census(Child("CH1", kSex) + "\n" + Child("", kSex) + "\n" + Child("CH1", kSex)));
  ASSERT_EQ(delivery.units.size(), 3U);
  EXPECT_EQ(FaultsOf(delivery, "MISSING_ID").size(), 1U);
  EXPECT_EQ(delivery.units[1].people(0).source().key(), "child/line-2");
  const auto twice = FaultsOf(delivery, "DUPLICATE_ID");
  ASSERT_EQ(twice.size(), 1U);
  EXPECT_EQ(twice[0].path(), "/Message/Children/Child[3]");
  EXPECT_EQ(delivery.units[2].people(0).source().key(), "child/CH1");
  EXPECT_EQ(delivery.units[2].cases(0).source().key(), "child/CH1/episode/2023-01-01#2");
}

TEST(CinFaults, TellWhatCannotBeTrueTogetherAndKeepIt) {
  const std::string reversed =
      "<CINclosureDate>2018-02-01</CINclosureDate><CINPlanDates><CINPlanStartDate>2019-02-02"
      "</CINPlanStartDate><CINPlanEndDate>2019-02-01</CINPlanEndDate></CINPlanDates>";
  const Delivery delivery = ReadText(
      &OpenCin, Census(Child("CH1",
                             kSex + "<PersonBirthDate>2020-12-01</PersonBirthDate><PersonDeathDate>"
                                    "2020-01-01</PersonDeathDate>",
                             Episode("2019-01-01", reversed))));
  EXPECT_THAT(Codes(delivery),
              testing::UnorderedElementsAre("BIRTH_AFTER_DEATH", "SPAN_REVERSED",
                                            "CLOSED_BEFORE_REFERRAL", "REFERRED_BEFORE_BIRTH"));
  EXPECT_EQ(delivery.units[0].entries(0).ended_on(), "2019-02-01");
  EXPECT_EQ(delivery.units[0].cases(0).closed_on(), "2018-02-01");
}

TEST(CinFaults, TellEpisodesOfOneChildThatOverlap) {
  const auto overlaps = [](const std::string& first_closed, const std::string& second) {
    return FaultsOf(ReadText(&OpenCin, Census(Child("CH1", kSex,
                                                    Episode(second, "") +
                                                        Episode("2023-01-01", first_closed)))),
                    "EPISODES_OVERLAP")
        .size();
  };
  EXPECT_EQ(overlaps("<CINclosureDate>2023-03-01</CINclosureDate>", "2023-02-28"), 1U);
  EXPECT_EQ(overlaps("<CINclosureDate>2023-03-01</CINclosureDate>", "2023-03-01"), 0U);
  EXPECT_EQ(overlaps("", "2023-03-01"), 1U) << "the first is still open";
}

TEST(CinFaults, AllowAReferralUpToFortyWeeksBeforeTheBirth) {
  const auto faults = [](const std::string& born) {
    return FaultsOf(ReadText(&OpenCin, Census(Child("CH1", kSex + "<PersonBirthDate>" + born +
                                                               "</PersonBirthDate>"))),
                    "REFERRED_BEFORE_BIRTH")
        .size();
  };
  EXPECT_EQ(faults("2023-10-08"), 0U);
  EXPECT_EQ(faults("2023-10-09"), 1U);
}

TEST(CinFaults, TellNoFactorsBesideFactors) {
  const auto assessment = [](const std::string& factors) {
    return Episode("2023-01-01",
                   "<Assessments><AssessmentActualStartDate>2023-01-02</AssessmentActualStartDate>"
                   "<FactorsIdentifiedAtAssessment>" +
                       factors + "</FactorsIdentifiedAtAssessment></Assessments>");
  };
  const std::string none = "<AssessmentFactors>21</AssessmentFactors>";
  const std::string some = "<AssessmentFactors>3A</AssessmentFactors>";
  EXPECT_EQ(Codes(ReadText(&OpenCin, Census(Child("CH1", kSex, assessment(none + some))))),
            std::vector<std::string>{"FACTOR_21_WITH_OTHERS"});
  EXPECT_EQ(Codes(ReadText(&OpenCin, Census(Child("CH1", kSex, assessment(none))))),
            std::vector<std::string>{});
}

TEST(CinFaults, KeepFlagsAndNumbersThatAreNone) {
  const Delivery delivery = ReadText(&OpenCin, Census(Child("CH1", kSex, Episode("2023-01-01", R"(
          <Section47><S47ActualStartDate>2023-01-02</S47ActualStartDate><ICPCnotRequired>perhaps</ICPCnotRequired></Section47>
          <ChildProtectionPlans><CPPstartDate>2023-01-02</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
          <LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>-1</NumberOfPreviousCPP></ChildProtectionPlans>)"))));
  EXPECT_THAT(Codes(delivery), testing::ElementsAre("BAD_FLAG", "BAD_NUMBER"));
  EXPECT_EQ(delivery.units[0].entries(0).source().values(0).value(), "perhaps");
  EXPECT_FALSE(delivery.units[0].entries(1).protection_plan().has_previous_plans());
}

TEST(CinFaults, KeepWhatTheFormDoesNotKnowOrExpect) {
  const std::string child =
      Child("CH1", kSex + "<Nickname kind='pet'>Sample</Nickname>",
            Episode("2023-01-01",
                    "<Ethnicity>WBRI</Ethnicity><ReferralSource><b>2A</b></ReferralSource>"
                    "<Extra><Deep>one</Deep>two</Extra>"));
  const Delivery delivery = ReadText(&OpenCin, Census(child), {.accept_unknown_names = true});
  ASSERT_EQ(delivery.failure.code, "");
  EXPECT_EQ(FaultsOf(delivery, "UNKNOWN_ELEMENT").size(), 3U);
  EXPECT_EQ(FaultsOf(delivery, "UNKNOWN_ATTRIBUTE").size(), 1U);
  EXPECT_EQ(FaultsOf(delivery, "MISPLACED_ELEMENT").size(), 1U);
  EXPECT_EQ(FaultsOf(delivery, "DUPLICATE_ELEMENT").size(), 1U);
  EXPECT_EQ(Unaccounted(child, delivery.units[0]), Texts{});
}

TEST(CinFaults, TakeForeignNamesForKnownOnesWhenAsked) {
  const Delivery delivery = ReadText(
      &OpenCin,
      Census(Child("CH1", kSex, Episode("2023-01-01", R"(<cinClosureDATE>2023-09-01</cinClosureDATE>
          <Section47><S47ActualStartDate>2023-01-02</S47ActualStartDate><ICPCRequired>True</ICPCRequired></Section47>)"))),
      {.accept_unknown_names = true});
  EXPECT_EQ(delivery.units.at(0).cases(0).closed_on(), "2023-09-01");
  ASSERT_TRUE(delivery.units[0].entries(0).section47_enquiry().has_conference_not_required());
  EXPECT_FALSE(delivery.units[0].entries(0).section47_enquiry().conference_not_required());
  EXPECT_THAT(Codes(delivery), testing::ElementsAre("NAME_TAKEN_AS", "NAME_TAKEN_AS"));
  EXPECT_EQ(FaultsOf(delivery, "NAME_TAKEN_AS")[0].path(),
            "/Message/Children/Child[1]/CINdetails[1]/cinClosureDATE");
}

TEST(CinFaults, KeepAValueThatIsTooLongForItsField) {
  const std::string length(2000, 'x');
  const Delivery delivery =
      ReadText(&OpenCin, Census(Child("CH1", kSex + "<UPN>" + length + "</UPN>")));
  const auto faults = FaultsOf(delivery, "VALUE_TOO_LONG");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].value().size(), 256U);
  EXPECT_EQ(delivery.units[0].people(0).source().values(0).value(), length);
}

}  // namespace
}  // namespace caseload::exchange
