// SPDX-License-Identifier: Apache-2.0
// Comma-separated files as spreadsheets and databases really write them.
#include "exchange/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "exchange/csv_text.h"
#include "exchange/csv_writer.h"

namespace caseload::exchange {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class CsvFile : public testing::Test {
 protected:
  ~CsvFile() override { std::filesystem::remove(path_); }

  std::unique_ptr<CsvReader> Open(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary) << bytes;
    auto reader = CsvReader::Open(path_);
    EXPECT_TRUE(reader);
    return *std::move(reader);
  }

  const std::filesystem::path path_ = std::filesystem::temp_directory_path() /
                                      ("csv_reader_test_" + std::to_string(::getpid()) + ".csv");
};

TEST_F(CsvFile, ReadsQuotesCommasAndLineEndsWithinCells) {
  auto reader = Open("a,b\r\n\"one, \"\"two\"\"\",\"three\r\nfour\"\r\nfive,six\r\n");
  EXPECT_THAT(reader->columns(), ElementsAre("a", "b"));
  CsvRow row;
  ASSERT_TRUE(reader->Next(row));
  EXPECT_THAT(row.cells, ElementsAre("one, \"two\"", "three\r\nfour"));
  EXPECT_EQ(row.line, 2U);
  ASSERT_TRUE(reader->Next(row));
  EXPECT_THAT(row.cells, ElementsAre("five", "six"));
  EXPECT_EQ(row.line, 4U);
  EXPECT_THAT(row.problems, IsEmpty());
  EXPECT_FALSE(reader->Next(row));
}

TEST_F(CsvFile, PassesOverAByteOrderMarkAndBlankLines) {
  auto reader = Open(
      "\xEF\xBB\xBF"
      "a,b\n\n1,2\n\n");
  EXPECT_THAT(reader->columns(), ElementsAre("a", "b"));
  CsvRow row;
  ASSERT_TRUE(reader->Next(row));
  EXPECT_THAT(row.cells, ElementsAre("1", "2"));
  EXPECT_FALSE(reader->Next(row));
}

TEST_F(CsvFile, ReadsTheLastRowWithoutALineEnd) {
  auto reader = Open("a,b\n1,");
  CsvRow row;
  ASSERT_TRUE(reader->Next(row));
  EXPECT_THAT(row.cells, ElementsAre("1", ""));
  EXPECT_THAT(row.problems, IsEmpty());
}

TEST_F(CsvFile, SaysWhenARowHasTooFewOrTooManyCells) {
  auto reader = Open("a,b,c\n1,2\n1,2,3,4\n");
  CsvRow row;
  ASSERT_TRUE(reader->Next(row));
  EXPECT_THAT(row.cells, ElementsAre("1", "2", ""));
  EXPECT_THAT(row.problems, ElementsAre(CsvProblem::kTooFewCells));
  ASSERT_TRUE(reader->Next(row));
  EXPECT_THAT(row.cells, ElementsAre("1", "2", "3", "4"));
  EXPECT_THAT(row.problems, ElementsAre(CsvProblem::kTooManyCells));
}

TEST_F(CsvFile, ReadsBytesThatAreNotUtf8AsWindows1252AndSaysSo) {
  auto reader = Open("a\nZo\xEB \x80\nZo\xC3\xAB\n");
  CsvRow row;
  ASSERT_TRUE(reader->Next(row));
  EXPECT_THAT(row.cells, ElementsAre("Zo\xC3\xAB \xE2\x82\xAC"));
  EXPECT_THAT(row.problems, ElementsAre(CsvProblem::kNotUtf8));
  ASSERT_TRUE(reader->Next(row));
  EXPECT_THAT(row.problems, IsEmpty());
}

TEST_F(CsvFile, KeepsStrayQuotesAndSaysSo) {
  auto reader = Open("a,b\n5\" tall,\"x\"y\n");
  CsvRow row;
  ASSERT_TRUE(reader->Next(row));
  EXPECT_THAT(row.cells, ElementsAre("5\" tall", "xy"));
  EXPECT_THAT(row.problems, ElementsAre(CsvProblem::kStrayQuote));
}

