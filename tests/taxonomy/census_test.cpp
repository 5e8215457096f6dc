// SPDX-License-Identifier: Apache-2.0
// The codes and their years against the published schemas of the census, read here and not by the
// pack's author.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <pugixml.hpp>
#include <set>

#include "taxonomy/csv.h"
#include "taxonomy/england.h"
#include "taxonomy/shared_files.h"

namespace caseload::taxonomy {
namespace {

constexpr int kFirstYear = 2017;
constexpr int kLastYear = 2026;

struct Published {
  std::string label;  // in the latest schema that has the code
  std::set<int> years;
};

using PublishedCodes = std::map<std::pair<std::string, std::string>, Published>;

std::string SchemaName(int year) {
  return "cin_census/xsd/CIN_schema_" + std::to_string(year) + ".xsd";
}

const std::map<std::string, std::string>& SetOfType() {
  static const std::map<std::string, std::string> kSets = {
      {"yesnotype", "yes_no"},
      {"unknownupntype", "upn_unknown_reason"},
      {"sextype", "sex"},
      {"gendertype", "gender_current"},
      {"ethnicitytype", "ethnicity"},
      {"disabilitytype", "disability"},
      {"referralsourcetype", "referral_source"},
      {"categoryofabusetype", "category_of_abuse"},
      {"primaryneedcodetype", "primary_need"},
      {"reasonforclosuretype", "closure_reason"},
      {"assessmentfactorstype", "assessment_factor"}};
  return kSets;
}

void ReadSchema(int year, PublishedCodes& codes) {
  pugi::xml_document schema;
  const std::string text = ReadShared(SchemaName(year));
  ASSERT_TRUE(schema.load_buffer(text.data(), text.size())) << SchemaName(year);
  for (const auto& found : schema.select_nodes("//xs:simpleType[@name]")) {
    const auto set = SetOfType().find(found.node().attribute("name").value());
    if (set == SetOfType().end()) continue;
    for (const auto& entry : found.node().select_nodes(".//xs:enumeration")) {
      Published& code = codes[{set->second, entry.node().attribute("value").value()}];
      code.years.insert(year);
      code.label = entry.node().select_node(".//xs:documentation").node().text().get();
    }
  }
}

bool SchemasAtHand() {
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    if (!std::filesystem::exists(SharedFile(SchemaName(year)))) return false;
  }
  return true;
}

PublishedCodes ReadSchemas() {
  PublishedCodes codes;
  for (int year = kFirstYear; year <= kLastYear; ++year) ReadSchema(year, codes);
  return codes;
}

// The department withdrew these; the rendering of its schema that is at hand kept them.
bool KeptAfterWithdrawal(const Code& code) {
  return code.set == "assessment_factor" && (code.code == "18A" || code.code == "19A");
}

// Census year Y covers 1 April Y-1 to 31 March Y.
bool UsableInCensus(const Code& code, int year) {
  const Date first = *MakeDate({year - 1, 4, 1});
  const Date last = *MakeDate({year, 3, 31});
  EXPECT_EQ(Packs::ValidOn(code, first), Packs::ValidOn(code, last))
      << code.set << " " << code.code;
  return Packs::ValidOn(code, first);
}

TEST(CensusCodes, AreAllKnownWithTheYearsOfTheTenSchemas) {
  if (!SchemasAtHand()) GTEST_SKIP() << "NOT CHECKED: the census schemas are not at hand";
  const PublishedCodes published = ReadSchemas();
  EXPECT_EQ(published.size(), 139U);
  for (const auto& [name, entry] : published) {
    const Code* code = England().Find(name.first, name.second);
    ASSERT_NE(code, nullptr) << name.first << " " << name.second;
    for (int year = kFirstYear; year <= kLastYear; ++year) {
      if (KeptAfterWithdrawal(*code) && year > 2024) continue;
      EXPECT_EQ(UsableInCensus(*code, year), entry.years.count(year) == 1)
          << name.first << " " << name.second << " in " << year;
    }
  }
}

TEST(CensusCodes, HoldNoCodeThatNoSchemaHas) {
  if (!SchemasAtHand()) GTEST_SKIP() << "NOT CHECKED: the census schemas are not at hand";
  const PublishedCodes published = ReadSchemas();
  for (const auto& [type, set] : SetOfType()) {
    ASSERT_FALSE(England().CodesOf(set).empty()) << set;
    for (const Code* code : England().CodesOf(set)) {
      EXPECT_EQ(published.count({set, code->code}), 1U) << set << " " << code->code;
    }
  }
}

TEST(CensusCodes, WithdrewTheFactorsThatTheRulesOf2025Query) {
  for (const char* withdrawn : {"18A", "19A"}) {
    EXPECT_TRUE(UsableInCensus(CodeIn("assessment_factor", withdrawn), 2024));
    EXPECT_FALSE(UsableInCensus(CodeIn("assessment_factor", withdrawn), 2025));
  }
}

TEST(CensusCodes, NameTheRelabelledNeedAsTheSchemasDo) {
  if (!SchemasAtHand()) GTEST_SKIP() << "NOT CHECKED: the census schemas are not at hand";
  const Code& n1 = CodeIn("primary_need", "N1");
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    PublishedCodes of_year;
    ReadSchema(year, of_year);
    const std::string& label = of_year.at({"primary_need", "N1"}).label;
    EXPECT_EQ(England().LabelOn(n1, *MakeDate({year, 3, 31})), label) << year;
  }
}

