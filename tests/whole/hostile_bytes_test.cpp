// SPDX-License-Identifier: Apache-2.0
// Bytes that no honest client sends, to every method: the server says what is wrong with them, and
// lives.
#include <gtest/gtest.h>

#include <set>

#include "cpp/method.h"
#include "whole/caller.h"
#include "whole/filler.h"

namespace caseload::whole {
namespace {

using client::Method;
using grpc::StatusCode;

std::vector<const Method*> OwnMethods() {
  std::vector<const Method*> methods;
  for (const auto* method : client::AllMethods()) {
    if (method->file()->package() == "caseload.v1") methods.push_back(method);
  }
  return methods;
}

std::unique_ptr<google::protobuf::Message> NewRequest(const Method& method) {
  const auto* prototype =
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.input_type());
  return std::unique_ptr<google::protobuf::Message>(prototype->New());
}

// A stream that follows the journal for good would never answer.
std::string Ending(const Method& method, const std::string& bytes) {
  const auto* until = method.input_type()->FindFieldByName("until_caught_up");
  const auto request = NewRequest(method);
  if (until == nullptr || !request->ParseFromString(bytes)) return bytes;
  request->GetReflection()->SetBool(request.get(), until, true);
  return request->SerializeAsString();
}

struct HostileBytes : testing::Test {
  ServerProcess server;
  Caller caller{server};

  grpc::Status Send(const Method& method, const std::string& bytes) {
    return SendBytes(caller.channel, client::WirePath(method), bytes).status;
  }

  // A refusal with its reason, or an answer: never a failure of the server's own. Whoever asks for
  // what is not there yet is rightly told to come again.
  void ExpectCalm(const Method& method, const grpc::Status& status) {
    const bool waits = method.input_type()->FindFieldByName("at_least_sequence") != nullptr;
    if (waits && !status.ok() && ReasonOf(status) == "SEQUENCE_NOT_REACHED") return;
    const std::set<StatusCode> failures{StatusCode::INTERNAL,      StatusCode::UNKNOWN,
                                        StatusCode::UNIMPLEMENTED, StatusCode::DATA_LOSS,
                                        StatusCode::UNAVAILABLE,   StatusCode::DEADLINE_EXCEEDED};
    EXPECT_FALSE(failures.contains(status.error_code()))
        << method.full_name() << ": " << status.error_code() << " " << status.error_message();
    if (!status.ok()) {
      EXPECT_NE(ReasonOf(status), "") << method.full_name() << ": " << status.error_message();
    }
  }

  void ExpectAlive() {
    v1::GetCalendarRequest request;
    request.set_year(2024);
    EXPECT_EQ(Must(*caller.reference, &v1::ReferenceService::Stub::GetCalendar, request)
                  .holidays_on_size(),
              8);
    EXPECT_TRUE(server.running());
  }

