// SPDX-License-Identifier: Apache-2.0
// Tables c2, c3 and c4: assessments, their factors, section 47 enquiries and conferences.
#include <algorithm>
#include <optional>
#include <vector>

#include "mix/year.h"

namespace caseload::mix {
namespace {

using facts::Columns;
using facts::FactKind;

// Working Together: an assessment is to be concluded within 45 working days, an initial conference
// held within 15 working days of the discussion that began the enquiry; the census measures both
// from the recorded start.
constexpr int kAssessmentDays = 45;
constexpr int kConferenceDays = 15;

// Nothing where a day is missing, the days are the wrong way round, or the calendar does not reach
// back to them.
std::optional<int> WorkingDays(const Year& year, std::int32_t start, std::int32_t end) {
  if (start == kDayUnknown || end < start) return std::nullopt;
  const auto days = year.packs.calendar().WorkingDaysBetween(Date{start}, Date{end});
  return days ? std::optional(*days) : std::nullopt;
}

std::optional<Error> OutsideCalendar(const Year& year) {
  const auto& calendar = year.packs.calendar();
  if (calendar.Covers(year.from) && calendar.Covers(year.until)) return std::nullopt;
  return Error{v1::ERROR_REASON_FIELDS_INVALID,
               "working days of this year are not known",
               {{"year", "is not wholly within the calendar of bank holidays"}}};
}

template <class Take>
void EachCompleted(const Year& year, Take&& take) {
  year.Each(FactKind::kAssessment, [&](const Columns& assessments, std::uint32_t row) {
    if (year.Holds(assessments.end[row])) take(assessments, row);
  });
}

std::vector<int> AssessmentDays(const Year& year) {
  std::vector<int> taken;
  EachCompleted(year, [&](const Columns& assessments, std::uint32_t row) {
    const auto days = WorkingDays(year, assessments.start[row], assessments.end[row]);
    if (days) taken.push_back(*days);
  });
  return taken;
}

Result<MeasureValue> AssessmentsCompleted(const Year& year, std::uint16_t) {
  std::uint64_t completed = 0;
  EachCompleted(year, [&](const Columns&, std::uint32_t) { ++completed; });
  return CountOf(completed);
}

Result<MeasureValue> MedianDays(const Year& year, std::uint16_t) {
  if (auto error = OutsideCalendar(year)) return *error;
  std::vector<int> taken = AssessmentDays(year);
  if (taken.empty()) return PercentOf(0, 0);
  std::sort(taken.begin(), taken.end());
  const std::size_t half = taken.size() / 2;
  const double median = taken.size() % 2 == 1 ? taken[half] : (taken[half - 1] + taken[half]) / 2.0;
  return MeasureValue{median, v1::NO_VALUE_UNSPECIFIED, 0, taken.size()};
}

Result<MeasureValue> WithinAssessmentDays(const Year& year, std::uint16_t) {
  if (auto error = OutsideCalendar(year)) return *error;
  const std::vector<int> taken = AssessmentDays(year);
  const auto within =
      std::count_if(taken.begin(), taken.end(), [](int days) { return days <= kAssessmentDays; });
  return PercentOf(static_cast<std::uint64_t>(within), taken.size());
}

Result<MeasureValue> Factor(const Year& year, std::uint16_t code) {
  std::vector<std::uint32_t> assessed;
  EachCompleted(year, [&](const Columns& assessments, std::uint32_t row) {
    assessed.push_back(assessments.subject[row]);
  });
  std::sort(assessed.begin(), assessed.end());
  assessed.erase(std::unique(assessed.begin(), assessed.end()), assessed.end());
  std::uint64_t with_factor = 0;
  for (const std::uint32_t number : assessed) {
    bool found = false;
    year.EachOf(FactKind::kConcern, number, [&](const Columns& concerns, std::uint32_t row) {
      found = found || (concerns.detail[row] == v1::CONCERN_BASIS_FACTOR &&
                        concerns.code[row] == code && year.Holds(concerns.start[row]));
    });
    with_factor += found ? 1 : 0;
  }
  return PercentOf(with_factor, assessed.size());
}

std::uint64_t StartedInYear(const Year& year, FactKind kind) {
  std::uint64_t started = 0;
  year.Each(kind, [&](const Columns& columns, std::uint32_t row) {
    started += year.Holds(columns.start[row]) ? 1 : 0;
  });
  return started;
}

Result<MeasureValue> Section47(const Year& year, std::uint16_t) {
  return CountOf(StartedInYear(year, FactKind::kSection47));
}

Result<MeasureValue> Conferences(const Year& year, std::uint16_t) {
  return CountOf(StartedInYear(year, FactKind::kConference));
}

Result<MeasureValue> ConferencesInTime(const Year& year, std::uint16_t) {
  if (auto error = OutsideCalendar(year)) return *error;
  std::uint64_t measured = 0;
  std::uint64_t in_time = 0;
  year.Each(FactKind::kConference, [&](const Columns& conferences, std::uint32_t row) {
    const std::int32_t held = conferences.start[row];
    if (!year.Holds(held)) return;
    std::int32_t enquiry = kDayUnknown;
    year.EachOf(FactKind::kSection47, conferences.subject[row],
                [&](const Columns& enquiries, std::uint32_t at) {
                  if (enquiries.start[at] <= held) enquiry = std::max(enquiry, enquiries.start[at]);
                });
    const auto days = WorkingDays(year, enquiry, held);
    if (!days) return;
    ++measured;
    in_time += *days <= kConferenceDays ? 1 : 0;
  });
  return PercentOf(in_time, measured);
}

}  // namespace

void Measures::AddAssessments() {
  const std::string days =
      " Working days after the start, up to and including the last day; assessments whose days are "
      "not recorded or lie outside the calendar are left out.";
  Add({"c2.assessments_completed", "Assessments completed in the year",
       "Table c2. Authorised from 1 April to 31 March.", "count"},
      {AssessmentsCompleted, 0, LookBack::kYear});
  Add({"c2.median_working_days", "Median duration of assessments",
       "Table c2. Median from start to authorisation of those completed in the year." + days,
       "days"},
      {MedianDays, 0, LookBack::kYear});
  Add({"c2.within_45_working_days_percent", "Assessments completed within 45 working days",
       "Table c2. Of the assessments completed in the year." + days, "percent"},
      {WithinAssessmentDays, 0, LookBack::kYear});
  for (const taxonomy::Code* code : packs_.CodesOf("assessment_factor")) {
    Add({"c3.factor_percent." + code->code, "Factor at the end of assessment: " + code->label,
         "Table c3. Of the episodes with an assessment completed in the year, those with this "
         "factor asserted in the year; one episode may have several.",
         "percent"},
        {Factor, code->number, LookBack::kYear});
  }
  Add({"c4.section47", "Section 47 enquiries started in the year",
       "Table c4. Started from 1 April to 31 March.", "count"},
      {Section47, 0, LookBack::kYear});
  Add({"c4.conferences", "Initial child protection conferences in the year",
       "Table c4. Held from 1 April to 31 March.", "count"},
      {Conferences, 0, LookBack::kYear});
  Add({"c4.conference_within_15_working_days_percent",
       "Conferences held within 15 working days of the enquiry",
       "Table c4. Of the initial conferences of the year with a section 47 enquiry before them in "
       "the same case, counted from the start of the latest one. Working days after the start, up "
       "to and including the day of the conference.",
       "percent"},
      {ConferencesInTime, 0, LookBack::kYear});
}

}  // namespace caseload::mix
