// SPDX-License-Identifier: Apache-2.0
#include "census/verdict.h"

#include <algorithm>
#include <stdexcept>

#include "census/asked.h"
#include "census/world.h"
#include "rules/tallies.h"

namespace caseload::rules {
namespace {

// Later than any day of the cases: what lies after the census year must be seen.
const Date kLongAfter = *ParseDate("2199-12-31");
// A case without a header is of no year: all its days lie after this one.
constexpr int kNoYear = 1950;

// Rule 2883 counts in an episode as well as in the return: a case that names rows is of the former.
bool IsOfTheReturn(const CensusCase& given) {
  static const std::set<std::string> kOfTheReturn{"2886Q", "2887Q", "2888Q"};
  return kOfTheReturn.contains(given.rule) || (given.rule == "2883" && given.expected.empty());
}

void JudgeHeaders(const CensusCase& given, Verdict& verdict) {
  const auto& headers = given.TableOf("Header");
  for (std::size_t i = 0; i < headers.size(); ++i) {
    Tallies tallies(kLongAfter, Words().numbers);
    tallies.AddReturn(headers.At(i, "Year"), IsoDay(headers.At(i, "ReferenceDate")));
    for (const auto& said : AskCensus(tallies.Facts(), {.ruleset = given.ruleset})) {
      if (said.rule == given.rule) verdict.found.insert("Header " + std::to_string(i));
    }
  }
  for (const auto& [table, row] : given.expected)
    verdict.expected.insert(table + " " + std::to_string(row));
}

// Where no header says which, the year is that of the latest plan.
Date LastDay(const CensusCase& given) {
  std::string year = std::to_string(given.CensusYear());
  if (given.CensusYear() == 0) {
    const auto& plans = given.TableOf("ChildProtectionPlans");
    std::string latest = "2023-03-31";
    for (std::size_t i = 0; i < plans.size(); ++i) {
      const auto day = IsoDay(plans.At(i, "CPPstartDate"));
      if (ParseDate(day)) latest = i == 0 ? day : std::max(latest, day);
    }
    const int number = std::stoi(latest.substr(0, 4));
    year = std::to_string(latest.substr(5) > "03-31" ? number + 1 : number);
  }
  return *ParseDate(year + "-03-31");
}

void JudgeReturn(const CensusCase& given, Verdict& verdict) {
  const World world(given);
  Tallies tallies(LastDay(given), Words().numbers);
  for (const auto& child : world.children()) tallies.Add(child);
  for (const auto& said : AskCensus(tallies.Facts(), {.ruleset = given.ruleset})) {
    if (said.rule == given.rule) verdict.found.insert("the return");
  }
  if (given.of_the_return || !given.expected.empty()) verdict.expected.insert("the return");
}

void JudgeChildren(const CensusCase& given, Verdict& verdict) {
  const World world(given);
  NumbersInUse in_use;
  for (const auto& child : world.children()) in_use.Add(child.child);
  const int year = given.CensusYear();
  const CensusSettings settings{.census_year = year == 0 ? kNoYear : year,
                                .ruleset = given.ruleset};
  for (Subject child : world.children()) {
    child.shared = in_use.Of(child.child);
    const auto facts = FactsOf(child, kLongAfter, Words().numbers);
    if (!facts) throw std::runtime_error(facts.error().message);
    for (const auto& said : AskCensus(*facts, settings)) {
      if (said.rule != given.rule) continue;
      for (const auto& record : said.records) {
        if (const auto shown = world.Shown(record)) verdict.found.insert(*shown);
      }
    }
  }
  for (const auto& place : given.expected) {
    const auto record = world.RecordAt(place);
    if (!record) throw std::runtime_error("nothing stands for a row of " + place.first);
    verdict.expected.insert(*record);
  }
}

}  // namespace

Verdict Judge(const CensusCase& given) {
  Verdict verdict;
  if (given.rule == "100") {
    JudgeHeaders(given, verdict);
  } else if (IsOfTheReturn(given)) {
    JudgeReturn(given, verdict);
  } else {
    JudgeChildren(given, verdict);
  }
  return verdict;
}

}  // namespace caseload::rules
