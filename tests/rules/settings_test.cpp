// SPDX-License-Identifier: Apache-2.0
// What an authority may set, and what is refused.
#include "rules/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/date.h"
#include "caseload/rule.hpp"
#include "rules/reference_facts.h"
#include "taxonomy/packs.h"

namespace caseload::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

RuleCard CardOfTwo() {
  RuleCard card;
  card.parameters = {{"months", "How long", "months", "Made up", 6, 1, 24},
                     {"least", "How few", "", "Made up", 0, -5, 5}};
  return card;
}

Result<std::vector<std::int64_t>> ValuesOf(const std::string& json) {
  const auto settings = ReadSettings(json);
  if (!settings) return settings.error();
  return ValuesFor(CardOfTwo(), *settings);
}

std::string WhyNot(const std::string& json) {
  const auto read = ValuesOf(json);
  return read ? "" : read.error().message;
}

TEST(RuleSettings, GiveEachParameterItsValueOrItsDefault) {
  EXPECT_THAT(*ValuesOf(R"( { "least":-3, "months" : 12 } )"), ElementsAre(12, -3));
  EXPECT_THAT(*ValuesOf("{}"), ElementsAre(6, 0));
}

TEST(RuleSettings, AreRefusedWithTheReason) {
  for (const char* json : {"", "[]", "{", R"({"months":1)", R"({"months":1} x)"})
    EXPECT_THAT(WhyNot(json), HasSubstr("not one JSON object")) << json;
  for (const char* json : {R"({"months":1.5})", R"({"months":"1"})", R"({"months":99999999999})",
                           R"({"months":true})", R"({"months":[1]})"}) {
    EXPECT_THAT(WhyNot(json), HasSubstr("months is not a whole number")) << json;
  }
  EXPECT_THAT(WhyNot(R"({"months":25})"), HasSubstr("is 25 and must lie between 1 and 24"));
  EXPECT_THAT(WhyNot(R"({"month":1})"), HasSubstr("month is not known to this rule"));
}

// The calendar that rules count with, held against the server's.
TEST(RuleCalendar, CountsWorkingDaysAsTheServerDoes) {
  const auto packs = taxonomy::Packs::Load(CASELOAD_PACKS_DIR "/england");
  ASSERT_TRUE(packs) << packs.error().message;
  const ReferenceRows rows = ReferenceOf(*packs);
  caseload_reference reference{};
  reference.calendar_first = rows.calendar_first;
  reference.calendar_days = rows.calendar_days;
  reference.days_off = rows.days_off.data();
  const rule::Calendar calendar(reference);
  const auto& server = packs->calendar();
  const Date last = server.known_until();
  for (Date day = server.known_from(); day <= last; day = day + 17) {
    EXPECT_EQ(calendar.IsWorkingDay(day.days), server.IsWorkingDay(day));
    for (const int count : {0, 1, 10, 45}) {
      const auto due = server.AddWorkingDays(day, count);
      const auto ours = calendar.AddWorkingDays(day.days, count);
      ASSERT_EQ(ours.has_value(), due.ok()) << FormatDate(day) << " + " << count;
      if (!due) continue;
      EXPECT_EQ(*ours, due->days) << FormatDate(day) << " + " << count;
      EXPECT_EQ(calendar.WorkingDaysBetween(day.days, due->days),
                *server.WorkingDaysBetween(day, *due));
    }
  }
  EXPECT_FALSE(calendar.IsWorkingDay(server.known_from().days - 1));
  EXPECT_FALSE(calendar.IsWorkingDay(last.days + 1));
}

TEST(RuleCalendar, HandsOverEveryClockOfTheTable) {
  const auto packs = taxonomy::Packs::Load(CASELOAD_PACKS_DIR "/england");
  ASSERT_TRUE(packs);
  const ReferenceRows rows = ReferenceOf(*packs);
  ASSERT_EQ(rows.clocks.size(), packs->clocks().size());
  const auto icpc = std::ranges::find(rows.clocks, "ICPC", &ReferenceClock::name);
  ASSERT_NE(icpc, rows.clocks.end());
  EXPECT_EQ(icpc->limit, 15);
  EXPECT_EQ(icpc->unit, CASELOAD_UNIT_WORKING_DAY);
  EXPECT_EQ(icpc->kind, CASELOAD_CLOCK_GUIDANCE);
}

}  // namespace
}  // namespace caseload::rules