  // Everything a message can be made of: days, codes, nonsense, and ids of records that are there.
  std::vector<std::string> Texts() {
    const auto child = caller.AChild();
    const auto record = caller.ACase(child.person_id());
    const auto visit = caller.AVisit(record.case_id());
    v1::CreateWorkerRequest worker;
    worker.mutable_worker()->set_name("Sample Worker");
    v1::CreateTeamRequest team;
    team.mutable_team()->set_name("Sample Team");
    v1::StartImportRequest import;
    import.mutable_import_record()->set_form("cin");
    import.mutable_import_record()->set_digest(std::string(64, 'a'));
    return {child.person_id(),
            record.case_id(),
            visit.entry_id(),
            record.concerns(0).concern_id(),
            Must(*caller.workforce, &v1::WorkforceService::Stub::CreateWorker, worker)
                .worker()
                .worker_id(),
            Must(*caller.workforce, &v1::WorkforceService::Stub::CreateTeam, team).team().team_id(),
            Must(*caller.imports, &v1::ImportService::Stub::StartImport, import)
                .import_record()
                .import_id(),
            "1",
            "2",
            "3",
            "2024-03-01",
            "2024-03-01",
            "2024-02-30",
            "9999-12-31",
            "",
            "N1",
            "RC7",
            "16A",
            "concern",
            "names",
            "sex",
            "cin",
            std::string(64, 'b'),
            "key:other",
            std::string(2000, 'x'),
            "an-own-request-id",
            "caseload.recurrence",
            std::string("nul\0byte", 8)};
  }
};

TEST_F(HostileBytes, AnEmptyRequestToAnyMethodIsAnsweredOrRefusedWithAReason) {
  for (const auto* method : OwnMethods()) {
    const auto status = Send(*method, Ending(*method, ""));
    ExpectCalm(*method, status);
    const std::set<StatusCode> expected{StatusCode::OK, StatusCode::INVALID_ARGUMENT,
                                        StatusCode::NOT_FOUND};
    EXPECT_TRUE(expected.contains(status.error_code()))
        << method->full_name() << ": " << status.error_code();
  }
}

TEST_F(HostileBytes, MessagesThatAreCutOffOrMadeOfNoiseAreRefusedAndHarmNothing) {
  Filler filler(20240603, Texts(), 0.6);
  const auto methods = OwnMethods();
  constexpr int kRounds = 2000;
  int refused = 0;
  for (int round = 0; round < kRounds && !HasFailure(); ++round) {
    const auto& method = *methods[static_cast<std::size_t>(round) % methods.size()];
    std::string bytes;
    if (round % 2 == 0) {
      bytes = filler.RandomBytes(filler.Below(200));
    } else {
      const auto request = NewRequest(method);
      filler.Fill(*request);
      bytes = request->SerializeAsString();
      bytes.resize(bytes.size() -
                   (bytes.empty() ? 0 : filler.Below(std::min<std::size_t>(bytes.size(), 40))));
    }
    const auto status = Send(method, Ending(method, bytes));
    ExpectCalm(method, status);
    refused += status.ok() ? 0 : 1;
  }
  EXPECT_GT(refused, kRounds / 2);
  ExpectAlive();
}

TEST_F(HostileBytes, WellFormedNonsenseAboutRecordsThatAreThereIsRefusedOrKept) {
  Filler filler(20240604, Texts(), 0.35);
  int kept = 0;
  constexpr int kRounds = 2000;
  const auto methods = OwnMethods();
  for (int round = 0; round < kRounds && !HasFailure(); ++round) {
    const auto& method = *methods[static_cast<std::size_t>(round) % methods.size()];
    const auto request = NewRequest(method);
    filler.Fill(*request);
    const auto status = Send(method, Ending(method, request->SerializeAsString()));
    ExpectCalm(method, status);
    if (HasFailure()) std::cerr << request->ShortDebugString() << "\n";
    kept += status.ok() ? 1 : 0;
  }
  EXPECT_GT(kept, 0);
  ExpectAlive();
  // And what was kept can be read back by a server that starts with it.
  caller = Caller(server);  // an idle connection would hold the server up
  EXPECT_EQ(server.Stop(), 0);
  server.Start();
  caller = Caller(server);
  ExpectAlive();
}

TEST_F(HostileBytes, AMessageNestedTenThousandDeepIsUnreadable) {
  // An unknown group (field 1000) opened again and again, for the parser to follow.
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "\xC3\x3E";
  for (int i = 0; i < 10'000; ++i) deep += "\xC4\x3E";
  const auto answer = SendBytes(caller.channel, "/caseload.v1.CaseService/OpenCase", deep);
  EXPECT_EQ(answer.status.error_code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(ReasonOf(answer.status), "REQUEST_UNREADABLE");
  ExpectAlive();
}

TEST_F(HostileBytes, TextThatIsNotUtf8IsUnreadable) {
  v1::CreatePersonRequest request;
  request.mutable_person()->add_names()->set_surname("Alder");
  std::string bytes = request.SerializeAsString();
  bytes.replace(bytes.find("Alder"), 2, "\xC3\x28");
  const auto answer = SendBytes(caller.channel, "/caseload.v1.PeopleService/CreatePerson", bytes);
  EXPECT_EQ(answer.status.error_code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(ReasonOf(answer.status), "REQUEST_UNREADABLE");
}

TEST_F(HostileBytes, AMessageOfFiveMebibytesIsRefusedAndTheNextIsAnswered) {
  v1::CreatePersonRequest request;
  request.mutable_person()->add_names()->set_surname(std::string(5 * 1024 * 1024, 'x'));
  const auto answer = Ask(*caller.people, &v1::PeopleService::Stub::CreatePerson, request);
  EXPECT_EQ(answer.status.error_code(), StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(ReasonOf(answer.status), "TOO_LARGE");
  ExpectAlive();
}

TEST_F(HostileBytes, AMethodNobodyDeclaredIsUnimplemented) {
  const auto answer = SendBytes(caller.channel, "/caseload.v1.CaseService/DeleteCase", "");
  EXPECT_EQ(answer.status.error_code(), StatusCode::UNIMPLEMENTED);
  ExpectAlive();
}

}  // namespace
}  // namespace caseload::whole
