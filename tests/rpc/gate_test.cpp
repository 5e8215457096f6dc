// SPDX-License-Identifier: Apache-2.0
// The door: who may pass it, and what can be read at it.
#include "rpc/gate.h"

#include <grpcpp/server_context.h>
#include <gtest/gtest.h>

#include "caseload/v1/case_service.pb.h"
#include "caseload/v1/people_service.pb.h"
#include "rpc/status.h"

namespace caseload::rpc {
namespace {

const google::protobuf::MethodDescriptor& GetCase() {
  return *v1::GetCaseRequest::descriptor()->file()->service(0)->FindMethodByName("GetCase");
}

struct GateTest : testing::Test {
  std::optional<access::Principal> caller = access::LocalOperator();
  std::vector<std::string> told;
  grpc::ServerContext context;

  Gate Make(bool with_rules = true) {
    MethodRules rules;
    if (with_rules) {
      EXPECT_TRUE(rules.Add(*GetCase().service()));
    }
    return {std::move(rules), [this](const grpc::ServerContextBase&) { return caller; },
            [this](const google::protobuf::MethodDescriptor& method, const std::string& actor,
                   const Error& error) {
              told.push_back(method.name() + " " + actor + " " + ReasonName(error.reason));
            }};
  }
};

TEST_F(GateTest, LetsACallerPassWhoHoldsThePermission) {
  const auto who = Make().Enter(GetCase(), context);
  ASSERT_TRUE(who) << who.error().message;
  EXPECT_EQ(who->id, caller->id);
}

TEST_F(GateTest, StopsACallerWhoShowsNoCredentials) {
  caller.reset();
  const auto who = Make().Enter(GetCase(), context);
  ASSERT_FALSE(who);
  EXPECT_EQ(who.error().reason, v1::ERROR_REASON_CREDENTIALS_NEEDED);
}

TEST_F(GateTest, StopsACallerWhoLacksThePermissionAndNamesIt) {
  caller = access::Principal();
  const auto who = Make().Enter(GetCase(), context);
  ASSERT_FALSE(who);
  EXPECT_EQ(who.error().reason, v1::ERROR_REASON_PERMISSION_NEEDED);
  EXPECT_NE(who.error().message.find("cases.read"), std::string::npos);
}

TEST_F(GateTest, StopsACallToAMethodWithoutRule) {
  const auto who = Make(false).Enter(GetCase(), context);
  ASSERT_FALSE(who);
  EXPECT_EQ(who.error().reason, v1::ERROR_REASON_INTERNAL);
}

TEST_F(GateTest, TellsOfARefusalByMethodCallerAndReasonOnly) {
  const auto gate = Make();
  const auto status =
      gate.Refuse(GetCase(), "worker/1", {v1::ERROR_REASON_NOT_FOUND, "there is no such record"});
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(told, std::vector<std::string>{"GetCase worker/1 NOT_FOUND"});
}

v1::ErrorReason ReasonToRefuse(const std::string& bytes) {
  v1::OpenCaseRequest request;
  const auto read = ReadRequest(ToBuffer(bytes), request);
  return read ? v1::ERROR_REASON_UNSPECIFIED : read.error().reason;
}

TEST(ReadRequest, ReadsWhatWasSentWhole) {
  v1::OpenCaseRequest sent;
  sent.mutable_case_record()->set_child_id("a child");
  v1::OpenCaseRequest request;
  ASSERT_TRUE(ReadRequest(ToBuffer(sent.SerializeAsString()), request));
  EXPECT_EQ(request.case_record().child_id(), "a child");
}

TEST(ReadRequest, ReadsWhatCameInPieces) {
  v1::OpenCaseRequest sent;
  sent.mutable_case_record()->set_note(std::string(5000, 'n'));
  const std::string bytes = sent.SerializeAsString();
  const grpc::Slice pieces[] = {grpc::Slice(bytes.substr(0, 100)), grpc::Slice(bytes.substr(100))};
  v1::OpenCaseRequest request;
  ASSERT_TRUE(ReadRequest(grpc::ByteBuffer(pieces, 2), request));
  EXPECT_EQ(request.case_record().note().size(), 5000U);
}

TEST(ReadRequest, RefusesWhatIsCutOff) {
  v1::OpenCaseRequest sent;
  sent.mutable_case_record()->set_child_id("a child");
  const std::string bytes = sent.SerializeAsString();
  EXPECT_EQ(ReasonToRefuse(bytes.substr(0, bytes.size() - 1)), v1::ERROR_REASON_REQUEST_UNREADABLE);
}

TEST(ReadRequest, RefusesTextThatIsNotUtf8) {
  // case_record { child_id: two bytes that are no character }
  EXPECT_EQ(ReasonToRefuse("\x0A\x04\x2A\x02\xC3\x28"), v1::ERROR_REASON_REQUEST_UNREADABLE);
}

TEST(ReadRequest, NamesTheFieldOfAnEnumValueNobodyPublished) {
  v1::OpenCaseRequest sent;
  sent.mutable_case_record()->add_concerns()->set_basis(static_cast<v1::ConcernBasis>(99));
  v1::OpenCaseRequest request;
  const auto read = ReadRequest(ToBuffer(sent.SerializeAsString()), request);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
  ASSERT_EQ(read.error().fields.size(), 1U);
  EXPECT_EQ(read.error().fields[0].field, "case_record.concerns.basis");
}

TEST(ReadRequest, AcceptsFieldsOfALaterVersionOfTheApi) {
  // Field 1000, a number.
  EXPECT_EQ(ReasonToRefuse("\xC0\x3E\x01"), v1::ERROR_REASON_UNSPECIFIED);
}

}  // namespace
}  // namespace caseload::rpc
