// SPDX-License-Identifier: Apache-2.0
// The caseload mix of an imported census, asked with the real client program, against a count of
// the file's own text: nothing of the reader, the store or the mix is used for the expectation.
#include <google/protobuf/util/json_util.h>

#include "exchange/xml_account.h"
#include "whole/import_desk.h"

namespace caseload::whole {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

// What one CINdetails says of an episode.
struct Episode {
  std::string need;
  std::string referred_on;
  std::string closed_on;
};

// The text of the first such element; empty when there is none.
std::string TextOf(std::string_view xml, const std::string& name) {
  const auto found = exchange::Elements(xml, name);
  if (found.empty()) return "";
  return std::string(found[0].substr(name.size() + 2, found[0].size() - 2 * name.size() - 5));
}

struct CensusMix : testing::Test {
  static void SetUpTestSuite() {
    if (!std::filesystem::exists(Census("fake_CIN_data"))) return;
    server = std::make_unique<ServerProcess>();
    imported = RunClient(*server, {"import", "cin", Census("fake_CIN_data").string(), "-o", "csv"});
  }
  static void TearDownTestSuite() { server.reset(); }

  void SetUp() override {
    if (!server) GTEST_SKIP() << "THE SAMPLE fake_CIN_data.xml IS NOT HERE: NOTHING WAS TESTED";
    ASSERT_EQ(imported.code, 0) << imported.err;
    const std::string xml = ReadText(Census("fake_CIN_data"));
    for (const auto details : exchange::Elements(xml, "CINdetails")) {
      episodes.push_back({TextOf(details, "PrimaryNeedCode"), TextOf(details, "CINreferralDate"),
                          TextOf(details, "CINclosureDate")});
    }
    ASSERT_EQ(episodes.size(), 402U);
  }

  // Dates of the form YYYY-MM-DD follow on each other as texts do. An episode closed on a day is
  // not open on it.
  Counts OpenOn(const std::string& day) const {
    Counts counts;
    for (const auto& episode : episodes) {
      const bool open =
          episode.referred_on <= day && (episode.closed_on.empty() || episode.closed_on > day);
      if (open) ++counts[episode.need];
    }
    return counts;
  }

  static std::uint64_t Sum(const Counts& counts) {
    std::uint64_t sum = 0;
    for (const auto& [code, count] : counts) sum += count;
    return sum;
  }

  // The census day, and days on which something in the file begins or ends, spread over the file.
  std::vector<std::string> Days() const {
    std::set<std::string> days{"2022-07-21", "1999-12-31"};
    for (std::size_t i = 0; i < episodes.size(); i += 40) {
      days.insert(episodes[i].referred_on);
      if (!episodes[i].closed_on.empty()) days.insert(episodes[i].closed_on);
    }
    return {days.begin(), days.end()};
  }

  static v1::GetMixResponse Ask(const std::string& day, const std::vector<std::string>& more) {
    std::vector<std::string> words{"mix",     "--basis", "need", "--unit", "cases",
                                   "--as-of", day,       "-o",   "json"};
    words.insert(words.end(), more.begin(), more.end());
    const Ended ended = RunClient(*server, words);
    EXPECT_EQ(ended.code, 0) << ended.err;
    v1::GetMixResponse answer;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(ended.out, &answer).ok()) << ended.out;
    EXPECT_EQ(answer.as_of_on(), day);
    return answer;
  }

  static std::unique_ptr<ServerProcess> server;
  static Ended imported;
  std::vector<Episode> episodes;
};

std::unique_ptr<ServerProcess> CensusMix::server;
Ended CensusMix::imported;

TEST_F(CensusMix, ArrivesWithEveryPersonEpisodeAndDisability) {
  const ImportDesk desk(*server);
  v1::ListImportsRequest request;
  const auto listed = Must(*desk.caller.imports, &v1::ImportService::Stub::ListImports, request);
  ASSERT_EQ(listed.imports_size(), 1);
  const v1::Import& record = listed.imports(0);
  EXPECT_EQ(record.state(), v1::IMPORT_STATE_FINISHED);
  EXPECT_EQ(record.reference_on(), "2022-07-21");
  EXPECT_EQ(record.counts().people(), 332U);
  EXPECT_EQ(record.counts().cases(), 402U);
  EXPECT_EQ(record.counts().disabilities(), 117U);
  EXPECT_EQ(desk.Cases().size(), 402U);
  std::set<std::string> children;
  int disabilities = 0;
  for (const auto& [key, episode] : desk.Cases()) {
    if (!children.insert(episode.child_id()).second) continue;
    disabilities += desk.Person(episode.child_id()).disabilities_size();
  }
  EXPECT_EQ(children.size(), 332U);
  EXPECT_EQ(disabilities, 117);
}

TEST_F(CensusMix, EqualsTheCountOfTheFileOnEachDay) {
  std::set<std::uint64_t> totals;
  for (const std::string& day : Days()) {
    const Counts expected = OpenOn(day);
    const auto answer = Ask(day, {"--by", "concern", "--unsuppressed"});
    Counts got;
    for (const auto& row : answer.rows()) got[row.keys(0).value()] = row.count().number();
    EXPECT_EQ(got, expected) << day;
    EXPECT_EQ(answer.total().number(), Sum(expected)) << day;
    EXPECT_FALSE(answer.suppressed());
    totals.insert(Sum(expected));
  }
  EXPECT_GT(totals.size(), 10U) << "the days are too much alike to show anything";
}

TEST_F(CensusMix, WithoutGroupsIsOneTotal) {
  const auto answer = Ask("2022-07-21", {"--unsuppressed"});
  EXPECT_EQ(answer.rows_size(), 0);
  EXPECT_EQ(answer.total().number(), Sum(OpenOn("2022-07-21")));
}

TEST_F(CensusMix, ShowsNoSmallNumberUnlessAskedTo) {
  int hidden = 0;
  for (const std::string& day : Days()) {
    const Counts expected = OpenOn(day);
    const auto answer = Ask(day, {"--by", "concern"});
    EXPECT_TRUE(answer.suppressed());
    int hidden_here = 0;
    for (const auto& row : answer.rows()) {
      const std::uint64_t count = expected.at(row.keys(0).value());
      if (row.count().has_number()) {
        EXPECT_EQ(row.count().number(), count) << day;
        EXPECT_GT(count, 5U) << day;
      } else {
        EXPECT_EQ(row.count().none(), v1::NO_VALUE_SUPPRESSED) << day;
        ++hidden_here;
      }
    }
    // One hidden row beside a total would be told by subtraction.
    EXPECT_FALSE(hidden_here == 1 && answer.total().has_number()) << day;
    if (answer.total().has_number()) {
      EXPECT_EQ(answer.total().number(), Sum(expected)) << day;
    }
    hidden += hidden_here;
  }
  EXPECT_GT(hidden, 0) << "no day has a small number: nothing was shown";
}

}  // namespace
}  // namespace caseload::whole
