// SPDX-License-Identifier: Apache-2.0
// A delivery that comes again changes nothing: neither the same bytes, nor the same content in
// other white space.
#include "whole/import_desk.h"

namespace caseload::whole {
namespace {

struct ImportAgain : testing::TestWithParam<const char*> {
  void SetUp() override {
    if (!std::filesystem::exists(Census(GetParam())))
      GTEST_SKIP() << "THE SAMPLE " << GetParam() << " IS NOT HERE: NOTHING WAS TESTED";
  }
};

TEST_P(ImportAgain, OfTheSameBytesWritesNothingAtAll) {
  const ServerProcess server;
  const ImportDesk desk(server);
  const v1::Import first = desk.Deliver(&exchange::OpenCin, Census(GetParam()));
  EXPECT_GT(first.counts().created(), 0U);
  const std::uint64_t sequence = desk.Sequence();
  const Ended again = RunClient(server, {"import", "cin", Census(GetParam()).string()});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_NE(again.err.find("imported before"), std::string::npos) << again.err;
  EXPECT_NE(again.out.find(first.import_id()), std::string::npos) << again.out;
  EXPECT_EQ(desk.Sequence(), sequence);
  EXPECT_TRUE(desk.ChangesAfter(sequence).empty());
}

TEST_P(ImportAgain, OfTheSameContentInOtherWhiteSpaceWritesOnlyOfItself) {
  const ServerProcess server;
  const ImportDesk desk(server);
  const v1::Import first = desk.Deliver(&exchange::OpenCin, Census(GetParam()));
  const auto before = desk.Everything();
  const std::uint64_t sequence = desk.Sequence();

  const TempFolder folder;
  std::string text = ReadText(Census(GetParam()));
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 4)
    text.replace(at, 1, "\n \t\n");
  const auto other = WriteText(folder.path() / "other.xml", text);
  const v1::Import again = desk.Deliver(&exchange::OpenCin, other);

  EXPECT_NE(again.import_id(), first.import_id());
  EXPECT_NE(again.digest(), first.digest());
  EXPECT_EQ(again.counts().created(), 0U);
  EXPECT_EQ(again.counts().changed(), 0U);
  EXPECT_EQ(again.counts().unchanged(), first.counts().created());
  EXPECT_EQ(again.counts().faults(), first.counts().faults());
  auto changes = desk.ChangesAfter(sequence);
  EXPECT_GT(changes["import"], 0);
  EXPECT_EQ(static_cast<std::uint64_t>(changes["import_fault"]), again.counts().faults());
  changes.erase("import");
  changes.erase("import_fault");
  EXPECT_TRUE(changes.empty());
  EXPECT_EQ(desk.Everything(), before);
}

INSTANTIATE_TEST_SUITE_P(Published, ImportAgain,
                         testing::Values("fake_CIN_data", "CIN_Census_2021", "CIN_Census_2024",
                                         "CIN_Census_2026"),
                         [](const auto& sample) { return std::string(sample.param); });

}  // namespace
}  // namespace caseload::whole
