// SPDX-License-Identifier: Apache-2.0
// How sheets look as tables, as cards and as CSV.
#include "cli/sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "cli/text_width.h"

namespace caseload::cli {
namespace {

std::string Table(const Sheet& sheet, const TableStyle& style = {}) {
  std::ostringstream out;
  PrintTable(out, sheet, style);
  return out.str();
}

TEST(Table, KeepsItsColumnsStraightUnderAccentsAndWideLetters) {
  const Sheet sheet{{{"name"}, {"cases", Align::kRight}},
                    {{"Zoë Sample", "7"},
                     {"Zoe\xCC\x88 Sample", "12"},  // the same name, its accent a letter of its own
                     {"例子", "3"},
                     {"Robin", "1,204"}}};
  EXPECT_EQ(Table(sheet),
            "NAME        CASES\n"
            "Zoë Sample      7\n"
            "Zoe\xCC\x88 Sample     12\n"
            "例子            3\n"
            "Robin       1,204\n");
}

TEST(Table, ShortensItsWidestTextOnANarrowScreen) {
  const Sheet sheet{{{"id"}, {"summary"}}, {{"A1", "a sentence that is far too long for this"}}};
  EXPECT_EQ(Table(sheet, {.width = 24}),
            "ID  SUMMARY\n"
            "A1  a sentence that is …\n");
}

TEST(Table, WrapsHeadingsOfNumbersFirstAndLeavesTheFirstColumnWhole) {
  const Sheet sheet{{{"team"},
                     {.name = "Looked after", .align = Align::kRight, .verbatim = true},
                     {.name = "Section 47", .align = Align::kRight, .verbatim = true}},
                    {{"A team with a rather long name", "7", "12"}}};
  EXPECT_EQ(Table(sheet, {.width = 48}),
            "                                 Looked  Section\n"
            "TEAM                              after       47\n"
            "A team with a rather long name        7       12\n");
  EXPECT_EQ(Table(sheet, {.width = 20}),
            "                                Look…  Sect…\n"
            "TEAM                            after     47\n"
            "A team with a rather long name      7     12\n");
}

TEST(Table, LeavesOutAColumnThatIsThereOnlyForSome) {
  const std::vector<Column> columns = {{"id"}, {.name = "because", .only_when_any = true}};
  EXPECT_EQ(Table({columns, {{"A1", ""}}}), "ID\nA1\n");
  EXPECT_EQ(Table({columns, {{"A1", ""}, {"A2", "late"}}}), "ID  BECAUSE\nA1\nA2  late\n");
}

TEST(Table, LetsNoTextSteerTheTerminal) {
  const Sheet sheet{{{"note"}}, {{"a\x1b[2Jb\nc\xff"}}};
  EXPECT_EQ(Table(sheet), "NOTE\na [2Jb c?\n");
}

TEST(Table, PrintsHeadingsBoldOnlyInColour) {
  const Sheet sheet{{{"case_id"}}, {{"C1"}}};
  EXPECT_EQ(Table(sheet, {.color = true}), "\x1b[1mCASE ID\x1b[0m\nC1\n");
}

TEST(Card, LeavesOutWhatIsNotRecorded) {
  std::ostringstream out;
  PrintCard(out, {{{"case_id"}, {"closed_on"}, {"etag"}}, {{"C1", "", "7"}}}, {});
  EXPECT_EQ(out.str(), "CASE ID    C1\nETAG       7\n");
}

TEST(Csv, QuotesWhatWouldBreakALine) {
  std::ostringstream out;
  PrintCsv(out, {{{"name"}, {"note"}},
                 {{"Sample, Robin", "said \"no\""}, {"plain", "two\nlines"}, {"", "x"}}});
  EXPECT_EQ(out.str(),
            "name,note\r\n"
            "\"Sample, Robin\",\"said \"\"no\"\"\"\r\n"
            "plain,\"two\nlines\"\r\n"
            ",x\r\n");
}

TEST(Numbers, AreReadInThousands) {
  EXPECT_EQ(Thousands(0), "0");
  EXPECT_EQ(Thousands(999), "999");
  EXPECT_EQ(Thousands(1'000), "1,000");
  EXPECT_EQ(Thousands(12'345'678), "12,345,678");
}

TEST(TextWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(DisplayWidth("Zoë"), 3);
  EXPECT_EQ(DisplayWidth("例子"), 4);
  EXPECT_EQ(Fit("Zoë Sample", 4), "Zoë…");
  EXPECT_EQ(Fit("Zoë", 3), "Zoë");
}

}  // namespace
}  // namespace caseload::cli
