// SPDX-License-Identifier: Apache-2.0
// How bars are drawn.
#include "cli/chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <sstream>

#include "cli/shades.h"

namespace caseload::cli {
namespace {

std::string Drawn(const Chart& chart, const ChartStyle& style) {
  std::ostringstream out;
  PrintChart(out, chart, style);
  return out.str();
}

Chart Sample() {
  return {{"referral", "in need", "looked after"},
          {{"Neglect", {10, 20, 10}, "40"}, {"Zoë's category", {5, 5, 0}, "10"}}};
}

TEST(Chart, IsDrawnInLettersWithoutColour) {
  EXPECT_EQ(Drawn(Sample(), {.color = false, .width = 59}),
            "Neglect         AAAAAAAAAABBBBBBBBBBBBBBBBBBBBCCCCCCCCCC 40\n"
            "Zoë's category  AAAAABBBBB 10\n"
            "                A referral  B in need  C looked after\n");
}

TEST(Chart, WrapsItsLegendOnANarrowScreen) {
  const std::string drawn = Drawn(Sample(), {.color = false, .width = 40});
  EXPECT_THAT(drawn, testing::EndsWith("              A referral  B in need\n"
                                       "               C looked after\n"));
}

TEST(Chart, HasNoLegendForASingleSeries) {
  EXPECT_EQ(Drawn({{""}, {{"A", {4}, "4"}, {"B", {2}, "2"}}}, {.color = false, .width = 14}),
            "A  AAAAAAAAA 4\n"
            "B  AAAAA 2\n");
}

TEST(Chart, WritesNumbersIntoSegmentsThatHaveRoom) {
  const std::string drawn = Drawn(Sample(), {.color = true, .width = 59});
  EXPECT_THAT(drawn, testing::HasSubstr("m    10   \x1b"));
  EXPECT_THAT(drawn, testing::HasSubstr("\x1b[48;2;"));
  EXPECT_THAT(drawn, testing::HasSubstr("▉"));
}

TEST(Chart, DrawsNothingAfterALabelThatStandsForNobody) {
  EXPECT_EQ(Drawn({{"x", "y"}, {{"A", {0, 0}, "c"}, {"B", {8, 8}, "16"}}}, {.width = 22}),
            "A  c\n"
            "B  AAAAAAAABBBBBBBB 16\n"
            "   A x  B y\n");
}

TEST(ShareCells, GivesEveryPartAtLeastOneAndAllTogetherWhatThereIs) {
  const std::vector<int> cells = ShareCells({1'000, 1, 0, 1}, 20);
  EXPECT_THAT(cells, testing::ElementsAre(18, 1, 0, 1));
  const std::vector<int> thirds = ShareCells({1, 1, 1}, 10);
  EXPECT_EQ(std::accumulate(thirds.begin(), thirds.end(), 0), 10);
}

// WCAG 2.2, 1.4.3: text needs a contrast of 4.5 to 1.
TEST(Shades, CarryLegibleText) {
  for (std::size_t count = 1; count <= kSeriesMost; ++count) {
    for (std::size_t i = 0; i < count; ++i) {
      const Shade shade = ShadeOf(i, count);
      const bool black = shade.Text() == Shade{0, 0, 0}.Foreground();
      const double light = black ? shade.Luminance() : 1.0;
      const double dark = black ? 0.0 : shade.Luminance();
      EXPECT_GE((light + 0.05) / (dark + 0.05), 4.5) << i << " of " << count;
    }
  }
}

TEST(Shades, GoFromLightToDark) {
  for (std::size_t i = 1; i < kSeriesMost; ++i) {
    EXPECT_GT(ShadeOf(i - 1, kSeriesMost).Luminance(), ShadeOf(i, kSeriesMost).Luminance());
  }
}

}  // namespace
}  // namespace caseload::cli
