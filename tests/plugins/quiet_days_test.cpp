// SPDX-License-Identifier: Apache-2.0
// Nobody looks at a case on a day that nothing points to. So every rule must name the first day on
// which what it says can differ though nobody records anything.
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <set>

#include "plugins/made_up.h"
#include "plugins/rule_under_test.h"
#include "rules/reference_facts.h"
#include "taxonomy/packs.h"

namespace caseload::rules {
namespace {

struct World {
  static const World& Get() {
    static const World world;
    return world;
  }
  taxonomy::Packs packs = *taxonomy::Packs::Load(CASELOAD_PACKS);
  CodeNumbers numbers = NumbersOf(packs);
  ShownReference reference{ReferenceOf(packs)};
};

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

// The facts of each day of half a year, from a day of chance; no facts before the case began.
template <class Subject>
std::vector<SubjectFacts> DayByDay(const Subject& subject, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  Date day = kFirstDay + static_cast<int>(engine() % 1'200);
  std::vector<SubjectFacts> days;
  for (int i = 0; i < 180; ++i, day = day + 1) {
    auto facts = FactsOf(subject, day, World::Get().numbers);
    if (facts) days.push_back(*std::move(facts));
  }
  return days;
}

std::vector<std::int64_t> AnySettings(const caseload_rule& card, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::vector<std::int64_t> values;
  for (std::uint64_t i = 0; i < card.parameter_count; ++i) {
    const auto& one = card.parameters[i];
    const auto width = static_cast<std::uint64_t>(one.most - one.least + 1);
    values.push_back(seed % 2 == 0 ? one.otherwise
                                   : one.least + static_cast<std::int64_t>(engine() % width));
  }
  return values;
}

// As a host does: asked on the first day, and again when something was recorded or the day has come
// that was named. On no day between does it say anything else.
void HoldQuiet(const RuleUnderTest& rule, const std::vector<SubjectFacts>& days,
               std::set<std::string>& codes) {
  const SubjectFacts* asked = nullptr;
  Heard then;
  for (const auto& today : days) {
    const Heard now = rule.Ask(today, World::Get().reference);
    ASSERT_EQ(now.status, CASELOAD_OK);
    ASSERT_TRUE(now.broken.empty()) << now.broken.front();
    for (const auto& one : now.said) codes.insert(one.code);
    const bool again = asked == nullptr || !SameRecord(asked->rows, today.rows) ||
                       today.rows.as_of >= then.look_again_on;
    if (!again) {
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
  std::set<std::string> codes;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    rule.Set(AnySettings(rule.card(), seed));
    if (of_children) HoldQuiet(rule, DayByDay(MadeUpChild(seed), seed), codes);
    if (of_workers) HoldQuiet(rule, DayByDay(MadeUpWorker(seed), seed), codes);
    if (HasFatalFailure()) return;
  }
  // What nobody was made to say was not held to anything.
  for (std::uint64_t i = 0; i < rule.card().finding_count; ++i) {
    const auto& code = rule.card().findings[i].code;
    EXPECT_TRUE(codes.contains(std::string(code.ptr, code.len)) || code.len == 11)
        << std::string(code.ptr, code.len) << " was never said";
  }
}

INSTANTIATE_TEST_SUITE_P(Of, QuietDays, ::testing::ValuesIn(RuleNames()), [](const auto& param) {
  std::string name = param.param;
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
});

}  // namespace
}  // namespace caseload::rules
