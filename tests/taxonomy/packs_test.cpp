// SPDX-License-Identifier: Apache-2.0
// What the England pack answers about codes, their words over the years, and what they are counted
// under.
#include "taxonomy/packs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "taxonomy/england.h"

namespace caseload::taxonomy {
namespace {

std::string GroupOf(std::string_view core) {
  const Code* group = England().GroupOf(CodeIn("concern", core));
  return group == nullptr ? "" : group->code;
}

std::string CoreOf(std::string_view set, std::string_view code) {
  const Code* core = England().CoreOf(CodeIn(set, code));
  return core == nullptr ? "" : core->code;
}

TEST(Packs, SayWhatTheyAreAndOfWhichVersion) {
  EXPECT_EQ(England().version(), "2026.1");
  EXPECT_EQ(England().jurisdiction(), "England");
  EXPECT_FALSE(England().title().empty());
}

TEST(Packs, HoldEverySetThatRecordsNameCodesOf) {
  const std::map<std::string, std::size_t> sizes = {{"primary_need", 10},
                                                    {"category_of_abuse", 5},
                                                    {"closure_reason", 9},
                                                    {"referral_source", 22},
                                                    {"sex", 3},
                                                    {"gender_current", 4},
                                                    {"ethnicity", 20},
                                                    {"disability", 13},
                                                    {"upn_unknown_reason", 7},
                                                    {"yes_no", 2},
                                                    {"assessment_factor", 44},
                                                    {"relationship", 8},
                                                    {"worker_change_reason", 10},
                                                    {"worker_role", 6},
                                                    {"absence_reason", 7},
                                                    {"participation", 8},
                                                    {"concern", 74}};
  for (const auto& [set, size] : sizes) EXPECT_EQ(England().CodesOf(set).size(), size) << set;
  EXPECT_TRUE(England().CodesOf("no_such_set").empty());
}

TEST(Packs, FindACodeByItsExactNameOnly) {
  EXPECT_EQ(CodeIn("assessment_factor", "3B").label,
            "Domestic violence: a parent or carer is the subject");
  EXPECT_EQ(England().Find("assessment_factor", "3b"), nullptr);
  EXPECT_EQ(England().Find("assessment_factor", " 3B"), nullptr);
  EXPECT_EQ(England().Find("assessment_factor", ""), nullptr);
  EXPECT_EQ(England().Find("primary_need", "3B"), nullptr);
  EXPECT_EQ(England().Find("", "3B"), nullptr);
}

TEST(Packs, FindTheSameCodeByItsNumber) {
  std::size_t codes = 0;
  for (const CodeSet& set : England().sets()) {
    for (const Code* code : set.codes) {
      EXPECT_EQ(England().ByNumber(code->number), code) << code->code;
      EXPECT_EQ(England().Find(set.name, code->code), code) << code->code;
      ++codes;
    }
  }
  EXPECT_GT(codes, 390U);
  EXPECT_EQ(England().ByNumber(0), nullptr);
  EXPECT_EQ(England().ByNumber(119), nullptr);
  EXPECT_EQ(England().ByNumber(65535), nullptr);
}

// Facts on disk hold these numbers. A failure here means that somebody's history has changed its
// meaning.
TEST(Packs, KeepTheNumbersThatFactsOnDiskHold) {
  const std::map<std::uint16_t, std::pair<std::string, std::string>> kept = {
      {101, {"primary_need", "N1"}},
      {110, {"primary_need", "N0"}},
      {120, {"category_of_abuse", "NEG"}},
      {124, {"category_of_abuse", "MUL"}},
      {141, {"closure_reason", "RC1"}},
      {149, {"closure_reason", "RC9"}},
      {160, {"referral_source", "1A"}},
      {176, {"referral_source", "5D"}},
      {181, {"referral_source", "10"}},
      {200, {"sex", "M"}},
      {400, {"assessment_factor", "1A"}},
      {407, {"assessment_factor", "3B"}},
      {433, {"assessment_factor", "18A"}},
      {443, {"assessment_factor", "24A"}},
      {600, {"concern", "HARM"}},
      {601, {"concern", "HARM.NEGLECT"}},
      {671, {"concern", "ADMIN.NOTSTATED"}},
      {673, {"concern", "PARENT.DISABILITY"}},
      {2001, {"ncands_maltreatment", "1"}},
      {2020, {"primero_protection_concern", "sexually_exploited"}}};
  for (const auto& [number, name] : kept) {
    EXPECT_EQ(CodeIn(name.first, name.second).number, number) << name.second;
  }
}

TEST(Packs, KeepARetiredCodeReadable) {
  const Code& retired = CodeIn("assessment_factor", "18A");
  EXPECT_EQ(retired.label, "Physical abuse");
  EXPECT_TRUE(Packs::ValidOn(retired, Day("2024-03-31")));
  EXPECT_FALSE(Packs::ValidOn(retired, Day("2024-04-01")));
  EXPECT_THAT(retired.note, testing::HasSubstr("18B"));
  EXPECT_EQ(CoreOf("assessment_factor", "18A"), "HARM.PHYSICAL");
}

TEST(Packs, KnowFromWhichDayACodeMayBeUsed) {
  const Code& exploitation = CodeIn("assessment_factor", "24A");
  EXPECT_FALSE(Packs::ValidOn(exploitation, Day("2021-03-31")));
  EXPECT_TRUE(Packs::ValidOn(exploitation, Day("2021-04-01")));
  EXPECT_TRUE(Packs::ValidOn(CodeIn("primary_need", "N1"), Day("1999-01-01")));
}

TEST(Packs, NameACodeInTheWordsOfTheDay) {
  const Code& n1 = CodeIn("primary_need", "N1");
  EXPECT_EQ(England().LabelOn(n1, Day("2010-01-01")), "Abuse or neglect");
  EXPECT_EQ(England().LabelOn(n1, Day("2025-03-31")), "Abuse or neglect");
  EXPECT_EQ(England().LabelOn(n1, Day("2025-04-01")), "Abuse, neglect and exploitation");
  EXPECT_EQ(n1.label, "Abuse, neglect and exploitation");
  EXPECT_EQ(England().LabelOn(CodeIn("primary_need", "N4"), Day("2010-01-01")),
            "Family in acute stress");
}

TEST(Packs, SayWhichCodesExcludeAllOthers) {
  std::vector<std::string> exclusive;
  for (const CodeSet& set : England().sets()) {
    for (const Code* code : set.codes) {
      if (code->exclusive) exclusive.push_back(set.name + " " + code->code);
    }
  }
  EXPECT_THAT(exclusive, testing::UnorderedElementsAre("assessment_factor 21", "disability NONE",
                                                       "concern ADMIN.NONE"));
}

TEST(Packs, GiveEachBasisItsSet) {
  EXPECT_EQ(SetOfBasis(v1::CONCERN_BASIS_NEED), "primary_need");
  EXPECT_EQ(SetOfBasis(v1::CONCERN_BASIS_FACTOR), "assessment_factor");
  EXPECT_EQ(SetOfBasis(v1::CONCERN_BASIS_CATEGORY_INITIAL), "category_of_abuse");
  EXPECT_EQ(SetOfBasis(v1::CONCERN_BASIS_CATEGORY_LATEST), "category_of_abuse");
  EXPECT_EQ(SetOfBasis(v1::CONCERN_BASIS_WORKER), "concern");
  EXPECT_EQ(SetOfBasis(v1::CONCERN_BASIS_UNSPECIFIED), "");
}

TEST(RollUp, CountsHarmUnderItsSecondLevelAndAllElseUnderItsTop) {
  EXPECT_EQ(GroupOf("HARM"), "HARM");
  EXPECT_EQ(GroupOf("HARM.NEGLECT"), "HARM.NEGLECT");
  EXPECT_EQ(GroupOf("HARM.NEGLECT.MEDICAL"), "HARM.NEGLECT");
  EXPECT_EQ(GroupOf("HARM.PHYSICAL.PEER"), "HARM.PHYSICAL");
  EXPECT_EQ(GroupOf("HARM.DOMESTIC.PARENT"), "HARM.DOMESTIC");
  EXPECT_EQ(GroupOf("HARM.EXPLOIT.CRIMINAL"), "HARM.EXPLOIT");
  EXPECT_EQ(GroupOf("HARM.PRACTICE.FGM"), "HARM.PRACTICE");
  EXPECT_EQ(GroupOf("CHILD.MISSING"), "CHILD");
  EXPECT_EQ(GroupOf("PARENT"), "PARENT");
  EXPECT_EQ(GroupOf("STATUS.PRIVFOSTER.8B"), "STATUS");
  EXPECT_EQ(GroupOf("ADMIN.NOTSTATED"), "ADMIN");
}

TEST(RollUp, MakesFourteenGroupsOfTheWholeTaxonomy) {
  std::set<std::string> groups;
  for (const Code* core : England().CodesOf("concern")) {
    ASSERT_NE(England().GroupOf(*core), nullptr) << core->code;
    groups.insert(England().GroupOf(*core)->code);
  }
  EXPECT_THAT(groups, testing::UnorderedElementsAre(
                          "HARM", "HARM.NEGLECT", "HARM.EMOTIONAL", "HARM.PHYSICAL", "HARM.SEXUAL",
                          "HARM.DOMESTIC", "HARM.EXPLOIT", "HARM.PRACTICE", "CHILD", "PARENT",
                          "HOUSE", "FAMILY", "STATUS", "ADMIN"));
  EXPECT_EQ(England().GroupOf(CodeIn("primary_need", "N1")), nullptr);
}

TEST(RollUp, FindsTheSameWordInThreeVocabularies) {
  EXPECT_EQ(CoreOf("assessment_factor", "16A"), "HARM.NEGLECT");
  EXPECT_EQ(CoreOf("category_of_abuse", "NEG"), "HARM.NEGLECT");
  EXPECT_EQ(CoreOf("primary_need", "N1"), "HARM");
  EXPECT_EQ(CoreOf("concern", "HARM.NEGLECT"), "HARM.NEGLECT");
}

TEST(RollUp, TakesTheBroaderConcernWhereNoneIsTheSameAndNoneWhereOneOnlyOverlaps) {
  EXPECT_EQ(CoreOf("primero_protection_concern", "worst_forms_of_child_labor"),
            "HARM.EXPLOIT.LABOUR");
  EXPECT_EQ(CoreOf("primero_protection_concern", "physically_or_mentally_abused"), "HARM");
  EXPECT_EQ(CoreOf("primero_protection_concern", "gbv_survivor"), "");
  EXPECT_EQ(CoreOf("ncands_maltreatment", "7"), "");
  EXPECT_EQ(CoreOf("referral_source", "6"), "");
}

TEST(Mappings, GiveEveryFactorCategoryAndNeedExactlyOneExactConcern) {
  std::size_t mapped = 0;
  for (const char* set : {"assessment_factor", "category_of_abuse", "primary_need"}) {
    for (const Code* code : England().CodesOf(set)) {
      int exact = 0;
      for (const Mapping& mapping : England().Map(set, code->code, "concern")) {
        EXPECT_EQ(mapping.from, code);
        if (mapping.relation == Relation::kExact) ++exact;
      }
      EXPECT_EQ(exact, 1) << set << " " << code->code;
      EXPECT_NE(England().CoreOf(*code), nullptr) << set << " " << code->code;
      ++mapped;
    }
  }
  EXPECT_EQ(mapped, 59U);
}

TEST(Mappings, ReachEveryForeignCode) {
  for (const char* set : {"ncands_maltreatment", "primero_protection_concern"}) {
    ASSERT_FALSE(England().CodesOf(set).empty());
    for (const Code* code : England().CodesOf(set)) {
      EXPECT_FALSE(England().Map(set, code->code, "concern").empty()) << code->code;
    }
  }
}

TEST(Mappings, ComeTheClosestFirstAndCanBeAskedFromBothSides) {
  const auto there = England().Map("category_of_abuse", "PHY", "concern");
  ASSERT_EQ(there.size(), 5U);
  EXPECT_EQ(there[0].to->code, "HARM.PHYSICAL");
  EXPECT_EQ(there[0].relation, Relation::kExact);
  EXPECT_EQ(there[1].relation, Relation::kNarrower);
  EXPECT_EQ(there[4].relation, Relation::kRelated);

  const auto back = England().Map("concern", "HARM.PHYSICAL.PEER", "category_of_abuse");
  ASSERT_EQ(back.size(), 1U);
  EXPECT_EQ(back[0].to->code, "PHY");
  EXPECT_EQ(back[0].relation, Relation::kBroader);
  EXPECT_TRUE(England().Map("concern", "HARM.PHYSICAL.PEER", "sex").empty());
  EXPECT_TRUE(England().Map("concern", "NO.SUCH", "category_of_abuse").empty());
}

// A protection plan has no category of domestic abuse: it only shows in the factors.
TEST(Mappings, NeverTakeACategoryOrANeedForDomesticAbuse) {
  for (const char* set : {"category_of_abuse", "primary_need"}) {
    for (const Mapping& mapping : England().Map("concern", "HARM.DOMESTIC", set)) {
      EXPECT_EQ(mapping.relation, Relation::kRelated) << mapping.to->code;
    }
  }
  EXPECT_EQ(CoreOf("assessment_factor", "3B"), "HARM.DOMESTIC.PARENT");
}

TEST(Clocks, NameTheirSourceAndLeaveOutWhatNobodyPublished) {
  std::map<std::string, ClockRow> clocks;
  for (const ClockRow& clock : England().clocks()) {
    EXPECT_FALSE(clock.source.empty()) << clock.name;
    EXPECT_TRUE(clocks.emplace(clock.name, clock).second) << clock.name;
  }
  EXPECT_EQ(clocks.at("ICPC").limit, 15);
  EXPECT_EQ(clocks.at("ICPC").unit, "working_day");
  EXPECT_EQ(clocks.at("ICPC").kind, "guidance");
  EXPECT_EQ(clocks.at("RCPC_1").unit, "month");
  EXPECT_EQ(clocks.at("LAC_VISIT_1").kind, "statute");
  EXPECT_EQ(clocks.at("ASSESS_START").kind, "census");
  for (const char* unsourced : {"RHI", "IHA", "PLO"}) EXPECT_EQ(clocks.count(unsourced), 0U);
}

TEST(Packs, KeepTheirPointersWhenMoved) {
  auto loaded = Packs::Load(EnglandFolder());
  ASSERT_TRUE(loaded.ok());
  const Code* before = loaded->Find("concern", "HARM.NEGLECT");
  const Packs moved = *std::move(loaded);
  EXPECT_EQ(moved.Find("concern", "HARM.NEGLECT"), before);
  EXPECT_EQ(moved.CoreOf(*moved.Find("category_of_abuse", "NEG")), before);
}

}  // namespace
}  // namespace caseload::taxonomy
