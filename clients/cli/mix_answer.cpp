// SPDX-License-Identifier: Apache-2.0
// Shapes the mix for the screen and for spreadsheets.
#include "cli/mix_answer.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "cli/mix_grid.h"
#include "cli/mix_words.h"
#include "cli/words.h"

namespace caseload::cli {
namespace {

std::string When(const v1::GetMixResponse& answer) {
  return answer.has_period() && !answer.period().from_on().empty() ? PeriodWords(answer.period())
                                                                   : answer.as_of_on();
}

Sheet PlainTable(const v1::GetMixResponse& answer) {
  Sheet sheet;
  for (const int by : answer.by()) {
    sheet.columns.push_back({DimensionHeading(static_cast<v1::MixDimension>(by))});
  }
  sheet.columns.push_back({UnitWords(answer.unit()), Align::kRight});
  for (const auto& row : answer.rows()) {
    if (row.keys_size() != answer.by_size()) continue;
    auto& cells = sheet.rows.emplace_back();
    for (const auto& key : row.keys()) cells.push_back(KeyLabel(key));
    cells.push_back(CountText(row.count()));
  }
  if (answer.by().empty()) sheet.rows = {{CountText(answer.total())}};
  return sheet;
}

// Keeps the largest series apart and puts the rest together: more shades could not be told apart.
void JoinSmallest(Chart& chart) {
  if (chart.series.size() <= kSeriesMost) return;
  std::vector<std::uint64_t> sums(chart.series.size(), 0);
  for (const Bar& bar : chart.bars) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += bar.parts[i];
  }
  std::vector<std::size_t> order(sums.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t left, std::size_t right) { return sums[left] > sums[right]; });
  const std::set<std::size_t> kept(order.begin(), order.begin() + kSeriesMost - 1);
  std::vector<std::string> series;
  for (const std::size_t i : kept) series.push_back(chart.series[i]);
  series.push_back("all others");
  for (Bar& bar : chart.bars) {
    std::vector<std::uint64_t> parts;
    std::uint64_t rest = std::accumulate(bar.parts.begin(), bar.parts.end(), std::uint64_t{0});
    for (const std::size_t i : kept) {
      parts.push_back(bar.parts[i]);
      rest -= bar.parts[i];
    }
    parts.push_back(rest);
    bar.parts = std::move(parts);
  }
  chart.series = std::move(series);
}

}  // namespace

Sheet MixRecords(const v1::GetMixResponse& answer) {
  Sheet sheet;
  for (const int by : answer.by()) {
    const std::string heading = DimensionHeading(static_cast<v1::MixDimension>(by));
    sheet.columns.push_back({heading});
    sheet.columns.push_back({heading + "_label"});
  }
  for (const char* name : {"count", "unit", "basis", "as_of_on", "from_on", "until_on", "known_at",
                           "sequence", "taxonomy_version"}) {
    sheet.columns.push_back({name});
  }
  const auto add = [&](const auto& keys, const v1::Count& count) {
    auto& cells = sheet.rows.emplace_back();
    for (const auto& key : keys) cells.insert(cells.end(), {key.value(), key.label()});
    cells.insert(
        cells.end(),
        {count.has_number() ? std::to_string(count.number()) : NoValueLetter(count.none()),
         UnitWords(answer.unit()), EnumWords(v1::MixBasis_Name(answer.basis()), "MIX_BASIS_"),
         answer.as_of_on(), answer.period().from_on(), answer.period().until_on(),
         InstantText(answer.known_at()), std::to_string(answer.sequence()),
         answer.taxonomy_version()});
  };
  for (const auto& row : answer.rows()) {
    if (row.keys_size() == answer.by_size()) add(row.keys(), row.count());
  }
  if (answer.by().empty() && answer.rows().empty()) {
    add(google::protobuf::RepeatedPtrField<v1::MixKey>(), answer.total());
  }
  return sheet;
}

Sheet MixTable(const v1::GetMixResponse& answer) {
  if (answer.by_size() != 2) return PlainTable(answer);
  const MixGrid grid = GridOf(answer);
  Sheet sheet{{{DimensionHeading(answer.by(0))}}, {}};
  for (const std::string& label : grid.across.labels) {
    sheet.columns.push_back({.name = label, .align = Align::kRight, .verbatim = true});
  }
  sheet.columns.push_back({"sum", Align::kRight});
  for (std::size_t row = 0; row < grid.down.labels.size(); ++row) {
    auto& cells = sheet.rows.emplace_back();
    cells.push_back(grid.down.labels[row]);
    for (std::size_t i = 0; i < grid.across.labels.size(); ++i) cells.push_back(grid.Text(row, i));
    cells.push_back(grid.Sum(row));
  }
  return sheet;
}

std::optional<Chart> MixChart(const v1::GetMixResponse& answer) {
  if (answer.by_size() < 1 || answer.by_size() > 2) return std::nullopt;
  const MixGrid grid = GridOf(answer);
  Chart chart{grid.across.labels, {}};
  bool any = false;
  for (std::size_t row = 0; row < grid.down.labels.size(); ++row) {
    Bar bar{grid.down.labels[row], {}, grid.Sum(row)};
    for (std::size_t i = 0; i < grid.across.labels.size(); ++i) {
      bar.parts.push_back(grid.Number(row, i));
      any = any || bar.parts.back() > 0;
    }
    chart.bars.push_back(std::move(bar));
  }
  if (!any) return std::nullopt;
  JoinSmallest(chart);
  return chart;
}

std::vector<std::string> MixFootnotes(const v1::GetMixResponse& answer) {
  std::vector<std::string> lines;
  const std::string unit = UnitWords(answer.unit());
  lines.push_back("total " + CountText(answer.total()) + " " + unit + ", each counted once");
  lines.push_back("basis: " + BasisWords(answer.basis()) + "; counted: " + unit + "; " +
                  When(answer) + ", as known at " + InstantText(answer.known_at()));
  lines.push_back("sequence " + std::to_string(answer.sequence()) + ", taxonomy " +
                  answer.taxonomy_version());
  if (!answer.history_complete_from_on().empty()) {
    lines.back() += ", history complete from " + answer.history_complete_from_on();
  }
  if (!answer.suppressed())
    lines.push_back("small numbers are shown as they are: handle with care");
  if (answer.by_size() == 2) {
    lines.push_back("sum: of the row as shown; what has several values is in it several times");
  }
  std::set<v1::NoValue> letters;
  const auto note = [&](const v1::Count& count) {
    if (!count.has_number()) letters.insert(count.none());
  };
  for (const auto& row : answer.rows()) note(row.count());
  note(answer.total());
  for (const v1::NoValue none : letters) lines.push_back(NoValueFootnote(none));
  return lines;
}

}  // namespace caseload::cli
