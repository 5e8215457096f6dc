// SPDX-License-Identifier: Apache-2.0
// A pack with a fault is refused aloud, with the place of every fault, and never half used.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <map>

#include "taxonomy/packs.h"

namespace caseload::taxonomy {
namespace {

using testing::HasSubstr;

constexpr const char* kCodesHeader =
    "number,set,code,label,valid_from,valid_until,kind,parent,subject,actor,exclusive,note\n";
constexpr const char* kMappingsHeader =
    "from_set,from_code,to_set,to_code,relation,valid_from,valid_until\n";
constexpr const char* kClocksHeader =
    "name,trigger,satisfied_by,limit,unit,inclusive,kind,source,valid_from,valid_until\n";

// A small sound pack in a folder of its own, to be broken in one place by each test.
class BrokenPack : public testing::Test {
 protected:
  BrokenPack() {
    files_["pack.csv"] =
        "# made up\nkey,value\ntitle,Sampleshire\nversion,1\njurisdiction,Nowhere\n"
        "licence,none\nholidays_known_from,2024-01-01\nholidays_known_until,2024-12-31\n";
    files_["code_sets.csv"] = "set,title,source\nconcern,Concerns,tests\nword,Words,tests\n";
    codes_ =
        "600,concern,HARM,Harm,,,GROUP,,CHILD,,,\n"
        "601,concern,HARM.A,Harm a,,,HARM,HARM,CHILD,ADULT,,\n"
        "602,concern,HARM.A.B,Harm b,,,HARM,HARM.A,CHILD,ADULT,,\n"
        "1,word,W1,Word one,2020-04-01,2024-03-31,,,,,,\n"
        "2,word,W2,Word two,,,,,,,1,\n";
    mappings_ = "word,W1,concern,HARM.A,EXACT,,\n";
    files_["labels.csv"] = "number,from,label\n1,,Old word\n1,2022-04-01,Word one\n";
    files_["bank_holidays.csv"] =
        "day,name,note\n2024-01-01,New Year's Day,\n2024-12-25,Christmas Day,\n";
    clocks_ = "SEEN,told,seen,1,working_day,0,local,tests,,\n";
    Compose();
  }
  ~BrokenPack() override { std::filesystem::remove_all(folder_); }

