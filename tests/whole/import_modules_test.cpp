// SPDX-License-Identifier: Apache-2.0
// Censuses with every module in them, read back over the API: each module with its days and its raw
// codes, and a later census of the same children as a delivery of what is kept already.
#include "whole/import_desk.h"

namespace caseload::whole {
namespace {

using Lines = std::multiset<std::string>;

std::string Flag(bool value) { return value ? "yes" : "no"; }

std::string Details(const v1::Entry& entry) {
  switch (entry.what_case()) {
    case v1::Entry::kAssessment:
      return "assessment review " + entry.assessment().review_on();
    case v1::Entry::kCinPlan:
      return "cin plan";
    case v1::Entry::kSection47Enquiry:
      return "enquiry conference due " + entry.section47_enquiry().conference_target_on() +
             " held " + entry.section47_enquiry().conference_on() + " not required " +
             Flag(entry.section47_enquiry().conference_not_required());
    case v1::Entry::kInitialConference:
      return "conference";
    case v1::Entry::kProtectionPlan:
      return "protection plan after " + std::to_string(entry.protection_plan().previous_plans());
    case v1::Entry::kReview:
      return "review";
    default:
      return "something else: " + std::to_string(entry.what_case());
  }
}

std::string PreProceedings(const v1::PreProceedings& work) {
  std::string text = "pre-proceedings";
  for (const std::string& part :
       {work.letter_sent_on(), work.family_meeting_offered(), work.family_meeting_held(),
        work.first_meeting_on(), std::to_string(work.review_meetings()), work.step_decision_on(),
        work.outcome(), work.court_application_on(), work.proceedings_letter_on()}) {
    text += " " + part;
  }
  return text;
}

struct Modules : testing::Test {
  ServerProcess server;
  ImportDesk desk{server};

  v1::Import Import(const std::string& name) {
    return desk.Deliver(&exchange::OpenCin, Census(name));
  }
  static bool Present() { return std::filesystem::exists(Census("CIN_Census_2026")); }

  // "DAY..DAY what" of each entry of a case.
  Lines Chronology(const v1::Case& record) {
    Lines lines;
    for (const auto& entry : desk.Entries(record.case_id())) {
      lines.insert(
          entry.occurred_on() + ".." + entry.ended_on() + " " +
          (entry.has_pre_proceedings() ? PreProceedings(entry.pre_proceedings()) : Details(entry)));
    }
    return lines;
  }

  // "BASIS CODE DAY..DAY in KIND" of each concern: in which entry it was asserted.
  Lines Concerns(const v1::Case& record) {
    std::map<std::string, std::string> entries;
    for (const auto& entry : desk.Entries(record.case_id()))
      entries[entry.entry_id()] = Details(entry).substr(0, Details(entry).find(' '));
    Lines lines;
    for (const auto& concern : record.concerns()) {
      lines.insert(v1::ConcernBasis_Name(concern.basis()).substr(14) + " " + concern.code() + " " +
                   concern.asserted_on() + ".." + concern.ended_on() + " in " +
                   (concern.entry_id().empty() ? "referral" : entries.at(concern.entry_id())));
    }
    return lines;
  }

