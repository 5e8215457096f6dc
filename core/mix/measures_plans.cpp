// SPDX-License-Identifier: Apache-2.0
// Tables d1 to d7: child protection plans.
#include <algorithm>
#include <vector>

#include "mix/spans.h"
#include "mix/year.h"

namespace caseload::mix {
namespace {

using facts::Columns;
using facts::FactKind;
using facts::kNoRow;

// Working Together: the first review conference within three months of the initial one, further
// ones at intervals of no more than six months.
constexpr int kFirstReviewMonths = 3;
constexpr int kNextReviewMonths = 6;

template <class Take>
void EachOpenPlan(const Year& year, Take&& take) {
  year.Each(FactKind::kProtectionPlan, [&](const Columns& plans, std::uint32_t row) {
    if (plans.OpenOn(row, year.until.days)) take(plans, row);
  });
}

Result<MeasureValue> PlansStarted(const Year& year, std::uint16_t) {
  std::uint64_t started = 0;
  year.Each(FactKind::kProtectionPlan, [&](const Columns& plans, std::uint32_t row) {
    started += year.Holds(plans.start[row]) ? 1 : 0;
  });
  return CountOf(started);
}

// Whether the child of the case had another plan that began before the day.
bool HadPlanBefore(const Year& year, std::uint32_t number, std::int32_t day) {
  const Columns& episodes = year.reading[FactKind::kEpisode];
  bool had = false;
  const auto look = [&](std::uint32_t subject) {
    year.EachOf(FactKind::kProtectionPlan, subject, [&](const Columns& plans, std::uint32_t row) {
      had = had || plans.start[row] < day;
    });
  };
  look(number);
  year.EachOf(FactKind::kEpisode, number, [&](const Columns&, std::uint32_t row) {
    const auto child = static_cast<std::uint32_t>(episodes.value[row]);
    for (std::uint32_t other = year.reading.LastEpisodeOf(child); other != kNoRow && !had;
         other = year.reading.EpisodeBefore(other)) {
      if (episodes.Believed(other, year.known)) look(episodes.subject[other]);
    }
  });
  return had;
}

Result<MeasureValue> SecondPlans(const Year& year, std::uint16_t) {
  std::uint64_t told = 0;
  std::uint64_t again = 0;
  year.Each(FactKind::kProtectionPlan, [&](const Columns& plans, std::uint32_t row) {
    if (!year.Holds(plans.start[row])) return;
    const bool recorded = plans.value[row] > 0;  // previous plans + 1
    const bool had =
        recorded ? plans.value[row] > 1 : HadPlanBefore(year, plans.subject[row], plans.start[row]);
    // Neither a recorded number nor an earlier plan: it may be the first or a later one of a child
    // who moved in.
    if (!recorded && !had) return;
    ++told;
    again += had ? 1 : 0;
  });
  return PercentOf(again, told);
}

Result<MeasureValue> InitialCategory(const Year& year, std::uint16_t code) {
  std::uint64_t open = 0;
  std::uint64_t with_category = 0;
  EachOpenPlan(year, [&](const Columns& plans, std::uint32_t row) {
    ++open;
    // A category of an earlier plan may never have been ended: the latest one belongs to the open
    // plan.
    std::uint16_t category = facts::kCodeNotRecorded;
    std::int32_t since = kDayUnknown;
    bool any = false;
    year.EachOf(FactKind::kConcern, plans.subject[row],
                [&](const Columns& concerns, std::uint32_t at) {
                  if (concerns.detail[at] != v1::CONCERN_BASIS_CATEGORY_INITIAL ||
                      !concerns.OpenOn(at, year.until.days)) {
                    return;
                  }
                  if (any && concerns.start[at] <= since) return;
                  any = true;
                  since = concerns.start[at];
                  category = concerns.code[at];
                });
    with_category += any && category == code ? 1 : 0;
  });
  return PercentOf(with_category, open);
}

Result<MeasureValue> PlansOpen(const Year& year, std::uint16_t) {
  std::uint64_t open = 0;
  EachOpenPlan(year, [&](const Columns&, std::uint32_t) { ++open; });
  return CountOf(open);
}

Result<MeasureValue> OpenDuration(const Year& year, std::uint16_t band) {
  const Bands bands(year.until);
  std::uint64_t open = 0;
  std::uint64_t in_band = 0;
  EachOpenPlan(year, [&](const Columns& plans, std::uint32_t row) {
    if (plans.start[row] == kDayUnknown) return;
    ++open;
    in_band += bands.Duration(plans.start[row]) == band ? 1 : 0;
  });
  return PercentOf(in_band, open);
}

Result<MeasureValue> EndedDuration(const Year& year, std::uint16_t band) {
  std::uint64_t ended = 0;
  std::uint64_t in_band = 0;
  year.Each(FactKind::kProtectionPlan, [&](const Columns& plans, std::uint32_t row) {
    if (!year.Holds(plans.end[row]) || plans.start[row] == kDayUnknown) return;
    ++ended;
    in_band += Bands(Date{plans.end[row]}).Duration(plans.start[row]) == band ? 1 : 0;
  });
  return PercentOf(in_band, ended);
}

// Whether no review was late on any day of the year. What was late before the year is told in that
// year's figure.
bool ReviewedInTime(const Year& year, std::uint32_t number, Date started) {
  std::vector<std::int32_t> held;
  year.EachOf(FactKind::kReview, number, [&](const Columns& reviews, std::uint32_t row) {
    const std::int32_t day = reviews.start[row];
    if (day >= started.days && day <= year.until.days) held.push_back(day);
  });
  std::sort(held.begin(), held.end());
  Date due = AddMonths(started, kFirstReviewMonths);
  for (const std::int32_t day : held) {
    if (day > due.days && day >= year.from.days) return false;
    due = AddMonths(Date{day}, kNextReviewMonths);
  }
  return due >= year.until;
}

Result<MeasureValue> ReviewedInTimePercent(const Year& year, std::uint16_t) {
  std::uint64_t due = 0;
  std::uint64_t in_time = 0;
  EachOpenPlan(year, [&](const Columns& plans, std::uint32_t row) {
    if (plans.start[row] == kDayUnknown) return;
    const Date started{plans.start[row]};
    if (AddMonths(started, kFirstReviewMonths) > year.until) return;
    ++due;
    in_time += ReviewedInTime(year, plans.subject[row], started) ? 1 : 0;
  });
  return PercentOf(in_time, due);
}

struct NamedBand {
  const char* name;
  const char* title;
  DurationBand band;
};

constexpr NamedBand kDurations[] = {
    {"0-3m", "3 months or less", kToThreeMonths},
    {"3-6m", "more than 3, up to 6 months", kToSixMonths},
    {"6-12m", "more than 6 months, less than 1 year", kToOneYear},
    {"1-2y", "1 year, less than 2 years", kToTwoYears},
    {"2y+", "2 years or more", kTwoYearsOrMore},
};

}  // namespace

void Measures::AddPlans() {
  Add({"d1.plans_started", "Child protection plans started in the year",
       "Table d1. Began from 1 April to 31 March.", "count"},
      {PlansStarted, 0, LookBack::kYear});
  Add({"d3.second_or_subsequent_percent", "Plans that were not the child's first",
       "Table d3. Of the plans started in the year: the recorded number of previous plans, or an "
       "earlier plan in the record. Plans that neither tells of are left out.",
       "percent"},
      {SecondPlans, 0, LookBack::kYear});
  for (const taxonomy::Code* code : packs_.CodesOf("category_of_abuse")) {
    Add({"d4.category_initial_percent." + code->code,
         "Initial category of plans open at 31 March: " + code->label,
         "Table d4. Of the plans open at 31 March, those whose category at the start was this one; "
         "plans without a recorded category are in the denominator.",
         "percent"},
        {InitialCategory, code->number, LookBack::kDay});
  }
  Add({"d5.open_at_31_march", "Child protection plans open at 31 March",
       "Table d5. Begun by 31 March and not ended by it.", "count"},
      {PlansOpen, 0, LookBack::kDay});
  for (const NamedBand& band : kDurations) {
    Add({std::string("d5.duration_percent.") + band.name,
         std::string("Plans open at 31 March for ") + band.title,
         "Table d5. Of the plans open at 31 March whose start is recorded.", "percent"},
        {OpenDuration, band.band, LookBack::kDay});
  }
  Add({"d6.reviewed_in_time_percent", "Children on a plan whose reviews were in time",
       "Table d6. Of the children on a plan at 31 March for at least 3 months, those for whom no "
       "review was late on any day of the year: the first within 3 months of the start, each "
       "later one within 6 months of the one before.",
       "percent"},
      {ReviewedInTimePercent, 0, LookBack::kSixMonths});
  for (const NamedBand& band : kDurations) {
    Add({std::string("d7.duration_percent.") + band.name,
         std::string("Plans ended in the year after ") + band.title,
         "Table d7. Of the plans ended in the year whose start is recorded.", "percent"},
        {EndedDuration, band.band, LookBack::kYear});
  }
}

}  // namespace caseload::mix