TEST(CensusCodes, AgreeWithTheListOfCodeSetsMadeFromTheSchemas) {
  SKIP_WITHOUT("derived/cin_code_sets.json");
  const auto file = ReadSharedJson("derived/cin_code_sets.json");
  std::size_t codes = 0;
  for (const auto& [name, list] : file.fields().at("sets").struct_value().fields()) {
    const std::string set = name == "reason_for_closure" ? "closure_reason" : name;
    EXPECT_EQ(England().CodesOf(set).size(),
              static_cast<std::size_t>(list.list_value().values_size()))
        << set;
    for (const auto& entry : list.list_value().values()) {
      const auto& fields = entry.struct_value().fields();
      const Code& code = CodeIn(set, fields.at("code").string_value());
      const int first = static_cast<int>(fields.at("first_seen").number_value());
      const int last = static_cast<int>(fields.at("last_seen").number_value());
      EXPECT_EQ(code.valid_from.has_value(), first > kFirstYear) << set << " " << code.code;
      EXPECT_TRUE(UsableInCensus(code, first)) << set << " " << code.code;
      EXPECT_EQ(UsableInCensus(code, last), !KeptAfterWithdrawal(code)) << set << " " << code.code;
      ++codes;
    }
  }
  EXPECT_EQ(codes, 139U);
}

TEST(WorkforceCodes, AreThoseOfTheWorkforceCensus) {
  SKIP_WITHOUT("csww/social_work_workforce_2022.xsd");
  const std::map<std::string, std::string> set_of_type = {
      {"roletype", "worker_role"},
      {"absencetype", "absence_reason"},
      {"reasontype", "worker_leaving_reason"},
      {"origintype", "worker_start_origin"},
      {"leavertype", "worker_leaver_destination"},
      {"qualtype", "worker_qualification"},
      {"cfksstype", "worker_career_stage"},
      {"gendertype", "worker_gender"},
      {"agencyworkertype", "worker_agency"},
      {"yesnotype", "yes_no"}};
  pugi::xml_document schema;
  const std::string text = ReadShared("csww/social_work_workforce_2022.xsd");
  ASSERT_TRUE(schema.load_buffer(text.data(), text.size()));
  for (const auto& [type, set] : set_of_type) {
    std::set<std::string> published;
    const std::string path = "//xs:simpleType[@name='" + type + "']//xs:enumeration";
    for (const auto& entry : schema.select_nodes(path.c_str())) {
      published.insert(entry.node().attribute("value").value());
    }
    std::set<std::string> held;
    for (const Code* code : England().CodesOf(set)) held.insert(code->code);
    EXPECT_FALSE(published.empty()) << type;
    EXPECT_EQ(held, published) << set;
  }
}

// One cell of the proposal, such as "1B~|2B~": codes, "~" where they only touch the concern.
struct Proposed {
  std::string code;
  bool related = false;
};

std::vector<Proposed> ReadProposed(std::string_view cell) {
  std::vector<Proposed> found;
  while (!cell.empty()) {
    std::string_view one = cell.substr(0, cell.find('|'));
    cell.remove_prefix(std::min(cell.size(), one.size() + 1));
    const bool related = one.back() == '~';
    if (related) one.remove_suffix(1);
    found.push_back({std::string(one.substr(0, one.find('('))), related});
  }
  return found;
}

TEST(CoreTaxonomy, HoldsEveryProposedConcernAndSaysOfEachCodeWhatWasProposed) {
  SKIP_WITHOUT("derived/concern_taxonomy_proposal.csv");
  const auto rows = ReadCsv(ReadShared("derived/concern_taxonomy_proposal.csv"));
  ASSERT_TRUE(rows.ok()) << rows.error().message;
  ASSERT_EQ(rows->size(), 73U);
  const std::map<std::size_t, std::string> set_of_column = {{6, "assessment_factor"},
                                                            {7, "category_of_abuse"},
                                                            {8, "primary_need"},
                                                            {9, "ncands_maltreatment"},
                                                            {11, "primero_protection_concern"}};
  std::size_t compared = 0;
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const auto& cells = (*rows)[i].cells;
    const Code& core = CodeIn("concern", cells[0]);
    EXPECT_EQ(core.parent, cells[1]) << core.code;
    EXPECT_EQ(core.kind, cells[3]) << core.code;
    EXPECT_EQ(core.subject, cells[4]) << core.code;
    EXPECT_EQ(core.actor, cells[5]) << core.code;
    for (const auto& [column, set] : set_of_column) {
      for (const Proposed& proposed : ReadProposed(cells[column])) {
        // The general needs have concerns of their own, of which the proposed ones are parts.
        const auto mappings = England().Map("concern", core.code, set);
        const auto found =
            std::find_if(mappings.begin(), mappings.end(),
                         [&](const Mapping& mapping) { return mapping.to->code == proposed.code; });
        ASSERT_NE(found, mappings.end()) << core.code << " " << set << " " << proposed.code;
        EXPECT_EQ(found->relation == Relation::kRelated, proposed.related)
            << core.code << " " << set << " " << proposed.code;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 150U);
}

}  // namespace
}  // namespace caseload::taxonomy
