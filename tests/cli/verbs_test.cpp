// SPDX-License-Identifier: Apache-2.0
// What the verbs ask and show, against a server of written-down answers.
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "cli/run_cli.h"

namespace caseload::cli {
namespace {

using fakes::FakeServer;
using google::protobuf::util::JsonStringToMessage;
using google::protobuf::util::MessageDifferencer;
using testing::HasSubstr;
using testing::Not;

v1::Case SampleCase() {
  v1::Case found;
  found.set_case_id("C1");
  found.set_child_id("P1");
  found.set_etag("3");
  found.set_referred_on("2024-01-31");
  found.set_referral_source("5A");
  auto* concern = found.add_concerns();
  concern->set_basis(v1::CONCERN_BASIS_FACTOR);
  concern->set_code("3B");
  concern->set_asserted_on("2024-02-20");
  return found;
}

void ServeSample(FakeServer& server) {
  v1::GetCaseResponse got;
  *got.mutable_case_record() = SampleCase();
  server.cases.on_GetCase.Answers(got);
  v1::ListEntriesResponse entries;
  auto* visit = entries.add_entries();
  visit->set_entry_id("E1");
  visit->set_occurred_on("2024-02-01");
  visit->set_note("a narrative");
  visit->mutable_visit()->set_under("cin");
  visit->mutable_visit()->set_child_seen(true);
  visit->mutable_visit()->set_seen_alone(false);
  auto* plan = entries.add_entries();
  plan->set_entry_id("E2");
  plan->set_occurred_on("2024-03-01");
  plan->mutable_protection_plan()->set_previous_plans(1);
  server.cases.on_ListEntries.Answers(entries);
  server.reference.on_ListCodes.answer = [](const auto& asked, auto& answer) {
    auto* code = answer.add_codes();
    code->set_code(asked.code_set() == "assessment_factor" ? "3B" : "5A");
    code->set_label(asked.code_set() == "assessment_factor" ? "Domestic abuse: parent" : "Police");
    return grpc::Status::OK;
  };
}

TEST(CaseShow, TellsConcernsWithLabelsAndTheChronology) {
  FakeServer server;
  ServeSample(server);
  const Ran ran = RunAt(server, {"case", "show", "C1"});
  EXPECT_EQ(ran.code, kOk) << ran.err;
  EXPECT_EQ(ran.out,
            "CASE ID            C1\n"
            "CHILD ID           P1\n"
            "REFERRED ON        2024-01-31\n"
            "REFERRAL SOURCE    5A Police\n"
            "ETAG               3\n"
            "\n"
            "Concerns\n"
            "BASIS   CONCERN                    ASSERTED ON  ENDED ON  REMARK\n"
            "factor  3B Domestic abuse: parent  2024-02-20\n"
            "\n"
            "Chronology\n"
            "DAY         UNTIL  WHAT             DETAILS               ENTRY ID\n"
            "2024-02-01         visit            cin, seen, not alone  E1\n"
            "2024-03-01         protection plan  previous plans: 1     E2\n");
}

TEST(CaseShow, ShowsNarrativeOnlyWhenItIsAskedFor) {
  FakeServer server;
  ServeSample(server);
  EXPECT_THAT(RunAt(server, {"case", "show", "C1"}).out, Not(HasSubstr("a narrative")));
  EXPECT_THAT(RunAt(server, {"case", "show", "C1", "--notes"}).out, HasSubstr("a narrative"));
}

TEST(CaseShow, GivesTheAnswerItselfInJson) {
  FakeServer server;
  ServeSample(server);
  const Ran ran = RunAt(server, {"case", "show", "C1", "-o", "json"});
  v1::GetCaseResponse read;
  ASSERT_TRUE(JsonStringToMessage(ran.out, &read).ok());
  EXPECT_TRUE(MessageDifferencer::Equals(read.case_record(), SampleCase()));
}

TEST(CaseShow, AsksAboutTheMoment) {
  FakeServer server;
  v1::GetCaseRequest asked;
  server.cases.on_GetCase.answer = [&](const auto& request, auto&) {
    asked = request;
    return fakes::Refusal(grpc::StatusCode::NOT_FOUND, "NOT_KNOWN_THEN", "not known then");
  };
  const Ran ran =
      RunAt(server, {"case", "show", "C1", "--as-of", "2024-03-31", "--known-at", "2024-04-01"});
  EXPECT_EQ(ran.code, kNotFound);
  EXPECT_EQ(asked.moment().as_of_on(), "2024-03-31");
  EXPECT_EQ(asked.moment().known_at().seconds(), 1'712'015'999);
}

TEST(CaseList, SaysWhenThereAreMore) {
  FakeServer server;
  v1::ListCasesRequest asked;
  server.cases.on_ListCases.answer = [&](const auto& request, auto& answer) {
    asked = request;
    *answer.add_cases() = SampleCase();
    answer.set_next_page_token("more");
    return grpc::Status::OK;
  };
  const Ran ran =
      RunAt(server, {"case", "list", "--worker", "W1", "--state", "open", "--limit", "1"});
  EXPECT_EQ(ran.out,
            "CASE ID  CHILD ID  REFERRED ON  CLOSED ON  CONCERNS\n"
            "C1       P1        2024-01-31                     1\n");
  EXPECT_EQ(ran.err, "there are more than the first 1: see --limit\n");
  EXPECT_EQ(asked.worker_id(), "W1");
  EXPECT_EQ(asked.state(), v1::CASE_STATE_OPEN);
  EXPECT_EQ(asked.page_size(), 1);
}

TEST(CaseWatch, PrintsOneMessageALineInJson) {
  FakeServer server;
  for (std::uint64_t i = 7; i <= 8; ++i) {
    auto& response = server.cases.watched.emplace_back();
    response.set_sequence(i);
    response.add_changes()->set_action("cases.close");
  }
  const Ran ran = RunAt(server, {"case", "watch", "--until-caught-up", "-o", "json"});
  EXPECT_EQ(ran.code, kOk) << ran.err;
  EXPECT_EQ(ran.out,
            "{\"changes\":[{\"action\":\"cases.close\"}],\"sequence\":\"7\"}\n"
            "{\"changes\":[{\"action\":\"cases.close\"}],\"sequence\":\"8\"}\n");
}

TEST(RecordVisit, LeavesOutWhatWasNotSaid) {
  FakeServer server;
  v1::RecordEntryRequest asked;
  server.cases.on_RecordEntry.answer = [&](const auto& request, auto& answer) {
    asked = request;
    *answer.mutable_entry() = request.entry();
    auto* finding = answer.add_findings();
    finding->set_code("LATE");
    finding->set_field("entry.occurred_on");
    finding->set_summary("recorded long after the day");
    return grpc::Status::OK;
  };
  const Ran ran = RunAt(
      server,
      {"case", "record-visit", "C1", "C2", "--on", "2024-02-01", "--seen", "no", "--note", "-"},
      {.text = "what was said"});
  EXPECT_EQ(ran.code, kOk) << ran.err;
  EXPECT_EQ(ran.err, "noted: recorded long after the day (LATE, entry.occurred_on)\n");
  EXPECT_THAT(asked.entry().case_ids(), testing::ElementsAre("C1", "C2"));
  EXPECT_TRUE(asked.entry().visit().has_child_seen());
  EXPECT_FALSE(asked.entry().visit().child_seen());
  EXPECT_FALSE(asked.entry().visit().has_seen_alone());
  EXPECT_EQ(asked.entry().note(), "what was said");
}

TEST(CaseOpen, AssertsNeedsOnTheDayOfTheReferral) {
  FakeServer server;
  v1::OpenCaseRequest asked;
  server.cases.on_OpenCase.answer = [&](const auto& request, auto& answer) {
    asked = request;
    answer.mutable_case_record()->set_case_id("C9");
    answer.set_sequence(12);
    return grpc::Status::OK;
  };
  const Ran ran = RunAt(server, {"case", "open", "P1", "--referred-on", "2024-02-01", "--source",
                                 "5A", "--need", "N1"});
  EXPECT_EQ(ran.out, "CASE ID      C9\nSEQUENCE     12\n");
  ASSERT_EQ(asked.case_record().concerns_size(), 1);
  EXPECT_EQ(asked.case_record().concerns(0).basis(), v1::CONCERN_BASIS_NEED);
  EXPECT_EQ(asked.case_record().concerns(0).asserted_on(), "2024-02-01");
}

TEST(PersonShow, AsksForAddressesOnlyWhenTold) {
  FakeServer server;
  v1::PersonView view{};
  server.people.on_GetPerson.answer = [&](const auto& asked, auto& answer) {
    view = asked.view();
    auto* name = answer.mutable_person()->add_names();
    name->set_forename("Zoë");
    name->set_surname("Sample");
    return grpc::Status::OK;
  };
  EXPECT_EQ(RunAt(server, {"person", "show", "P1"}).out, "NAME          Zoë Sample\n");
  EXPECT_EQ(view, v1::PERSON_VIEW_BASIC);
  RunAt(server, {"person", "show", "P1", "--addresses"});
  EXPECT_EQ(view, v1::PERSON_VIEW_FULL);
}

TEST(PersonSearch, NeedsExactlyOneThingToLookFor) {
  EXPECT_EQ(RunWords({"person", "search"}).code, kUsage);
  EXPECT_EQ(RunWords({"person", "search", "sam", "--born-on", "2015-01-01"}).code, kUsage);
  FakeServer server;
  v1::SearchPeopleRequest asked;
  server.people.on_SearchPeople.answer = [&](const auto& request, auto&) {
    asked = request;
    return grpc::Status::OK;
  };
  EXPECT_EQ(RunAt(server, {"person", "search", "--identifier", "X1", "--scheme", "upn"}).code, kOk);
  EXPECT_EQ(asked.identifier().scheme(), "upn");
  EXPECT_EQ(asked.identifier().value(), "X1");
}

TEST(CaseHistory, SaysWhyOnlyWhereAReasonWasGiven) {
  FakeServer server;
  v1::ListCaseHistoryResponse answer;
  answer.add_changes()->set_action("cases.open");
  server.cases.on_ListCaseHistory.Answers(answer);
  EXPECT_THAT(RunAt(server, {"case", "history", "C1"}).out, Not(HasSubstr("BECAUSE")));
  EXPECT_THAT(RunAt(server, {"case", "history", "C1", "-o", "csv"}).out, HasSubstr(",because\r\n"));
  answer.add_changes()->set_because("entered for the wrong child");
  server.cases.on_ListCaseHistory.Answers(answer);
  EXPECT_THAT(RunAt(server, {"case", "history", "C1"}).out,
              testing::AllOf(HasSubstr("BECAUSE\n"), HasSubstr("  entered for the wrong child\n")));
  EXPECT_THAT(RunWords({"case", "history", "--help"}).out,
              HasSubstr("entries and its allocations"));
}

TEST(PersonHistory, ListsWhatWasDoneAndByWhom) {
  FakeServer server;
  v1::ListPersonHistoryRequest asked;
  server.people.on_ListPersonHistory.answer = [&](const auto& request, auto& answer) {
    asked = request;
    auto* change = answer.add_changes();
    change->set_action("people.update");
    change->set_actor("worker/1");
    return grpc::Status::OK;
  };
  EXPECT_THAT(RunAt(server, {"person", "history", "P1"}).out,
              testing::AllOf(HasSubstr("ACTOR"), HasSubstr("worker/1  people.update")));
  EXPECT_EQ(asked.person_id(), "P1");
  EXPECT_THAT(RunWords({"person", "history", "--help"}).out,
              testing::AllOf(HasSubstr("PERSON"), HasSubstr("their relationships")));
}

TEST(Call, MakesAnyCallFromJson) {
  FakeServer server;
  ServeSample(server);
  const Ran ran = RunAt(server, {"call", "CaseService.GetCase", R"({"case_id":"C1"})"});
  EXPECT_EQ(ran.code, kOk) << ran.err;
  v1::GetCaseResponse read;
  ASSERT_TRUE(JsonStringToMessage(ran.out, &read).ok());
  EXPECT_EQ(read.case_record().case_id(), "C1");
  EXPECT_EQ(RunAt(server, {"call", "CaseService.GetCase", "-"}, {.text = "{}"}).code, kOk);
  const Ran broken = RunAt(server, {"call", "CaseService.GetCase", "{\"case_id\": Robin"});
  EXPECT_EQ(broken.code, kUsage);
  EXPECT_THAT(broken.err, Not(HasSubstr("Robin")));
}

}  // namespace
}  // namespace caseload::cli
