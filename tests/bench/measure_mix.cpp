// SPDX-License-Identifier: Apache-2.0
// The caseload mix of today under a dozen filter sets, and of a past day as known then.
#include "bench/bench.h"
#include "bench/flat_table.h"
#include "bench/must.h"
#include "bench/stopwatch.h"
#include "mix/mix.h"
#include "server/open_store.h"

namespace caseload::bench {
namespace {

using Values = std::vector<std::string>;

// The store, its facts, and the mix over them, without a server in between.
struct Picture {
  explicit Picture(Bench& bench)
      : store(Must(server::OpenStore(bench.world().folder))),
        mix(facts, bench.packs()),
        today(SystemClock().Today()) {
    Must(store->reader().EachFactsRow([&](const store::FactsRow& row) {
      Must(facts.Load(row.sequence, row.superseded_by, row.facts));
    }));
    Must(facts.Advance({}, Must(store->reader().Sequence())));
  }
  std::unique_ptr<store::Store> store;
  facts::Facts facts;
  mix::Mix mix;
  Date today;
};

mix::Question ByConcern(Date as_of) {
  mix::Question question;
  question.basis = v1::MIX_BASIS_FACTOR;
  question.unit = v1::MIX_UNIT_CASES;
  question.as_of = as_of;
  question.by = {v1::MIX_DIMENSION_CONCERN};
  question.suppress = false;
  return question;
}

Values LastMonths(Date today, int months) {
  Values values;
  for (int i = 0; i < months; ++i) values.push_back(FormatDate(AddMonths(today, -i)).substr(0, 7));
  return values;
}

struct Asked {
  std::string name;
  std::vector<mix::Filter> filters;
};

std::vector<Asked> Dozen(Date today) {
  const mix::Filter protection{v1::MIX_DIMENSION_TRACK, {"child_protection"}};
  const mix::Filter early{v1::MIX_DIMENSION_TRACK, {"assessment", "section47", "child_in_need"}};
  const mix::Filter young{v1::MIX_DIMENSION_AGE_BAND, {"0", "1-4"}};
  const mix::Filter school{v1::MIX_DIMENSION_AGE_BAND, {"5-9", "10-15", "16-17"}};
  const mix::Filter team{v1::MIX_DIMENSION_TEAM, {"7"}};
  const mix::Filter worker{v1::MIX_DIMENSION_WORKER, {"77"}};
  const mix::Filter sources{v1::MIX_DIMENSION_REFERRAL_SOURCE, {"2A", "3A", "5B", "1A", "1B"}};
  const mix::Filter fresh{v1::MIX_DIMENSION_DURATION_BAND, {"0-3m"}};
  const mix::Filter year{v1::MIX_DIMENSION_REFERRAL_MONTH, LastMonths(today, 12)};
  const mix::Filter again{v1::MIX_DIMENSION_RE_REFERRAL, {"yes"}};
  return {{"none", {}},
          {"one track", {protection}},
          {"three tracks", {early}},
          {"two age bands", {young}},
          {"one team", {team}},
          {"one worker", {worker}},
          {"five sources", {sources}},
          {"three months", {fresh}},
          {"twelve months of referral", {year}},
          {"track and age", {early, school}},
          {"re-referred, from five sources", {again, sources}},
          {"five filters", {early, school, sources, year, again}}};
}

// Milliseconds of an answer, by the wall and of the processor.
struct Taken {
  std::vector<double> wall;
  std::vector<double> cpu;
};

double MillisOf(mix::Mix& mix, const mix::Question& question, Date today, int times, Taken& taken) {
  const Stopwatch watch;
  for (int i = 0; i < times; ++i) Must(mix.Answer(question, today));
  taken.cpu.push_back(watch.CpuSeconds() * 1e3 / times);
  taken.wall.push_back(watch.Seconds() * 1e3 / times);
  return taken.wall.back();
}

std::string CpuNote(const Taken& taken) {
  char text[40];
  std::snprintf(text, sizeof text, "CPU %.2f ms", Median(taken.cpu));
  return text;
}

// The same groups and counts from both, or neither figure means anything.
void Agree(const std::string& name, const v1::GetMixResponse& answer,
           std::vector<std::uint64_t> counted) {
  std::vector<std::uint64_t> told;
  for (const auto& row : answer.rows()) {
    if (!row.keys(0).value().empty()) told.push_back(row.count().number());
  }
  std::sort(told.begin(), told.end());
  std::sort(counted.begin(), counted.end());
  if (told != counted) GiveUp("the mix and SQLite do not agree on: " + name);
}

}  // namespace

Rows MeasureMix(Bench& bench) {
  Picture picture(bench);
  FlatTable table(bench.scratch() / "flat.db", picture.facts, bench.packs(), picture.today);
  Rows rows;
  Taken slowest;
  std::vector<double> leads;
  for (const Asked& asked : Dozen(picture.today)) {
    mix::Question question = ByConcern(picture.today);
    question.filters = asked.filters;
    Agree(asked.name, Must(picture.mix.Answer(question, picture.today)), table.CountBy(question));
    constexpr int kTimes = 20;
    Taken taken;
    Row row = bench.Compare(
        {"mix of today, filter: " + asked.name + " / GROUP BY",
         "ms",
         {},
         [&] { return MillisOf(picture.mix, question, picture.today, kTimes, taken); },
         [&] {
           const Stopwatch watch;
           table.CountBy(question);
           return watch.Seconds() * 1e3;
         }});
    for (double& ratio : row.by_round) ratio = ratio > 0 ? 1 / ratio : 0;
    leads.push_back(row.Figure());
    row.note = CpuNote(taken) + "; the ratio is the lead";
    if (slowest.wall.empty() || Median(taken.wall) > Median(slowest.wall)) slowest = taken;
    rows.push_back(std::move(row));
  }
  Row worst = Told("mix of today by concern, the slowest of a dozen filter sets", "ms",
                   {Goal::Is::kAtMost, 1, 0.4}, slowest.wall);
  worst.note = CpuNote(slowest);
  rows.insert(rows.begin(), worst);
  rows.insert(rows.begin() + 1, Told("its lead over GROUP BY, the middle of the dozen", "times",
                                     {Goal::Is::kAtLeast, 100, 100}, leads));
  return rows;
}

Rows MeasurePast(Bench& bench) {
  Picture picture(bench);
  constexpr std::int32_t kYear = 365;
  constexpr std::int64_t kDayMicros = 86'400'000'000;
  const Date past = picture.today - kYear;
  mix::Question question = ByConcern(past);
  const auto ask = [&](const std::string& name) {
    Taken taken;
    for (int round = 0; round < bench.options().rounds; ++round) {
      MillisOf(picture.mix, question, picture.today, 3, taken);
    }
    Row row = Told(name, "ms", {Goal::Is::kAtMost, 25, 25}, taken.wall);
    row.note = CpuNote(taken);
    return row;
  };
  const Row day = ask("mix of a day a year ago");
  question.known_sequence = Must(picture.store->reader().SequenceAt({past.days * kDayMicros}));
  Row known = ask("the same as known then");
  char held[40];
  std::snprintf(held, sizeof held, "; facts hold %.0f MB",
                static_cast<double>(picture.facts.Bytes()) / 1e6);
  known.note += held;
  return {day, known};
}

}  // namespace caseload::bench
