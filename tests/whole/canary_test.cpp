// SPDX-License-Identifier: Apache-2.0
// Names, notes and ids that were sent must not come back in an error, nor appear in the server's
// log.
#include <gtest/gtest.h>

#include "cpp/method.h"
#include "whole/caller.h"
#include "whole/filler.h"

namespace caseload::whole {
namespace {

using client::Method;

// Plainly made up, and nowhere else in the world.
const std::string kCanary = "Zwitscherlein";

struct Canary : testing::Test {
  ServerProcess server{{"--log-level", "debug"}};
  Caller caller{server};
  int refused = 0;

  void ExpectSilent(const std::string& about, const grpc::Status& status) {
    refused += status.ok() ? 0 : 1;
    EXPECT_EQ(status.error_message().find(kCanary), std::string::npos) << about;
    EXPECT_EQ(status.error_details().find(kCanary), std::string::npos) << about;
  }
  void ExpectSilentLog() {
    caller = Caller(server);  // an idle connection would hold the server up
    server.Stop();
    EXPECT_EQ(server.Log().find(kCanary), std::string::npos);
    EXPECT_NE(server.Log(), "");
  }
};

TEST_F(Canary, FillsEveryTextOfEveryRequestAndIsNeverRepeated) {
  Filler everything(1, {kCanary}, 1.0);
  Filler some(2, {kCanary, "", "2024-03-01", "1"}, 0.5);
  const auto methods = client::AllMethods();
  for (const auto* method : methods) {
    if (method->file()->package() != "caseload.v1") continue;
    for (Filler* filler : {&everything, &some, &some, &some, &some, &some}) {
      const auto* prototype =
          google::protobuf::MessageFactory::generated_factory()->GetPrototype(method->input_type());
      const std::unique_ptr<google::protobuf::Message> request(prototype->New());
      filler->Fill(*request);
      std::string bytes = request->SerializeAsString();
      if (method->name() == "WatchCases") bytes += std::string("\x18\x01");  // until_caught_up
      const auto answer = SendBytes(caller.channel, client::WirePath(*method), bytes);
      ExpectSilent(method->full_name(), answer.status);
      // Cut off in the middle of a text.
      const auto cut = bytes.substr(0, bytes.rfind(kCanary) + 3);
      ExpectSilent(method->full_name(),
                   SendBytes(caller.channel, client::WirePath(*method), cut, 1).status);
    }
  }
  EXPECT_GT(refused, static_cast<int>(methods.size()));
  ExpectSilentLog();
}

TEST_F(Canary, IsKeptInARecordAndStaysThere) {
  const auto child = caller.AChild(kCanary);
  const auto record = caller.ACase(child.person_id());
  auto visit = Caller::Visit({record.case_id()}, "2024-04-02", kCanary);
  visit.mutable_entry()->set_note(kCanary + " was seen.");
  Must(*caller.cases, &v1::CaseService::Stub::RecordEntry, visit);

  v1::CreatePersonRequest taken;
  auto& identifier = *taken.mutable_person()->add_identifiers();
  identifier.set_scheme("la_child_id");
  identifier.set_value(kCanary);
  Must(*caller.people, &v1::PeopleService::Stub::CreatePerson, taken);
  const auto again = Ask(*caller.people, &v1::PeopleService::Stub::CreatePerson, taken);
  EXPECT_EQ(ReasonOf(again.status), "IDENTIFIER_TAKEN");
  ExpectSilent("an identifier that is taken", again.status);

  visit.mutable_entry()->set_occurred_on("2024-04-03");
  const auto reused = Ask(*caller.cases, &v1::CaseService::Stub::RecordEntry, visit);
  EXPECT_EQ(ReasonOf(reused.status), "REQUEST_ID_REUSED");
  ExpectSilent("a request id that was used", reused.status);

  v1::EvaluateCaseRequest evaluate;
  evaluate.set_case_id(record.case_id());
  evaluate.add_rule_ids(kCanary);
  const auto unheard_of = Ask(*caller.rules, &v1::RuleService::Stub::EvaluateCase, evaluate);
  EXPECT_EQ(ReasonOf(unheard_of.status), "RULE_UNAVAILABLE");
  ExpectSilent("a rule nobody knows", unheard_of.status);
  ExpectSilentLog();
}

}  // namespace
}  // namespace caseload::whole
