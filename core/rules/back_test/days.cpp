// SPDX-License-Identifier: Apache-2.0
#include "rules/back_test/days.h"

namespace caseload::rules {
namespace {

constexpr int kSunday = 6;

Date MonthEndFrom(Date day) {
  const CivilDate civil = Civil(day);
  return AddMonths(*MakeDate({civil.year, civil.month, 1}), 1) - 1;
}

}  // namespace

std::vector<Date> BackTestDays(Date first, Date last, v1::BackTestStep step, std::size_t most) {
  if (step != v1::BACK_TEST_STEP_MONTH_ENDS && step != v1::BACK_TEST_STEP_WEEK_ENDS) return {first};
  const bool months = step == v1::BACK_TEST_STEP_MONTH_ENDS;
  std::vector<Date> days;
  Date day = months ? MonthEndFrom(first) : first + (kSunday - Weekday(first));
  while (day <= last && days.size() <= most) {
    days.push_back(day);
    day = months ? MonthEndFrom(day + 1) : day + 7;
  }
  return days;
}

}  // namespace caseload::rules
