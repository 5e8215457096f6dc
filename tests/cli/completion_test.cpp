// SPDX-License-Identifier: Apache-2.0
// What a shell is offered to complete a command line with.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_cli.h"

namespace caseload::cli {
namespace {

using fakes::FakeServer;
using testing::HasSubstr;

TEST(Completion, WalksTheCommands) {
  EXPECT_EQ(RunWords({"__complete", "ca"}).out, "case\ncall\n");
  EXPECT_EQ(RunWords({"__complete", "case", "re"}).out, "record-visit\n");
  EXPECT_EQ(RunWords({"__complete", "-o", "json", "measure", ""}).out, "list\nget\n");
  EXPECT_THAT(RunWords({"__complete", "mix", "--b"}).out, "--basis\n--by\n");
  EXPECT_THAT(RunWords({"completion", "bash"}).out, HasSubstr("complete -o default -F _caseload"));
}

TEST(Completion, KnowsTheValuesOfOptions) {
  EXPECT_EQ(RunWords({"__complete", "mix", "--basis", "cat"}).out,
            "category-initial\ncategory-latest\n");
  EXPECT_EQ(RunWords({"__complete", "mix", "--unit", ""}).out,
            "children\ncases\nfamilies\nassertions\n");
  EXPECT_EQ(RunWords({"__complete", "mix", "--by", "track,te"}).out, "track,team\n");
  EXPECT_EQ(RunWords({"__complete", "mix", "--by", "track,tr"}).out, "");
  EXPECT_EQ(RunWords({"__complete", "mix", "-o", ""}).out, "table\njson\ncsv\n");
  EXPECT_EQ(RunWords({"__complete", "--color", "a"}).out, "auto\nalways\n");
  EXPECT_EQ(RunWords({"__complete", "case", "record-visit", "C1", "--seen", ""}).out, "yes\nno\n");
  EXPECT_EQ(RunWords({"__complete", "--server", ""}).out, "");
}

TEST(Completion, AsksTheServerForMeasuresAndCodeSets) {
  FakeServer server;
  v1::ListMeasuresResponse measures;
  measures.add_measures()->set_name("c1.re_referral_percent");
  measures.add_measures()->set_name("d1.plans");
  server.caseload.on_ListMeasures.Answers(measures);
  v1::ListCodeSetsResponse sets;
  sets.add_code_sets()->set_name("assessment_factor");
  server.reference.on_ListCodeSets.Answers(sets);
  const auto offered = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"__complete", "--server", server.address()});
    return RunWords(words).out;
  };
  EXPECT_EQ(offered({"measure", "get", "c1"}), "c1.re_referral_percent\n");
  EXPECT_EQ(offered({"reference", "codes", ""}), "assessment_factor\n");
  EXPECT_EQ(offered({"measure", "get", "d1.plans", ""}), "");
}

TEST(Completion, IsSilentWhenNobodyListens) {
  const Ran ran =
      RunWords({"__complete", "--server=unix:/nonexistent/caseload.sock", "measure", "get", ""});
  EXPECT_EQ(ran.code, kOk);
  EXPECT_EQ(ran.out + ran.err, "");
}

}  // namespace
}  // namespace caseload::cli
