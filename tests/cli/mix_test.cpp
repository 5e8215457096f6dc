// SPDX-License-Identifier: Apache-2.0
// How the caseload mix is asked for and shown.
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "cli/run_cli.h"

namespace caseload::cli {
namespace {

using fakes::FakeServer;
using testing::HasSubstr;
using testing::Not;

void AddRow(v1::GetMixResponse& answer,
            const std::vector<std::pair<std::string, std::string>>& keys, std::uint64_t number) {
  auto* row = answer.add_rows();
  for (const auto& [value, label] : keys) {
    auto* key = row->add_keys();
    key->set_value(value);
    key->set_label(label);
  }
  if (number == 0) {
    row->mutable_count()->set_none(v1::NO_VALUE_SUPPRESSED);
  } else {
    row->mutable_count()->set_number(number);
  }
}

const std::pair<std::string, std::string> kNeglect{"HARM.NEGLECT", "Neglect"};
const std::pair<std::string, std::string> kSexual{"HARM.SEXUAL", "Sexual abuse"};
const std::pair<std::string, std::string> kReferral{"referral", "Referral"};
const std::pair<std::string, std::string> kNeed{"child_in_need", "Child in need"};
const std::pair<std::string, std::string> kPlan{"child_protection", "Child protection"};

v1::GetMixResponse Crossed() {
  v1::GetMixResponse answer;
  answer.set_basis(v1::MIX_BASIS_FACTOR);
  answer.set_unit(v1::MIX_UNIT_CHILDREN);
  answer.add_by(v1::MIX_DIMENSION_CONCERN_GROUP);
  answer.add_by(v1::MIX_DIMENSION_TRACK);
  answer.set_as_of_on("2024-03-31");
  answer.mutable_known_at()->set_seconds(1'711'900'800);
  answer.set_sequence(4'711);
  answer.set_taxonomy_version("2025.1");
  answer.set_suppressed(true);
  answer.mutable_total()->set_number(1'500);
  AddRow(answer, {kNeglect, kReferral}, 96);
  AddRow(answer, {kNeglect, kPlan}, 1'118);
  AddRow(answer, {kSexual, kReferral}, 0);
  AddRow(answer, {kSexual, kNeed}, 29);
  AddRow(answer, {kSexual, kPlan}, 22);
  return answer;
}

const std::vector<std::string> kAsked = {"mix",
                                         "--basis",
                                         "factor",
                                         "--by",
                                         "concern-group,track",
                                         "--as-of",
                                         "2024-03-31",
                                         "--known-at",
                                         "2024-03-31T16:00:00Z"};

TEST(Mix, AsksWhatTheWordsSay) {
  FakeServer server;
  v1::GetMixRequest asked;
  server.caseload.on_GetMix.answer = [&](const auto& request, auto&) {
    asked = request;
    return grpc::Status::OK;
  };
  const Ran ran =
      RunAt(server, {"mix", "--basis", "category-latest", "--unit", "families", "--by",
                     "concern,age-band", "--by", "re-referral", "--where", "team=T1,T2", "--where",
                     "track=referral", "--ended-in", "2023-04-01..2024-03-31", "--unsuppressed"});
  ASSERT_EQ(ran.code, kOk) << ran.err;
  v1::GetMixRequest wanted;
  wanted.set_basis(v1::MIX_BASIS_CATEGORY_LATEST);
  wanted.set_unit(v1::MIX_UNIT_FAMILIES);
  wanted.mutable_moment();
  wanted.add_by(v1::MIX_DIMENSION_CONCERN);
  wanted.add_by(v1::MIX_DIMENSION_AGE_BAND);
  wanted.add_by(v1::MIX_DIMENSION_RE_REFERRAL);
  auto* teams = wanted.add_filters();
  teams->set_dimension(v1::MIX_DIMENSION_TEAM);
  teams->add_values("T1");
  teams->add_values("T2");
  auto* track = wanted.add_filters();
  track->set_dimension(v1::MIX_DIMENSION_TRACK);
  track->add_values("referral");
  wanted.mutable_period()->set_kind(v1::MIX_PERIOD_KIND_ENDED_IN);
  wanted.mutable_period()->set_from_on("2023-04-01");
  wanted.mutable_period()->set_until_on("2024-03-31");
  wanted.set_unsuppressed(true);
  EXPECT_EQ(asked.DebugString(), wanted.DebugString());
}

TEST(Mix, LaysTwoDimensionsAcrossAndSaysWhatItIsOf) {
  FakeServer server;
  server.caseload.on_GetMix.Answers(Crossed());
  const Ran ran = RunAt(server, kAsked);
  EXPECT_EQ(ran.code, kOk) << ran.err;
  EXPECT_EQ(ran.out,
            "CONCERN GROUP  Referral  In need  Protection    SUM\n"
            "Neglect              96        0       1,118  1,214\n"
            "Sexual abuse          c       29          22   51+c\n"
            "\n"
            "total 1,500 children, each counted once\n"
            "basis: factors identified at the end of assessments; counted: children; 2024-03-31, "
            "as known at 2024-03-31T16:00:00Z\n"
            "sequence 4711, taxonomy 2025.1\n"
            "sum: of the row as shown; what has several values is in it several times\n"
            "c = 1 to 5, or would reveal such a number\n");
}

TEST(Mix, DrawsABarForEachRowWhenAskedTo) {
  FakeServer server;
  server.caseload.on_GetMix.Answers(Crossed());
  auto words = kAsked;
  words.push_back("--chart");
  const Ran ran = RunAt(server, words);
  EXPECT_THAT(ran.out, HasSubstr("\nNeglect       AAAAACCCCCC"));
  EXPECT_THAT(ran.out, HasSubstr("CCC 1,214\nSexual abuse  BBC 51+c\n"
                                 "              A Referral  B In need  C Protection\n"));
  EXPECT_THAT(ran.out, Not(HasSubstr("\x1b")));
}

TEST(Mix, DrawsItsBarsUnaskedOnAWideTerminalOnly) {
  FakeServer server;
  server.caseload.on_GetMix.Answers(Crossed());
  auto words = kAsked;
  words.insert(words.end(), {"--color", "never"});
  EXPECT_THAT(RunAt(server, words, {.at_a_terminal = true, .width = 100}).out, HasSubstr("CCCC"));
  EXPECT_THAT(RunAt(server, words, {.at_a_terminal = true, .width = 40}).out,
              Not(HasSubstr("CCCC")));
  EXPECT_THAT(RunAt(server, words).out, Not(HasSubstr("CCCC")));
}

TEST(Mix, KeepsInCsvOnEveryLineWhatItIsOf) {
  FakeServer server;
  server.caseload.on_GetMix.Answers(Crossed());
  auto words = kAsked;
  words.insert(words.end(), {"-o", "csv"});
  EXPECT_THAT(RunAt(server, words).out,
              testing::StartsWith(
                  "concern_group,concern_group_label,track,track_label,count,unit,basis,as_of_on,"
                  "from_on,until_on,known_at,sequence,taxonomy_version\r\n"
                  "HARM.NEGLECT,Neglect,referral,Referral,96,children,factor,2024-03-31,,,"
                  "2024-03-31T16:00:00Z,4711,2025.1\r\n"));
  EXPECT_THAT(RunAt(server, words).out,
              HasSubstr("HARM.SEXUAL,Sexual abuse,referral,Referral,c,children,"));
}

TEST(Mix, GivesInJsonTheAnswerItself) {
  FakeServer server;
  server.caseload.on_GetMix.Answers(Crossed());
  auto words = kAsked;
  words.insert(words.end(), {"-o", "json"});
  v1::GetMixResponse read;
  const Ran ran = RunAt(server, words);
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(ran.out, &read).ok());
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(read, Crossed()));
  EXPECT_THAT(ran.out, HasSubstr("\"taxonomy_version\""));
}

TEST(Mix, SaysWhyThereIsNoNumber) {
  FakeServer server;
  v1::GetMixResponse answer;
  answer.set_unit(v1::MIX_UNIT_CASES);
  answer.mutable_total()->set_none(v1::NO_VALUE_UNKNOWN_BEFORE_HISTORY);
  answer.set_suppressed(true);
  server.caseload.on_GetMix.Answers(answer);
  const Ran ran = RunAt(server, {"mix", "--basis", "need"});
  EXPECT_THAT(ran.out, testing::StartsWith("CASES\n    x\n"));
  EXPECT_THAT(ran.out, HasSubstr("x = not known: the history is not complete back to there\n"));
}

TEST(Mix, ShortensItsHeadingsBeforeTheLabelsOfItsRows) {
  FakeServer server;
  v1::GetMixResponse answer = Crossed();
  for (auto& row : *answer.mutable_rows()) {
    if (row.keys(0).value() == "HARM.NEGLECT") row.mutable_keys(0)->set_label("Neglect of a child");
  }
  server.caseload.on_GetMix.Answers(answer);
  auto words = kAsked;
  words.push_back("--no-chart");
  words.insert(words.end(), {"--color", "never"});
  EXPECT_THAT(RunAt(server, words, {.at_a_terminal = true, .width = 46}).out,
              testing::StartsWith("                             In\n"
                                  "CONCERN GROUP       Refe…  need  Prote…    SUM\n"
                                  "Neglect of a child     96     0   1,118  1,214\n"));
}

TEST(MixFilters, TakeValuesAsPeopleTypeThem) {
  FakeServer server;
  v1::GetMixRequest asked;
  server.caseload.on_GetMix.answer = [&](const auto& request, auto&) {
    asked = request;
    return grpc::Status::OK;
  };
  RunAt(server, {"mix", "--basis", "need", "--where", "track=Child-In-Need,looked_after", "--where",
                 "duration-band=0-3M", "--where", "concern=3b"});
  EXPECT_THAT(asked.filters(0).values(), testing::ElementsAre("child_in_need", "looked_after"));
  EXPECT_THAT(asked.filters(1).values(), testing::ElementsAre("0-3m"));
  EXPECT_THAT(asked.filters(2).values(), testing::ElementsAre("3b"));
}

TEST(MixFilters, ListWhatIsAllowedWhenAValueIsRefused) {
  FakeServer server;
  server.caseload.on_GetMix.answer = [](const auto&, auto&) {
    return fakes::Refusal(grpc::StatusCode::INVALID_ARGUMENT, "FIELDS_INVALID",
                          "a filter names values that do not exist",
                          {{"filters[0].values[1]", "is no value of the dimension"},
                           {"filters[1].values[0]", "is no value of the dimension"}});
  };
  const Ran ran = RunAt(server, {"mix", "--basis", "need", "--where", "track=referral,plan",
                                 "--where", "referral-source=9Z"});
  EXPECT_EQ(ran.code, kUsage);
  EXPECT_EQ(
      ran.err,
      "caseload: FIELDS_INVALID: a filter names values that do not exist\n"
      "  --where track=plan: is no value of the dimension; track is one of referral, "
      "assessment, section47, child_in_need, child_protection, looked_after\n"
      "  --where referral-source=9Z: is no value of the dimension; referral-source is a code: "
      "see caseload reference codes referral_source\n");
}

}  // namespace
}  // namespace caseload::cli