TEST_F(CsvFile, EndsAQuoteThatWasNeverClosedAtTheLimitSoThatLaterRowsAreRead) {
  std::string text = "a\n\"never closed\n";
  for (std::size_t i = 0; i < CsvReader::kCellBytes / 64; ++i) text.append(63, 'x').append("\n");
  auto reader = Open(text + "next\n");
  CsvRow row;
  ASSERT_TRUE(reader->Next(row));
  EXPECT_LE(row.cells[0].size(), CsvReader::kCellBytes);
  EXPECT_THAT(row.problems, testing::Contains(CsvProblem::kQuoteNotClosed));
  std::string last;
  while (reader->Next(row)) last = row.cells[0];
  EXPECT_EQ(last, "next");
}

TEST_F(CsvFile, CutsACellAtTheLimit) {
  auto reader = Open("a,b\n" + std::string(CsvReader::kCellBytes + 10, 'x') + ",after\n");
  CsvRow row;
  ASSERT_TRUE(reader->Next(row));
  EXPECT_EQ(row.cells[0].size(), CsvReader::kCellBytes);
  EXPECT_EQ(row.cells[1], "after");
  EXPECT_THAT(row.problems, ElementsAre(CsvProblem::kCellTooLong));
}

TEST_F(CsvFile, GoesBackToAnyRowItHasSeen) {
  std::string text = "a,b\n";
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i) + ",\"line\nbreak\"\n";
  auto reader = Open(text);
  CsvRow row;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> places;
  while (reader->Next(row)) places.emplace_back(row.offset, row.line);
  ASSERT_EQ(places.size(), 20'000U);
  for (const std::size_t i : {19'999U, 0U, 10'000U, 10'001U, 5U}) {
    reader->Seek(places[i].first, places[i].second);
    ASSERT_TRUE(reader->Next(row));
    EXPECT_EQ(row.cells[0], std::to_string(i));
    EXPECT_EQ(row.line, 2 + 2 * i);
  }
}

TEST_F(CsvFile, HasNoColumnsWhenItIsEmpty) {
  auto reader = Open("");
  EXPECT_THAT(reader->columns(), IsEmpty());
  CsvRow row;
  EXPECT_FALSE(reader->Next(row));
}

TEST_F(CsvFile, IsRefusedWhenItIsAFolderOrNotThere) {
  const auto folder = CsvReader::Open(std::filesystem::temp_directory_path());
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.failure().code, "FILE_UNREADABLE");
  EXPECT_FALSE(CsvReader::Open(path_));
}

TEST_F(CsvFile, ReadsWhatTheWriterWrote) {
  const std::vector<std::string_view> columns = {"a", "b,c"};
  {
    auto writer = CsvWriter::Create(path_, columns);
    ASSERT_TRUE(writer);
    writer->Write({"", "quote \" comma , line\nend"});
    writer->Write({"x", ""});
    EXPECT_EQ(writer->rows(), 2U);
    EXPECT_FALSE(writer->Close());
  }
  auto reader = *CsvReader::Open(path_);
  EXPECT_THAT(reader->columns(), ElementsAre("a", "b,c"));
  CsvRow row;
  ASSERT_TRUE(reader->Next(row));
  EXPECT_THAT(row.cells, ElementsAre("", "quote \" comma , line\nend"));
  ASSERT_TRUE(reader->Next(row));
  EXPECT_THAT(row.cells, ElementsAre("x", ""));
}

TEST(CsvText, TellsUtf8FromOverlongFormsAndSurrogates) {
  EXPECT_TRUE(IsUtf8("caf\xC3\xA9 \xF0\x9F\x99\x82"));
  EXPECT_FALSE(IsUtf8("\xC0\xAF"));
  EXPECT_FALSE(IsUtf8("\xED\xA0\x80"));
  EXPECT_FALSE(IsUtf8("\xF4\x90\x80\x80"));
  EXPECT_FALSE(IsUtf8("cut \xE2\x82"));
}

TEST(CsvText, NeverCutsWithinALetter) { EXPECT_EQ(FirstBytes("a\xC3\xA9", 2), "a"); }

TEST(CsvText, TakesNoBreakSpacesForBlanks) { EXPECT_EQ(WithoutBlanks(" \xC2\xA0x \xC2\xA0"), "x"); }

}  // namespace
}  // namespace caseload::exchange
