// SPDX-License-Identifier: Apache-2.0
// Census quality: what the children in need census would reject or query in a record, while there
// is still time to put it right.
#include "modules.h"

namespace census {
namespace {

using namespace caseload::rule;

class CensusQuality {
 public:
  static constexpr About kAbout{
      .id = "caseload.census-quality",
      .version = "1.0.0",
      .title = "What the children in need census would reject or query",
      .basis = "DfE, children in need census: validation rules, 2022 to 2023 and later years",
      .subjects = CASELOAD_SUBJECT_CHILD | CASELOAD_SUBJECT_AUTHORITY,
      .needs = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS |
               CASELOAD_GROUP_EVENTS | CASELOAD_GROUP_CONCERNS | CASELOAD_GROUP_MARKS |
               CASELOAD_GROUP_TALLIES};
  static constexpr const auto& kTexts = kCatalogue;

  enum ParameterOf : std::uint32_t { kCensusYear, kRuleset, kWholeRecord };
  static constexpr std::array kParameters{
      Parameter({.name = "census_year",
                 .title = "The year in which the census year ends; 0: that of the day asked about",
                 .unit = "year",
                 .basis = "DfE, children in need census guide: 1 April to 31 March"},
                0, 0, 2199),
      Parameter({.name = "ruleset",
                 .title = "Whose rules: 2022 for those of 2022 to 2023; 0: of the census year",
                 .unit = "year",
                 .basis = "DfE, children in need census: validation rules of each year"},
                0, 0, 2199),
      Parameter({.name = "whole_record",
                 .title = "1: the record goes on from year to year; 0: it is one return",
                 .unit = "",
                 .basis = "A return holds one year; a record holds all of them"},
                1, 0, 1)};

  explicit CensusQuality(const Settings& set)
      : set_{set.Int(kCensusYear), set.Int(kRuleset), set.Int(kWholeRecord)} {}

  void evaluate(const Case& facts, Findings& out) const {
    const Year year = YearOf(set_, facts.as_of());
    if (facts.subject_kind() == CASELOAD_SUBJECT_AUTHORITY) {
      LookAtReturn(facts, year, out);
      if (year.derived) out.LookAgainOn(year.last + 1);
    } else {
      LookAt(facts, year, out);
    }
  }

 private:
  static void LookAt(const Case& facts, const Year& year, Findings& out) {
    const Record record(facts, year);
    // What was over before this year is over in those to come.
    if (record.OutOfTheReturn()) return;
    Said said(facts, facts.case_asked());
    LookAtChild(record, year, said);
    LookAtEpisodes(record, year, said);
    LookAtAssessments(record, year, said);
    LookAtEnquiries(record, year, said);
    LookAtCinPlans(record, year, said);
    LookAtProtectionPlans(record, year, said);
    LookAtReviews(record, said);
    LookForOverlaps(record, year, said);
    said.Send(out);
    // With the year another return begins, with other rules.
    if (year.derived) out.LookAgainOn(year.last + 1);
  }

  Set set_;
};

}  // namespace
}  // namespace census

CASELOAD_RULE(census::CensusQuality);
