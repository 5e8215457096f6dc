// SPDX-License-Identifier: Apache-2.0
// Nobody looks at a case on a day that nothing points to. So every rule must name the first day on
// which what it says can differ though nobody records anything.
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <set>

#include "plugins/rule_under_test.h"
#include "plugins/world.h"
#include "rules/proof/made_up.h"

namespace caseload::rules {
namespace {

template <class Row>
bool SameRows(const std::vector<Row>& a, const std::vector<Row>& b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(Row)) == 0);
}

// Whether nothing came to be known between the two: a birth that was expected comes without
// anybody recording it.
bool SameRecord(FactsRows a, FactsRows b) {
  for (auto* rows : {&a, &b}) {
    for (auto& child : rows->children) {
      child.birth = child.birth == CASELOAD_DAY_NONE ? CASELOAD_DAY_NOT_RECORDED : child.birth;
    }
  }
  return SameRows(a.children, b.children) && SameRows(a.cases, b.cases) &&
         SameRows(a.spans, b.spans) && SameRows(a.events, b.events) &&
         SameRows(a.concerns, b.concerns) && SameRows(a.relations, b.relations) &&
         SameRows(a.workers, b.workers) && SameRows(a.allocations, b.allocations) &&
         SameRows(a.absences, b.absences);
}

std::vector<std::int64_t> AnySettings(const caseload_rule& card, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::vector<std::int64_t> values;
  for (std::uint64_t i = 0; i < card.parameter_count; ++i) {
    const auto& one = card.parameters[i];
    const auto width = static_cast<std::uint64_t>(one.most - one.least + 1);
    // Of all numbers of concerns only some are asserted.
    const bool concern = one.most == 65'534;
    values.push_back(concern         ? 600 + static_cast<std::int64_t>(engine() % 50)
                     : seed % 2 == 0 ? one.otherwise
                                     : one.least + static_cast<std::int64_t>(engine() % width));
  }
  return values;
}

// What was heard of one rule in all these years.
struct Observed {
  std::set<std::string> codes = {};
  int named = 0;    // days that were named, came, and brought nothing else with them
  int changed = 0;  // on which the rule said something else indeed
};

// As a host does: asked on the first day, and again when something was recorded or the day has come
// that was named. On no day between does it say anything else.
void HoldQuiet(const RuleUnderTest& rule, const std::vector<SubjectFacts>& days,
               const ShownReference& reference, Observed& observed) {
  const SubjectFacts* asked = nullptr;
  Heard then;
  for (const auto& today : days) {
    const Heard now = rule.Ask(today, reference);
    ASSERT_EQ(now.status, CASELOAD_OK);
    ASSERT_TRUE(now.broken.empty()) << now.broken.front();
    for (const auto& one : now.said) observed.codes.insert(one.code);
    for (const auto& one : now.nearly) observed.codes.insert(one.code);
    const bool same = asked != nullptr && SameRecord(asked->rows, today.rows);
    if (same && today.rows.as_of >= then.look_again_on) {
      ++observed.named;
      observed.changed +=
          InWords(now.said) + InWords(now.nearly) != InWords(then.said) + InWords(then.nearly);
    } else if (same) {
      ASSERT_EQ(InWords(now.said), InWords(then.said))
          << "on " << FormatDate({today.rows.as_of}) << ", looked at on "
          << FormatDate({asked->rows.as_of}) << ", to be looked at again on "
          << (then.look_again_on == CASELOAD_DAY_NONE ? "no day"
                                                      : FormatDate({then.look_again_on}));
      continue;
    }
    asked = &today;
    then = now;
  }
}

class QuietDays : public ::testing::TestWithParam<std::string> {};

TEST_P(QuietDays, ChangeNothingThatTheRuleSays) {
  RuleUnderTest rule(GetParam());
  const bool of_workers =
      (rule.card().subjects & (CASELOAD_SUBJECT_WORKER | CASELOAD_SUBJECT_TEAM)) != 0;
  const bool of_children = (rule.card().subjects & CASELOAD_SUBJECT_CHILD) != 0;
  Observed observed;
  for (std::uint64_t seed = 1; seed <= 1'500; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    rule.Set(AnySettings(rule.card(), seed));
    const auto& reference = seed % 20 == 0 ? World::Get().without_clocks : World::Get().reference;
    if (of_children) HoldQuiet(rule, DayByDay(MadeUpChild(seed), seed), reference, observed);
    if (of_workers) HoldQuiet(rule, DayByDay(MadeUpWorker(seed), seed), reference, observed);
    if (HasFatalFailure()) return;
  }
  // What nobody was made to say was not held to anything. A quarter of the census rules speaks of
  // slips and tallies that made-up children have not: tests/census makes each of them speak.
  const auto codes = GetParam() == "census-quality" ? 0 : rule.card().finding_count;
  for (std::uint64_t i = 0; i < codes; ++i) {
    const auto& code = rule.card().findings[i].code;
    EXPECT_TRUE(observed.codes.contains(std::string(code.ptr, code.len)))
        << std::string(code.ptr, code.len) << " was never said";
  }
  // A rule that named every day would be quiet on none: most days that it names it must have a use
  // for. Not all, as what changes on the day may have been changed by something else; and the
  // census rules name the turn of every year, at which many a record stays as right or wrong as it
  // was.
  const int in_ten = GetParam() == "census-quality" ? 6 : 8;
  RecordProperty("named", observed.named);
  RecordProperty("changed", observed.changed);
  EXPECT_GE(observed.changed * 10, observed.named * in_ten);
}

INSTANTIATE_TEST_SUITE_P(Of, QuietDays, ::testing::ValuesIn(RuleNames()), [](const auto& param) {
  std::string name = param.param;
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
});

}  // namespace
}  // namespace caseload::rules
