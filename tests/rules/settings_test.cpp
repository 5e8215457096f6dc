// SPDX-License-Identifier: Apache-2.0
// What an authority may set, and what is refused.
#include "rules/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/date.h"
#include "caseload/rule.hpp"
#include "rules/reference_facts.h"
#include "rules/subjects.h"
#include "taxonomy/packs.h"

namespace caseload::rules {
namespace {

using ::testing::HasSubstr;

RuleCard CardOfTwo() {
  RuleCard card;
  card.parameters = {{"months", "How long", "months", "Made up", 6, 1, 24},
                     {"least", "How few", "", "Made up", 0, -5, 5}};
  return card;
}

Result<RuleValues> ValuesOf(const std::string& json) {
  const auto settings = ReadSettings(json);
  if (!settings) return settings.error();
  return ValuesFor(CardOfTwo(), *settings);
}

// "6 0, from 2026-04-01 10 0".
std::string InWords(const RuleValues& values) {
  std::string words;
  for (const auto& [from, of] : values) {
    if (from != kAlways) words += ", from " + FormatDate(from);
    for (const std::int64_t value : of) words += " " + std::to_string(value);
  }
  return words.substr(std::min(words.size(), std::size_t{1}));
}

std::string WhyNot(const std::string& json) {
  const auto read = ValuesOf(json);
  return read ? "" : read.error().message;
}

TEST(RuleSettings, GiveEachParameterItsValueOrItsDefault) {
  EXPECT_EQ(InWords(*ValuesOf(R"( { "least":-3, "months" : 12 } )")), "12 -3");
  EXPECT_EQ(InWords(*ValuesOf("{}")), "6 0");
}

TEST(RuleSettings, HoldFromTheirDaysOn) {
  const auto values =
      ValuesOf(R"({"months": {"2026-04-01": 10, "2024-01-01": 12}, "least": {"2024-01-01": -1}})");
  ASSERT_TRUE(values) << values.error().message;
  EXPECT_EQ(InWords(*values), "6 0, from 2024-01-01 12 -1, from 2026-04-01 10 -1");
  const auto on = [&](const char* day) { return PlaceOn(*values, Day(day)); };
  EXPECT_EQ(on("1990-01-01"), 0u);
  EXPECT_EQ(on("2023-12-31"), 0u);
  EXPECT_EQ(on("2024-01-01"), 1u);
  EXPECT_EQ(on("2026-03-31"), 1u);
  EXPECT_EQ(on("2099-01-01"), 2u);
}

// What guidance said before the authority decided otherwise is what was right then.
TEST(RuleSettings, TakeThePlaceOfTheManifestsFromTheirFirstDayOn) {
  v1::RuleManifest manifest;
  auto& parameter = *manifest.add_parameters();
  parameter.set_name("months");
  for (const auto& [day, value] : {std::pair{"2020-01-01", 8}, {"2023-01-01", 9}}) {
    auto& dated = *parameter.add_dated_values();
    dated.set_from_on(day);
    dated.set_value(value);
  }
  const auto of = [&](const std::string& json) {
    return InWords(*ValuesFor(CardOfTwo(), WithThoseOf(manifest, *ReadSettings(json))));
  };
  EXPECT_EQ(of("{}"), "6 0, from 2020-01-01 8 0, from 2023-01-01 9 0");
  EXPECT_EQ(of(R"({"months": {"2022-01-01": 20}})"),
            "6 0, from 2020-01-01 8 0, from 2022-01-01 20 0");
  EXPECT_EQ(of(R"({"months": 20})"), "20 0");
  const auto days = DaysOfChange(manifest, *ReadSettings(R"({"months": {"2022-01-01": 20}})"));
  EXPECT_EQ(days, (std::set<Date>{Day("2020-01-01"), Day("2022-01-01")}));
  parameter.set_default_value(6);
  for (const auto& [day, months] :
       {std::pair{"2019-12-31", 6}, {"2021-06-01", 8}, {"2030-01-01", 20}}) {
    const auto on =
        SettingsOn(manifest, *ReadSettings(R"({"months": {"2022-01-01": 20}})"), Day(day));
    EXPECT_EQ(on, (RuleSettings{{"months", {{kAlways, months}}}})) << day;
    // And the manifest adds nothing to it.
    EXPECT_EQ(WithThoseOf(manifest, on), on);
  }
}

TEST(RuleSettings, ChangeOnNoDayOnWhichNothingIsDifferent) {
  EXPECT_EQ(InWords(*ValuesOf(R"({"months": {"always": 12, "2024-01-01": 12}})")), "12 0");
  EXPECT_EQ(
      InWords(*ValuesOf(R"({"months": {"2023-01-01": 6, "2024-01-01": 7, "2025-01-01": 7}})")),
      "6 0, from 2024-01-01 7 0");
}

TEST(RuleSettings, AreRefusedWithTheReason) {
  for (const char* json : {"", "[]", "{", R"({"months":1)", R"({"months":1} x)"})
    EXPECT_THAT(WhyNot(json), HasSubstr("not one JSON object")) << json;
  for (const char* json : {R"({"months":1.5})", R"({"months":"1"})", R"({"months":99999999999})",
                           R"({"months":true})", R"({"months":[1]})"}) {
    EXPECT_THAT(WhyNot(json), HasSubstr("months is neither a whole number nor")) << json;
  }
  for (const char* json :
       {R"({"months":{}})", R"({"months":{"2024-02-30":1}})", R"({"months":{"2024-02-01":"1"}})"}) {
    EXPECT_THAT(WhyNot(json), HasSubstr("months is neither a whole number nor")) << json;
  }
  std::string many = R"({"months":{"2024-01-01":1)";
  for (int year = 2030; year < 2063; ++year) many += ",\"" + std::to_string(year) + "-01-01\":2";
  EXPECT_THAT(WhyNot(many + "}}"), HasSubstr("change on more than 32 days"));
  EXPECT_THAT(WhyNot(R"({"months":{"2024-02-01":25}})"), HasSubstr("between 1 and 24"));
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
