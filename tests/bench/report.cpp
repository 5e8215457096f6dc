// SPDX-License-Identifier: Apache-2.0
// Figures in three digits, lines in Markdown.
#include "bench/report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace caseload::bench {
namespace {

std::string Digits(double figure) {
  char text[32];
  const double size = std::abs(figure);
  if (size >= 100) {
    std::snprintf(text, sizeof text, "%.0f", figure);
  } else {
    std::snprintf(text, sizeof text, size >= 10 ? "%.1f" : "%.2f", figure);
  }
  return text;
}

std::string Thousands(double figure) {
  return figure >= 10'000 ? Digits(figure / 1'000) + "k" : Digits(figure);
}

std::string Bound(const Goal& goal, double bound) {
  if (goal.is == Goal::Is::kTold) return "-";
  return (goal.is == Goal::Is::kAtLeast ? ">= " : "<= ") + Digits(bound);
}

std::string Verdict(const Row& row) {
  if (row.goal.is == Goal::Is::kTold) return "-";
  if (row.Met(row.goal.aim)) return "met, and the aim";
  return row.Met(row.goal.target) ? "met" : "NOT MET";
}

std::string Spread(const Row& row) {
  if (row.by_round.empty()) return "-";
  const auto [least, most] = std::minmax_element(row.by_round.begin(), row.by_round.end());
  return Digits(*least) + ".." + Digits(*most);
}

std::string Line(const Row& row) {
  return "| " + row.name + " | " + Thousands(row.ours) + " " + row.unit + " | " +
         (row.probe ? Thousands(*row.probe) + " " + row.unit : "-") + " | " +
         (row.probe ? Digits(row.Figure()) : "-") + " | " + Bound(row.goal, row.goal.target) +
         " | " + Bound(row.goal, row.goal.aim) + " | " + Verdict(row) + " | " + Spread(row) +
         " | " + row.note + " |";
}

}  // namespace

void Announce(const Row& row) { std::fprintf(stderr, "%s\n", Line(row).c_str()); }

void PrintTable(const std::vector<Row>& rows) {
  std::printf(
      "| measure | ours | probe | ratio | target | aim | verdict | spread | beside it |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  for (const Row& row : rows) std::printf("%s\n", Line(row).c_str());
}

}  // namespace caseload::bench