  v1::Case CaseReferredOn(const std::string& day) {
    for (const auto& [key, record] : desk.Cases()) {
      if (record.referred_on() == day) return record;
    }
    ADD_FAILURE() << "no case was referred on " << day;
    return {};
  }
};

Lines Chronology2024() {
  return {"2028-04-28..2020-09-19 assessment review ",
          "2023-01-24..2023-01-26 cin plan",
          "2022-06-02.. enquiry conference due 2022-06-23 held 2022-06-17 not required no",
          "2022-12-06.. conference",
          "2022-02-17..2023-03-14 protection plan after 10",
          "2023-02-15.. review"};
}

TEST_F(Modules, OfTheCensusOf2021AllArrive) {
  if (!Present()) GTEST_SKIP() << "THE SAMPLES OF THE CENSUS ARE NOT HERE: NOTHING WAS TESTED";
  Import("CIN_Census_2021");
  const v1::Case record = CaseReferredOn("1970-10-06");
  EXPECT_EQ(Chronology(record),
            (Lines{"1970-06-03..1971-07-18 assessment review 1970-06-22",
                   "1971-01-24..1971-01-26 cin plan",
                   "1970-06-02.. enquiry conference due 1970-06-23 held 1970-06-17 not required no",
                   "1970-12-06.. conference", "1970-02-17..1971-03-14 protection plan after 10",
                   "1971-02-15.. review"}));
  EXPECT_EQ(Concerns(record),
            (Lines{"NEED N4 1970-10-06.. in referral", "FACTOR 2A 1971-07-18.. in assessment",
                   "FACTOR 2B 1971-07-18.. in assessment",
                   "CATEGORY_INITIAL PHY 1970-02-17..1971-03-14 in protection",
                   "CATEGORY_LATEST PHY 1970-02-17..1971-03-14 in protection"}));
  EXPECT_EQ(record.referral_source(), "1A");
  EXPECT_EQ(record.closed_on(), "1971-02-27");
  EXPECT_EQ(record.closure_reason(), "RC1");
  ASSERT_TRUE(record.has_referral_no_further_action());
  EXPECT_FALSE(record.referral_no_further_action());
}

TEST_F(Modules, OfTheCensusOf2021DescribeTheChild) {
  if (!Present()) GTEST_SKIP() << "THE SAMPLES OF THE CENSUS ARE NOT HERE: NOTHING WAS TESTED";
  const v1::Import imported = Import("CIN_Census_2021");
  const v1::Person child = desk.Person(CaseReferredOn("1970-10-06").child_id());
  EXPECT_EQ(child.born_on(), "1965-03-27");
  EXPECT_EQ(child.died_on(), "1980-10-08");
  EXPECT_EQ(child.sex(), "1");
  EXPECT_EQ(child.ethnicity(), "WBRI");
  EXPECT_EQ(child.upn_unknown_reason(), "UN3");
  ASSERT_EQ(child.disabilities_size(), 2);
  EXPECT_EQ(child.disabilities(0) + child.disabilities(1), "HANDHEAR");
  Lines identifiers;
  for (const auto& one : child.identifiers()) identifiers.insert(one.scheme() + " " + one.value());
  EXPECT_EQ(identifiers,
            (Lines{"la_child_id DfEX0000001", "upn A123456789123", "former_upn X98765432123B"}));
  // A year that no calendar of ours reaches is no date of birth, and is not lost either.
  EXPECT_EQ(child.expected_on(), "");
  EXPECT_EQ(desk.Faults(imported.import_id()).count("BAD_DATE ExpectedPersonBirthDate=1066-04-13"),
            1U);
}

TEST_F(Modules, OfTheCensusOf2024AllArriveAndAnUnknownFactorIsKept) {
  if (!Present()) GTEST_SKIP() << "THE SAMPLES OF THE CENSUS ARE NOT HERE: NOTHING WAS TESTED";
  const v1::Import imported = Import("CIN_Census_2024");
  const v1::Case record = CaseReferredOn("2022-10-06");
  EXPECT_EQ(Chronology(record), Chronology2024());
  EXPECT_EQ(Concerns(record),
            (Lines{"NEED N4 2022-10-06.. in referral", "FACTOR 1C 2020-09-19.. in assessment",
                   "FACTOR RB 2020-09-19.. in assessment", "FACTOR 6B 2020-09-19.. in assessment",
                   "CATEGORY_INITIAL PHY 2022-02-17..2023-03-14 in protection",
                   "CATEGORY_LATEST PHY 2022-02-17..2023-03-14 in protection"}));
  EXPECT_EQ(desk.Faults(imported.import_id()).count("UNKNOWN_CODE concerns.code=RB"), 1U);
  const v1::Case other = CaseReferredOn("2024-10-24");
  EXPECT_EQ(Chronology(other), Lines{"2023-12-25..2024-01-27 assessment review "});
  EXPECT_EQ(Concerns(other), Lines{"NEED N1 2024-10-24.. in referral"});
  EXPECT_EQ(other.closure_reason(), "RC9");
}

TEST_F(Modules, OfTheCensusOf2026AllArriveWithPreProceedings) {
  if (!Present()) GTEST_SKIP() << "THE SAMPLES OF THE CENSUS ARE NOT HERE: NOTHING WAS TESTED";
  Import("CIN_Census_2026");
  Lines expected = Chronology2024();
  expected.insert(
      "2026-09-09.. pre-proceedings 2026-09-20 1 1 2026-09-28 3 2026-12-01 A 2026-12-18 "
      "2027-02-05");
  EXPECT_EQ(Chronology(CaseReferredOn("2022-10-06")), expected);
}

// The samples of 2024 and 2026 are of the same children; only the pre-proceedings are new.
TEST_F(Modules, OfALaterCensusAddOnlyWhatIsNew) {
  if (!Present()) GTEST_SKIP() << "THE SAMPLES OF THE CENSUS ARE NOT HERE: NOTHING WAS TESTED";
  Import("CIN_Census_2024");
  const auto before = desk.Everything();
  const std::uint64_t sequence = desk.Sequence();
  const v1::Import later = Import("CIN_Census_2026");
  EXPECT_EQ(later.counts().created(), 1U);
  EXPECT_EQ(later.counts().changed(), 0U);
  EXPECT_EQ(later.counts().unchanged(), before.size());
  auto changes = desk.ChangesAfter(sequence);
  EXPECT_EQ(changes["entry"], 1);
  EXPECT_EQ(changes["case"] + changes["person"], 0);
  auto now = desk.Everything();
  EXPECT_EQ(now.size(), before.size() + 1);
  for (const auto& [key, text] : before) EXPECT_EQ(now[key], text) << key;
}

}  // namespace
}  // namespace caseload::whole
