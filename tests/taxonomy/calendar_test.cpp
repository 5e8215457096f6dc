// SPDX-License-Identifier: Apache-2.0
// The calendar counts as numpy does, holds the days that law and proclamation made, and never
// guesses.
#include "taxonomy/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "taxonomy/england.h"
#include "taxonomy/shared_files.h"

namespace caseload::taxonomy {
namespace {

constexpr int kMonday = 0;
constexpr int kSunday = 6;

std::set<std::string> DaysOfPack(int first_year) {
  std::set<std::string> days;
  for (const Holiday& holiday : England().calendar().holidays()) {
    if (Civil(holiday.day).year >= first_year) days.insert(FormatDate(holiday.day));
  }
  return days;
}

Date FirstMonday(int year, int month) {
  Date day = *MakeDate({year, month, 1});
  while (Weekday(day) != kMonday) day = day + 1;
  return day;
}

Date LastMonday(int year, int month) {
  Date day = AddMonths(*MakeDate({year, month, 1}), 1) - 1;
  while (Weekday(day) != kMonday) day = day - 1;
  return day;
}

// Gauss's rule with Lichtenberg's correction: another way than the one the file was made by.
Date EasterSunday(int year) {
  const int k = year / 100;
  const int m = 15 + (3 * k + 3) / 4 - (8 * k + 13) / 25;
  const int s = 2 - (3 * k + 3) / 4;
  const int a = year % 19;
  const int d = (19 * a + m) % 30;
  const int r = (d + a / 11) / 29;
  const int og = 21 + d - r;
  const int sz = 7 - (year + year / 4 + s) % 7;
  const int oe = 7 - (og - sz) % 7;
  return *MakeDate({year, 3, 1}) + (og + oe - 1);
}

// The days of one year by the Banking and Financial Dealings Act 1971 and the proclamations that
// are made every year; a day that falls on a weekend is given on the next weekday that is not a
// holiday itself.
std::set<std::string> DaysByRule(int year) {
  std::set<std::string> days;
  const auto add_or_move = [&days](Date day) {
    while (Weekday(day) > 4 || days.count(FormatDate(day)) != 0) day = day + 1;
    days.insert(FormatDate(day));
  };
  add_or_move(*MakeDate({year, 1, 1}));
  days.insert(FormatDate(EasterSunday(year) - 2));
  days.insert(FormatDate(EasterSunday(year) + 1));
  days.insert(FormatDate(FirstMonday(year, 5)));
  days.insert(FormatDate(LastMonday(year, 5)));
  days.insert(FormatDate(LastMonday(year, 8)));
  add_or_move(*MakeDate({year, 12, 25}));
  add_or_move(*MakeDate({year, 12, 26}));
  return days;
}

TEST(Calendar, HoldsTheBankHolidaysOfEveryKnownYearByRuleAndProclamation) {
  std::set<std::string> expected;
  for (int year = 2012; year <= 2027; ++year) expected.merge(DaysByRule(year));
  for (const char* moved_away : {"2012-05-28", "2020-05-04", "2022-05-30"}) {
    ASSERT_EQ(expected.erase(moved_away), 1U) << moved_away;
  }
  for (const char* moved_here_or_granted : {"2012-06-04", "2012-06-05", "2020-05-08", "2022-06-02",
                                            "2022-06-03", "2022-09-19", "2023-05-08"}) {
    ASSERT_TRUE(expected.insert(moved_here_or_granted).second) << moved_here_or_granted;
  }
  EXPECT_EQ(DaysOfPack(2012), expected);
  EXPECT_EQ(expected.size(), 16U * 8U + 4U);
}

TEST(Calendar, HoldsThePublishedBankHolidaysAndNoOthers) {
  SKIP_WITHOUT("derived/england_bank_holidays_2022_2027.json");
  std::set<std::string> published;
  const auto file = ReadSharedJson("derived/england_bank_holidays_2022_2027.json");
  for (const auto& day : file.fields().at("dates").list_value().values()) {
    published.insert(day.string_value());
  }
  EXPECT_EQ(published.size(), 51U);
  EXPECT_EQ(DaysOfPack(2022), published);
}

TEST(Calendar, FindsTheDueDaysThatNumpyFinds) {
  SKIP_WITHOUT("derived/working_day_vectors.json");
  const auto file = ReadSharedJson("derived/working_day_vectors.json");
  const auto& vectors = file.fields().at("due").list_value().values();
  ASSERT_GE(vectors.size(), 180);
  const Calendar& calendar = England().calendar();
  for (const auto& vector : vectors) {
    const auto& fields = vector.struct_value().fields();
    const Date start = Day(fields.at("start").string_value());
    const auto due =
        calendar.AddWorkingDays(start, static_cast<int>(fields.at("working_days").number_value()));
    ASSERT_TRUE(due.ok()) << due.error().message;
    EXPECT_EQ(FormatDate(*due), fields.at("due_day0").string_value()) << FormatDate(start);
    EXPECT_EQ(calendar.IsWorkingDay(start), fields.at("start_is_working_day").bool_value())
        << FormatDate(start);
  }
}

TEST(Calendar, CountsTheWorkingDaysThatNumpyCounts) {
  SKIP_WITHOUT("derived/working_day_vectors.json");
  const auto file = ReadSharedJson("derived/working_day_vectors.json");
  const auto& vectors = file.fields().at("count").list_value().values();
  ASSERT_GE(vectors.size(), 120);
  for (const auto& vector : vectors) {
    const auto& fields = vector.struct_value().fields();
    const auto count = England().calendar().WorkingDaysBetween(
        Day(fields.at("from").string_value()), Day(fields.at("to").string_value()));
    ASSERT_TRUE(count.ok()) << count.error().message;
    EXPECT_EQ(*count,
              fields.at("working_days_between_exclusive_of_from_inclusive_of_to").number_value())
        << fields.at("from").string_value();
  }
}

TEST(Calendar, AgreesWithAWalkOverEveryDayItKnows) {
  const Calendar& calendar = England().calendar();
  const std::set<std::string> holidays = DaysOfPack(2012);
  int worked = 0;
  for (Date day = calendar.known_from() + 1; day <= calendar.known_until(); day = day + 1) {
    const bool expected = Weekday(day) < 5 && holidays.count(FormatDate(day)) == 0;
    ASSERT_EQ(calendar.IsWorkingDay(day), expected) << FormatDate(day);
    worked += expected ? 1 : 0;
    ASSERT_EQ(*calendar.WorkingDaysBetween(calendar.known_from(), day), worked) << FormatDate(day);
    if (expected && worked <= Calendar::kMostWorkingDays) {
      ASSERT_EQ(calendar.AddWorkingDays(calendar.known_from(), worked)->days, day.days);
    }
  }
}

TEST(Calendar, TakesTheDayItStartsOnAsDayNoughtEvenOnASunday) {
  const Date sunday = Day("2024-12-22");
  ASSERT_EQ(Weekday(sunday), kSunday);
  EXPECT_EQ(*England().calendar().AddWorkingDays(sunday, 0), sunday);
  EXPECT_EQ(FormatDate(*England().calendar().AddWorkingDays(sunday, 1)), "2024-12-23");
  EXPECT_EQ(FormatDate(*England().calendar().AddWorkingDays(sunday, 3)), "2024-12-27");
}

TEST(Calendar, RefusesToCountBeforeTheYearsItKnows) {
  const auto due = England().calendar().AddWorkingDays(Day("2011-12-30"), 10);
  ASSERT_FALSE(due.ok());
  EXPECT_EQ(due.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
  EXPECT_THAT(due.error().message, testing::HasSubstr("from 2012-01-01 to 2027-12-31"));
  ASSERT_EQ(due.error().fields.size(), 1U);
  EXPECT_EQ(due.error().fields[0].field, "from_on");
  EXPECT_FALSE(England().calendar().WorkingDaysBetween(Day("2011-12-31"), Day("2012-01-10")).ok());
}

TEST(Calendar, RefusesToCountBeyondTheYearsItKnows) {
  const Calendar& calendar = England().calendar();
  EXPECT_FALSE(calendar.AddWorkingDays(Day("2028-01-01"), 0).ok());
  EXPECT_FALSE(calendar.WorkingDaysBetween(Day("2027-12-01"), Day("2028-01-01")).ok());
  // 29, 30 and 31 December 2027 are the last three working days that are known.
  EXPECT_EQ(FormatDate(*calendar.AddWorkingDays(Day("2027-12-28"), 3)), "2027-12-31");
  const auto beyond = calendar.AddWorkingDays(Day("2027-12-28"), 4);
  ASSERT_FALSE(beyond.ok());
  EXPECT_EQ(beyond.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
}

TEST(Calendar, ClaimsNoWorkingDayWhereNothingIsKnown) {
  EXPECT_FALSE(England().calendar().IsWorkingDay(Day("2011-06-15")));
  EXPECT_FALSE(England().calendar().Covers(Day("2011-06-15")));
  EXPECT_FALSE(Calendar().Covers(Day("2024-06-14")));
  EXPECT_FALSE(Calendar().AddWorkingDays(Day("2024-06-14"), 1).ok());
}

TEST(Calendar, RefusesNumbersThatNoClockHas) {
  EXPECT_FALSE(England().calendar().AddWorkingDays(Day("2024-01-01"), -1).ok());
  EXPECT_FALSE(England().calendar().AddWorkingDays(Day("2024-01-01"), 10'001).ok());
  EXPECT_FALSE(England().calendar().WorkingDaysBetween(Day("2024-01-02"), Day("2024-01-01")).ok());
  EXPECT_EQ(*England().calendar().WorkingDaysBetween(Day("2024-01-02"), Day("2024-01-02")), 0);
}

TEST(Calendar, ListsTheHolidaysOfAYearInOrder) {
  const auto listed = England().calendar().HolidaysOf(2022);
  ASSERT_TRUE(listed.ok());
  ASSERT_EQ(listed->size(), 10U);
  EXPECT_EQ(FormatDate((*listed)[0].day), "2022-01-03");
  EXPECT_EQ((*listed)[0].note, "substitute day");
  EXPECT_EQ(FormatDate((*listed)[7].day), "2022-09-19");
  EXPECT_FALSE(England().calendar().HolidaysOf(2011).ok());
  EXPECT_FALSE(England().calendar().HolidaysOf(2028).ok());
  EXPECT_FALSE(England().calendar().HolidaysOf(99'999).ok());
}

}  // namespace
}  // namespace caseload::taxonomy
