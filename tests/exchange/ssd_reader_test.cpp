// SPDX-License-Identifier: Apache-2.0
// A folder in the shape of the Standard Safeguarding Dataset becomes records, and nothing of it is
// lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <set>

#include "exchange/csv_reader.h"
#include "exchange/csv_writer.h"
#include "exchange/exchange.h"
#include "exchange/ssd_objects.h"

namespace caseload::exchange {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Ssd : public testing::Test {
 protected:
  Ssd() { std::filesystem::create_directories(folder_); }
  ~Ssd() override { std::filesystem::remove_all(folder_); }

  void File(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  std::vector<v1::ImportUnit> Read(ReadOptions options = {}) {
    auto reader = OpenSsd(folder_, options);
    if (!reader) {
      ADD_FAILURE() << reader.failure().code << " " << reader.failure().message;
      return {};
    }
    std::vector<v1::ImportUnit> units;
    for (;;) {
      auto unit = (*reader)->Next();
      if (!unit || !*unit) break;
      units.push_back(**unit);
    }
    return units;
  }

  static std::vector<std::string> FaultCodes(const std::vector<v1::ImportUnit>& units) {
    std::vector<std::string> codes;
    for (const auto& unit : units) {
      for (const auto& fault : unit.faults()) {
        if (fault.code() != "MISSING_FILE") codes.push_back(fault.code());
      }
    }
    return codes;
  }

  // The unit that holds the person.
  static const v1::ImportUnit& Of(const std::vector<v1::ImportUnit>& units,
                                  const std::string& key) {
    for (const auto& unit : units) {
      for (const auto& person : unit.people()) {
        if (person.source().key() == key) return unit;
      }
    }
    ADD_FAILURE() << "no unit of " << key;
    return units.front();
  }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("ssd_reader_test_" + std::to_string(::getpid()));
};

TEST_F(Ssd, PutsTogetherWhatManyFilesSayOfOneChildInAnyOrder) {
  File("person.csv",
       "pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob\n"
       "CH2,Testname,Beech,F,2015-05-05\nCH1,Sample,Alder,M,2010-01-31T00:00:00\n");
  File("cin_episodes.csv",
       "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,"
       "cine_referral_source_code,cine_referral_nfa,cine_close_date,cine_close_reason\n"
       "R3,CH1,2024-01-31,N1,6,N,,\nR2,CH2,2024-02-01,N4,1A,0,2024-06-01,RC7\n"
       "R1,CH1,2022-03-04,N5,2A,N,2022-09-01,RC8\n");
  File("cin_assessments.csv",
       "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,"
       "cina_assessment_auth_date,cina_assessment_child_seen\n"
       "A2,CH2,R2,2024-02-02,2024-03-01,\nA1,CH1,R3,2024-02-01,2024-03-10 00:00:00,Y\n");
  File("assessment_factors.csv",
       "cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json\n"
       "1,A1,\"[\"\"3B\"\", \"\"4B\"\"]\"\n2,A2,21\n");
  const auto units = Read();
  EXPECT_THAT(FaultCodes(units), IsEmpty());
  const v1::ImportUnit& unit = Of(units, "child/CH1");
  EXPECT_EQ(unit.people(0).born_on(), "2010-01-31");
  ASSERT_EQ(unit.cases_size(), 2);
  EXPECT_EQ(unit.cases(0).source().key(), "child/CH1/episode/2024-01-31");
  EXPECT_EQ(unit.cases(0).child_id(), "key:child/CH1");
  EXPECT_FALSE(unit.cases(0).referral_no_further_action());
  EXPECT_EQ(unit.cases(1).closure_reason(), "RC8");
  ASSERT_EQ(unit.entries_size(), 1);
  const v1::Entry& assessment = unit.entries(0);
  EXPECT_EQ(assessment.source().key(), "child/CH1/episode/2024-01-31/assessment/2024-02-01");
  EXPECT_THAT(assessment.case_ids(), ElementsAre("key:child/CH1/episode/2024-01-31"));
  EXPECT_TRUE(assessment.assessment().child_seen());
  std::map<std::string, const v1::Concern*> concerns;
  for (const auto& concern : unit.cases(0).concerns()) concerns[concern.code()] = &concern;
  ASSERT_EQ(concerns.size(), 3U);
  EXPECT_EQ(concerns["N1"]->asserted_on(), "2024-01-31");
  EXPECT_EQ(concerns["3B"]->basis(), v1::CONCERN_BASIS_FACTOR);
  EXPECT_EQ(concerns["4B"]->asserted_on(), "2024-03-10");
  EXPECT_EQ(concerns["4B"]->entry_id(), "key:" + assessment.source().key());
  EXPECT_FALSE(Of(units, "child/CH2").entries(0).assessment().has_child_seen())
      << "not recorded is not the same as no";
}

TEST_F(Ssd, ReadsPlansVisitsAndReviewsUnderTheirPlan) {
  File("ssd_person.csv", "pers_person_id\nCH1\n");
  File("ssd_cin_episodes.csv",
       "cine_referral_id,cine_person_id,cine_referral_date\nR1,CH1,2024-01-01\n");
  File("ssd_cp_plans.csv",
       "cppl_cp_plan_id,cppl_referral_id,cppl_person_id,cppl_cp_plan_start_date,"
       "cppl_cp_plan_end_date,cppl_cp_plan_initial_category,cppl_cp_plan_latest_category\n"
       "P1,R1,CH1,2024-02-01,2024-08-01,NEG,EMO\n");
  File("ssd_cp_visits.csv",
       "cppv_cp_visit_id,cppv_person_id,cppv_cp_plan_id,cppv_cp_visit_date,cppv_cp_visit_seen,"
       "cppv_cp_visit_seen_alone\nV1,CH1,P1,2024-02-10,N,\nV2,CH1,P1,2024-02-10,Y,Y\n");
  File("ssd_cp_reviews.csv",
       "cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_due,cppr_cp_review_date,"
       "cppr_cp_review_quorate\nW1,CH1,P1,2024-05-01,2024-04-30,Y\n");
  File("ssd_cla_episodes.csv",
       "clae_person_id,clae_cla_episode_start_date\nCH1,2024-03-03\nCH1,2021-03-03\n");
  const auto units = Read();
  EXPECT_THAT(FaultCodes(units), IsEmpty());
  const v1::ImportUnit& unit = Of(units, "child/CH1");
  std::map<std::string, const v1::Entry*> entries;
  for (const auto& entry : unit.entries()) entries[entry.source().key()] = &entry;
  const std::string of_case = "child/CH1/episode/2024-01-01";
  ASSERT_EQ(entries.count(of_case + "/visit/2024-02-10#2"), 1U);
  const v1::Entry& plan = *entries.at(of_case + "/protection-plan/2024-02-01");
  const v1::Entry& visit = *entries.at(of_case + "/visit/2024-02-10");
  EXPECT_EQ(visit.visit().plan_entry_id(), "key:" + plan.source().key());
  EXPECT_TRUE(visit.visit().has_child_seen());
  EXPECT_FALSE(visit.visit().child_seen());
  EXPECT_FALSE(visit.visit().has_seen_alone());
  EXPECT_TRUE(entries.at(of_case + "/review/2024-04-30")->review().quorate());
  EXPECT_THAT(entries.at("child/CH1/looked_after/2024-03-03")->case_ids(),
              ElementsAre("key:" + of_case));
  EXPECT_THAT(entries.at("child/CH1/looked_after/2021-03-03")->person_ids(),
              ElementsAre("key:child/CH1"));
  ASSERT_EQ(unit.cases(0).concerns_size(), 2);
  EXPECT_EQ(unit.cases(0).concerns(1).basis(), v1::CONCERN_BASIS_CATEGORY_LATEST);
  EXPECT_EQ(unit.cases(0).concerns(1).ended_on(), "2024-08-01");
}

TEST_F(Ssd, YieldsTeamsBeforeTheirPartsThenWorkersPeopleFamiliesAndMothers) {
  File("department.csv",
       "dept_team_id,dept_team_name,dept_team_parent_id\nT2,Team,T1\nT1,Service,\n");
  File("professionals.csv",
       "prof_professional_id,prof_professional_name,prof_full_time_equivalency,"
       "prof_agency_worker_flag,prof_professional_department\nW1,Worker Testname,0.8,Y,T2\n");
  File("person.csv", "pers_person_id\nCH1\n");
  File("family.csv", "fami_table_id,fami_family_id,fami_person_id\n1,F1,CH1\n2,F1,MO1\n");
  File("mother.csv", "moth_table_id,moth_person_id,moth_childs_person_id\n1,MO1,CH1\n");
  File("involvements.csv",
       "invo_professional_id,invo_person_id,invo_involvement_start_date,invo_professional_team\n"
       "W1,CH1,2024-01-01,T2\nW9,CH1,2024-01-01,T2\n");
  const auto units = Read();
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < units.size(); ++i) {
    EXPECT_EQ(units[i].position(), i + 1);
    for (const auto& team : units[i].teams()) keys.push_back(team.source().key());
    for (const auto& worker : units[i].workers()) keys.push_back(worker.source().key());
    for (const auto& person : units[i].people()) keys.push_back(person.source().key());
    for (const auto& family : units[i].families()) keys.push_back(family.source().key());
    for (const auto& link : units[i].relationships()) keys.push_back(link.source().key());
  }
  EXPECT_THAT(keys, ElementsAre("team/T1", "team/T2", "worker/W1", "child/CH1", "child/MO1",
                                "family/F1", "child/CH1/mother/MO1"));
  const v1::ImportUnit& unit = Of(units, "child/CH1");
  ASSERT_EQ(unit.allocations_size(), 1);
  EXPECT_EQ(unit.allocations(0).worker_id(), "key:worker/W1");
  EXPECT_EQ(unit.allocations(0).team_id(), "key:team/T2");
  EXPECT_EQ(unit.allocations(0).source().key(), "child/CH1/allocation/W1/2024-01-01");
  const auto codes = FaultCodes(units);
  EXPECT_THAT(codes, Contains("NO_WORKER"));
  EXPECT_THAT(codes, Contains("UNKNOWN_REFERENCE")) << "MO1 is described nowhere";
}

TEST_F(Ssd, ListsWhatItCouldNotReadAndKeepsIt) {
  File("person.csv",
       "pers_person_id,pers_dob,pers_expected_dob,pers_is_mother,hair\n"
       "CH1,31/01/2010,2010-02-30,perhaps,brown\n,2011-01-01,,,\n");
  File("notes.txt", "hello");
  const auto units = Read();
  const auto codes = FaultCodes(units);
  for (const char* code :
       {"DATE_FORM", "BAD_DATE", "BAD_FLAG", "UNKNOWN_COLUMN", "UNKNOWN_FILE", "MISSING_KEY"}) {
    EXPECT_THAT(codes, Contains(code));
  }
  const v1::Person& person = Of(units, "child/CH1").people(0);
  EXPECT_EQ(person.born_on(), "2010-01-31");
  EXPECT_EQ(person.expected_on(), "");
  std::map<std::string, std::string> values;
  for (const auto& value : person.source().values()) values[value.name()] = value.value();
  EXPECT_EQ(values["hair"], "brown");
  EXPECT_EQ(values["pers_expected_dob"], "2010-02-30");
  EXPECT_EQ(values["pers_dob"], "31/01/2010");
  EXPECT_EQ(person.source().line(), 2U);
}

TEST_F(Ssd, RefusesAFileWithoutItsKeysUnlessToldOtherwise) {
  File("person.csv", "id,dob\nCH1,2010-01-01\n");
  const auto refused = OpenSsd(folder_, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.failure().code, "NAMES_UNKNOWN");
  EXPECT_THAT(refused.failure().message, HasSubstr("pers_person_id"));
  EXPECT_THAT(FaultCodes(Read({.accept_unknown_names = true})), Contains("MISSING_COLUMN"));
}

TEST_F(Ssd, RefusesAFolderThatIsNone) {
  File("accounts.csv", "a\n1\n");
  const auto refused = OpenSsd(folder_, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.failure().code, "FORM_UNKNOWN");
}

TEST_F(Ssd, GivesTheSameDigestToTheSameBytesOnly) {
  File("person.csv", "pers_person_id\nCH1\n");
  const std::string first = (*OpenSsd(folder_, {}))->header().digest();
  EXPECT_EQ(first.size(), 64U);
  EXPECT_EQ((*OpenSsd(folder_, {}))->header().digest(), first);
  File("person.csv", "pers_person_id\nCH2\n");
  EXPECT_NE((*OpenSsd(folder_, {}))->header().digest(), first);
}

// Every column of every object, each with a value of its own: each value must be somewhere.
TEST_F(Ssd, LosesNoValueOfAnyColumn) {
  std::set<std::string> expected;
  const auto value_of = [&](std::string_view column) -> std::string {
    const std::string name(column);
    if (name.ends_with("professional_id") || name.ends_with("worker_id")) return "W1";
    if (name == "moth_person_id") return "MO1";
    if (name == "dept_team_parent_id") return "";
    if (name.ends_with("_team") || name == "dept_team_id" || name == "prof_professional_department")
      return "T1";
    if (name.ends_with("person_id")) return "CH1";
    if (name.ends_with("referral_id")) return "R1";
    if (name.ends_with("cp_plan_id")) return "P1";
    if (name.ends_with("assessment_id")) return "A1";
    if (name == "cinf_assessment_factors_json") return "3B";
    if (name.ends_with("_date") || name.ends_with("_dob") || name.ends_with("_due")) {
      const std::string day = "2024-" + std::string(expected.size() % 2 == 0 ? "03-" : "04-") +
                              std::to_string(10 + expected.size() % 18);
      return day;
    }
    const std::string value = "value of " + name;
    expected.insert(value);
    return value;
  };
  for (const SsdShape& shape : SsdShapes()) {
    std::string header, cells;
    for (const std::string_view column : shape.columns) {
      header += (header.empty() ? "" : ",") + std::string(column);
      cells += (cells.empty() ? "" : ",") + value_of(column);
    }
    File(std::string(shape.name) + ".csv", header + "\n" + cells + "\n");
  }
  std::string all;
  for (const auto& unit : Read()) all += unit.DebugString();
  for (const std::string& value : expected) {
    EXPECT_NE(all.find(value), std::string::npos) << value;
  }
  EXPECT_GT(expected.size(), 60U);
}

TEST_F(Ssd, KnowsTheColumnsOfThePublishedSpecification) {
  const std::filesystem::path spec = std::filesystem::path(CASELOAD_SHARED_DIR) / "data" / "ssd" /
                                     "data_objects_specification_2026-07.csv";
  if (!std::filesystem::exists(spec)) GTEST_SKIP() << "NOT CHECKED: the specification is not here";
  auto reader = *CsvReader::Open(spec);
  const auto at = [&](std::string_view name) {
    return static_cast<std::size_t>(
        std::find(reader->columns().begin(), reader->columns().end(), name) -
        reader->columns().begin());
  };
  const std::size_t object = at("object_name");
  const std::size_t field = at("field_name");
  std::map<std::string, std::vector<std::string>> published;
  CsvRow row;
  while (reader->Next(row)) published[row.cells[object]].push_back(row.cells[field]);
  EXPECT_EQ(published.size(), 48U);
  for (const SsdShape& shape : SsdShapes()) {
    const std::vector<std::string> ours(shape.columns.begin(), shape.columns.end());
    EXPECT_EQ(published["ssd_" + std::string(shape.name)], ours) << shape.name;
  }
}

TEST_F(Ssd, TakesFactorsInTheirAnnouncedForm) {
  File("person.csv", "pers_person_id\nCH1\n");
  File("cin_episodes.csv",
       "cine_referral_id,cine_person_id,cine_referral_date\nR1,CH1,2024-01-01\n");
  File("cin_assessments.csv",
       "cina_assessment_id,cina_person_id,cina_assessment_start_date\nA1,CH1,2024-01-02\n");
  File("assessment_factors.csv",
       "cinf_assessment_id,cinf_assessment_factors_json\n"
       "A1,\"{\"\"1B\"\": \"\"Yes\"\", \"\"2B\"\": \"\"No\"\"}\"\nA1,no idea\nA7,3B\n");
  const auto units = Read();
  const v1::ImportUnit& unit = Of(units, "child/CH1");
  ASSERT_EQ(unit.cases(0).concerns_size(), 1);
  EXPECT_EQ(unit.cases(0).concerns(0).code(), "1B");
  EXPECT_THAT(FaultCodes(units), testing::UnorderedElementsAre("BAD_FACTORS", "UNKNOWN_REFERENCE",
                                                               "UNKNOWN_REFERENCE"));
  EXPECT_THAT(unit.entries(0).source().DebugString(), HasSubstr("no idea"));
}

}  // namespace
}  // namespace caseload::exchange
