// SPDX-License-Identifier: Apache-2.0
// The reader of a pack's files keeps to RFC 4180 and mends nothing.
#include "taxonomy/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caseload::taxonomy {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::vector<std::string>> Cells(std::string_view text) {
  const auto rows = ReadCsv(text);
  std::vector<std::vector<std::string>> cells;
  if (!rows) return {{rows.error().message}};
  for (const auto& row : *rows) cells.push_back(row.cells);
  return cells;
}

TEST(Csv, ReadsQuotedCellsWithCommasQuotesAndLineEnds) {
  EXPECT_THAT(Cells("a,\"b, \"\"c\"\"\nd\",\"\"\r\n,,\n"),
              ElementsAre(ElementsAre("a", "b, \"c\"\nd", ""), ElementsAre("", "", "")));
}

TEST(Csv, TakesLinesOfCommentBeforeTheHeaderOnly) {
  EXPECT_THAT(Cells("# about, \"it\n#\n\na,b\n#1,2\n\n3,4"),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("#1", "2"), ElementsAre("3", "4")));
}

TEST(Csv, CountsTheLineEachRowBeginsOn) {
  const auto rows = ReadCsv("# x\na\n\"b\nb\"\nc\n");
  ASSERT_TRUE(rows.ok());
  ASSERT_EQ(rows->size(), 3U);
  EXPECT_EQ((*rows)[0].line, 2);
  EXPECT_EQ((*rows)[1].line, 3);
  EXPECT_EQ((*rows)[2].line, 5);
}

TEST(Csv, ReadsNothingFromNothing) {
  EXPECT_TRUE(Cells("").empty());
  EXPECT_TRUE(Cells("\r\n\n# only this").empty());
}

TEST(Csv, EndsARowWithAnEmptyCellAfterItsLastComma) {
  EXPECT_THAT(Cells("a,"), ElementsAre(ElementsAre("a", "")));
  EXPECT_THAT(Cells("a,\nb,"), ElementsAre(ElementsAre("a", ""), ElementsAre("b", "")));
}

TEST(Csv, RefusesQuotesOutOfPlace) {
  EXPECT_THAT(Cells("a\nb,\"c\nd\ne"),
              ElementsAre(ElementsAre(HasSubstr("line 2: a quote that is never closed"))));
  EXPECT_THAT(Cells("a\"b\n"),
              ElementsAre(ElementsAre(HasSubstr("line 1: a quote inside a cell"))));
  EXPECT_THAT(Cells("\"a\"b\n"),
              ElementsAre(ElementsAre(HasSubstr("line 1: text after a quoted cell"))));
}

}  // namespace
}  // namespace caseload::taxonomy