  void Compose() {
    files_["codes.csv"] = kCodesHeader + codes_;
    files_["mappings.csv"] = kMappingsHeader + mappings_;
    files_["clocks.csv"] = kClocksHeader + clocks_;
  }
  Result<Packs> Load() {
    std::filesystem::create_directories(folder_);
    for (const auto& [name, text] : files_) {
      std::ofstream(folder_ / name, std::ios::binary | std::ios::trunc) << text;
    }
    return Packs::Load(folder_);
  }
  // Loads and gives every place and fault, one a line.
  std::string Refusal() {
    Compose();
    return RefusalAsWritten();
  }
  std::string RefusalAsWritten() {
    const auto loaded = Load();
    if (loaded.ok()) return "it was loaded";
    EXPECT_EQ(loaded.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
    EXPECT_THAT(loaded.error().message, HasSubstr("the pack cannot be used"));
    std::string all;
    for (const auto& fault : loaded.error().fields) all += fault.field + ": " + fault.what + "\n";
    return all;
  }

  std::filesystem::path folder_ = std::filesystem::temp_directory_path() /
                                  ("caseload-packs-" + std::to_string(getpid()) + "-" +
                                   testing::UnitTest::GetInstance()->current_test_info()->name());
  std::map<std::string, std::string> files_;
  std::string codes_;
  std::string mappings_;
  std::string clocks_;
};

TEST_F(BrokenPack, IsLoadedWhileItIsSound) {
  const auto loaded = Load();
  ASSERT_TRUE(loaded.ok()) << loaded.error().message;
  EXPECT_EQ(loaded->version(), "1");
  EXPECT_EQ(loaded->CoreOf(*loaded->Find("word", "W1"))->code, "HARM.A");
  EXPECT_EQ(loaded->GroupOf(*loaded->Find("concern", "HARM.A.B"))->code, "HARM.A");
  EXPECT_EQ(loaded->CoreOf(*loaded->Find("word", "W2")), nullptr);
}

TEST_F(BrokenPack, IsRefusedWhenItIsNotThere) {
  const auto loaded = Packs::Load(folder_ / "nowhere");
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
  EXPECT_THAT(loaded.error().message, HasSubstr("code_sets.csv: cannot be read"));
}

TEST_F(BrokenPack, IsRefusedWhenAFileIsMissing) {
  ASSERT_TRUE(Load().ok());
  files_.erase("mappings.csv");
  std::filesystem::remove(folder_ / "mappings.csv");
  EXPECT_EQ(RefusalAsWritten(), "mappings.csv: cannot be read\n");
}

TEST_F(BrokenPack, IsRefusedWhenANumberIsUsedTwice) {
  codes_ += "2,word,W3,Word three,,,,,,,,\n";
  EXPECT_EQ(Refusal(), "codes.csv:7: number 2 is used already\n");
}

TEST_F(BrokenPack, IsRefusedWhenANumberDoesNotFitIntoFacts) {
  codes_ += "60001,word,W3,Word three,,,,,,,,\n";
  EXPECT_EQ(Refusal(),
            "codes.csv:7: number must be a number from 1 to 60000, not \"60001\"\n"
            "codes.csv:7: number 1 is used already\n");
}

TEST_F(BrokenPack, IsRefusedWhenACodeIsThereTwice) {
  codes_ += "3,word,W2,Word two again,,,,,,,,\n";
  EXPECT_EQ(Refusal(), "codes.csv:7: code W2 is in set word already\n");
}

TEST_F(BrokenPack, IsRefusedWhenASetIsUnknownOrEmpty) {
  codes_ += "3,words,W3,Word three,,,,,,,,\n";
  EXPECT_EQ(Refusal(), "codes.csv:7: set words is not in code_sets.csv\n");
  codes_.resize(codes_.rfind("3,words"));
  files_["code_sets.csv"] += "empty,Nothing,tests\n";
  EXPECT_EQ(Refusal(), "codes.csv: set empty has no codes\n");
}

TEST_F(BrokenPack, IsRefusedWhenAParentIsUnknown) {
  codes_ += "603,concern,HARM.C.D,Harm d,,,HARM,HARM.C,CHILD,ADULT,,\n";
  EXPECT_EQ(Refusal(), "codes.csv:7: parent HARM.C is not in its set\n");
}

TEST_F(BrokenPack, IsRefusedWhenParentsGoInACircle) {
  codes_ +=
      "603,concern,X,Round,,,HARM,Y,CHILD,,,\n604,concern,Y,And round,,,HARM,X,CHILD,,,\n"
      "605,concern,Z,Below,,,HARM,X,CHILD,,,\n";
  EXPECT_EQ(Refusal(), "codes.csv:7: code X is above itself\n");
  codes_ += "606,concern,Q,Self,,,HARM,Q,CHILD,,,\n";
  EXPECT_THAT(Refusal(), HasSubstr("codes.csv:10: code Q is above itself"));
}

TEST_F(BrokenPack, IsRefusedWhenADayIsNoDay) {
  codes_ += "3,word,W3,Word three,2023-02-29,,,,,,,\n";
  EXPECT_EQ(Refusal(), "codes.csv:7: valid_from is no day: \"2023-02-29\"\n");
}

TEST_F(BrokenPack, IsRefusedWhenValidityEndsBeforeItBegins) {
  codes_ += "3,word,W3,Word three,2024-04-01,2024-03-31,,,,,,\n";
  EXPECT_EQ(Refusal(), "codes.csv:7: valid_until lies before valid_from\n");
}

TEST_F(BrokenPack, IsRefusedWhenAWordIsNotOneOfTheAllowed) {
  codes_ += "3,word,W3,Word three,,,SCORE,,,,yes,\n";
  EXPECT_EQ(Refusal(),
            "codes.csv:7: kind cannot be \"SCORE\"\ncodes.csv:7: exclusive cannot be \"yes\"\n");
}

TEST_F(BrokenPack, IsRefusedWhenAMappingLeadsToNothing) {
  mappings_ += "word,W2,concern,HARM.NOWHERE,EXACT,,\n";
  EXPECT_EQ(Refusal(), "mappings.csv:3: there is no code HARM.NOWHERE in set concern\n");
}

TEST_F(BrokenPack, IsRefusedWhenACodeMeansExactlyTwoThings) {
  mappings_ += "word,W1,concern,HARM,EXACT,,\n";
  EXPECT_EQ(Refusal(),
            "mappings.csv:3: maps a code EXACT twice: it cannot mean exactly two things\n");
}

TEST_F(BrokenPack, IsRefusedWhenTwoCodesAreMappedTwice) {
  mappings_ += "concern,HARM.A,word,W1,RELATED,,\n";
  EXPECT_EQ(Refusal(), "mappings.csv:3: maps two codes that are mapped already\n");
}

TEST_F(BrokenPack, IsRefusedWhenAMappingStaysInItsSetOrHasNoRelation) {
  mappings_ += "word,W1,word,W2,SAME,,\n";
  EXPECT_EQ(Refusal(),
            "mappings.csv:3: relation cannot be \"SAME\"\n"
            "mappings.csv:3: maps a set to itself: use parent\n");
}

TEST_F(BrokenPack, IsRefusedWhenTheLabelsDisagree) {
  files_["labels.csv"] += "1,2021-04-01,Newest word\n7,,Nobody\n";
  EXPECT_EQ(RefusalAsWritten(),
            "labels.csv:4: labels begin without a day and go on in the order of their days\n"
            "labels.csv:5: there is no code with number 7\n"
            "labels.csv: the last label of number 1 is not the one in codes.csv\n");
}

TEST_F(BrokenPack, IsRefusedWhenHolidaysAreOutOfOrderOrRangeOrOnAWeekend) {
  files_["bank_holidays.csv"] += "2024-08-26,Summer,\n2024-12-28,Saturday,\n2025-01-01,Later,\n";
  EXPECT_EQ(RefusalAsWritten(),
            "bank_holidays.csv:4: is not in the order of days\n"
            "bank_holidays.csv:5: is a weekend\n"
            "bank_holidays.csv:6: lies outside the known days\n");
}

TEST_F(BrokenPack, IsRefusedWhenItDoesNotSayWhichDaysItKnows) {
  std::string& pack = files_["pack.csv"];
  pack.resize(pack.find("holidays_known_until"));
  EXPECT_EQ(RefusalAsWritten(), "pack.csv: holidays_known_until is missing\n");
  pack += "holidays_known_until,2023-12-31\nversion,2\n";
  EXPECT_THAT(RefusalAsWritten(), HasSubstr("pack.csv:9: version is there already"));
  EXPECT_THAT(RefusalAsWritten(), HasSubstr("holidays_known_until must lie after"));
}

TEST_F(BrokenPack, IsRefusedWhenAClockHasNoSourceOrAStrangeUnit) {
  clocks_ += "LATE,told,done,0,fortnight,0,local,,,\n";
  EXPECT_EQ(Refusal(),
            "clocks.csv:3: limit must be a number from 1 to 10000, not \"0\"\n"
            "clocks.csv:3: unit cannot be \"fortnight\"\n"
            "clocks.csv:3: source is empty\n");
}

TEST_F(BrokenPack, IsRefusedWhenAClockIsThereTwiceOnOneDay) {
  clocks_ =
      "SEEN,told,seen,1,working_day,0,local,tests,,2020-03-31\n"
      "SEEN,told,seen,2,working_day,0,local,tests,2020-04-01,\n";
  EXPECT_EQ(Refusal(), "it was loaded");
  clocks_ += "SEEN,told,seen,3,working_day,0,local,tests,2019-01-01,2019-12-31\n";
  EXPECT_EQ(Refusal(), "clocks.csv:4: clock SEEN is there already for some of these days\n");
}

TEST_F(BrokenPack, IsRefusedWhenAHeaderOrARowHasAnotherShape) {
  files_["labels.csv"] = "number,label\n1,Word one\n";
  EXPECT_EQ(RefusalAsWritten(), "labels.csv:1: the header must be number,from,label\n");
  files_["labels.csv"] = "number,from,label\n1,Word one\n";
  EXPECT_EQ(RefusalAsWritten(), "labels.csv:2: has 2 cells, the header has 3\n");
  files_["labels.csv"] = "# only words about it\n";
  EXPECT_EQ(RefusalAsWritten(), "labels.csv: has no header\n");
}

TEST_F(BrokenPack, IsRefusedWithAtMostAHundredFaultsAndTheirNumber) {
  for (int i = 0; i < 500; ++i) codes_ += "2,word,W3,Word three,,,,,,,,\n";
  Compose();
  const auto loaded = Load();
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().fields.size(), 100U);
  EXPECT_THAT(loaded.error().message,
              HasSubstr("codes.csv:7: number 2 is used already (and 499 more)"));
}

}  // namespace
}  // namespace caseload::taxonomy
