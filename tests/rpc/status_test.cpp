// SPDX-License-Identifier: Apache-2.0
// How an error crosses the wire.
#include "rpc/status.h"

#include <google/protobuf/descriptor.h>
#include <google/rpc/error_details.pb.h>
#include <google/rpc/status.pb.h>
#include <gtest/gtest.h>

#include "caseload/v1/options.pb.h"

namespace caseload::rpc {
namespace {

TEST(Status, GivesEveryPublishedReasonTheCodeItDeclares) {
  // As gRPC numbers them.
  const std::map<std::string, int> numbers{
      {"INVALID_ARGUMENT", 3},    {"DEADLINE_EXCEEDED", 4}, {"NOT_FOUND", 5},
      {"ALREADY_EXISTS", 6},      {"PERMISSION_DENIED", 7}, {"RESOURCE_EXHAUSTED", 8},
      {"FAILED_PRECONDITION", 9}, {"ABORTED", 10},          {"OUT_OF_RANGE", 11},
      {"INTERNAL", 13},           {"UNAVAILABLE", 14},      {"UNAUTHENTICATED", 16}};
  const auto& reasons = *v1::ErrorReason_descriptor();
  for (int i = 1; i < reasons.value_count(); ++i) {
    const auto& value = *reasons.value(i);
    const std::string& declared = value.options().GetExtension(v1::status);
    ASSERT_TRUE(numbers.contains(declared)) << value.name() << " declares \"" << declared << "\"";
    EXPECT_EQ(CodeOf(static_cast<v1::ErrorReason>(value.number())), numbers.at(declared))
        << value.name();
  }
}

TEST(Status, TakesAReasonNobodyPublishedForAFailureOfOurOwn) {
  EXPECT_EQ(CodeOf(static_cast<v1::ErrorReason>(9999)), grpc::StatusCode::INTERNAL);
  EXPECT_EQ(CodeOf(v1::ERROR_REASON_UNSPECIFIED), grpc::StatusCode::INTERNAL);
}

TEST(Status, CarriesTheReasonAndEveryFieldThatIsWrong) {
  const auto status =
      ToStatus({v1::ERROR_REASON_FIELDS_INVALID,
                "two fields are wrong",
                {{"entry.occurred_on", "is no day"}, {"entry.what", "is required"}}});
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_message(), "two fields are wrong");
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(status.error_details()));
  EXPECT_EQ(details.code(), status.error_code());
  ASSERT_EQ(details.details_size(), 2);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(details.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "FIELDS_INVALID");
  EXPECT_EQ(info.domain(), "caseload");
  google::rpc::BadRequest bad;
  ASSERT_TRUE(details.details(1).UnpackTo(&bad));
  ASSERT_EQ(bad.field_violations_size(), 2);
  EXPECT_EQ(bad.field_violations(1).field(), "entry.what");
}

TEST(Status, OfAnErrorAboutNoFieldListsNone) {
  const auto status = ToStatus({v1::ERROR_REASON_ETAG_STALE, "read it again"});
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(status.error_details()));
  EXPECT_EQ(details.details_size(), 1);
}

}  // namespace
}  // namespace caseload::rpc
