// SPDX-License-Identifier: Apache-2.0
// Reads a Problem from a gRPC status and its google.rpc details.
#include "cpp/problem.h"

#include <grpcpp/support/status.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace caseload::client {
namespace {

struct Words {
  const char* reason;
  const char* message;
};

Words PlainWords(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::CANCELLED:
      return {"CANCELLED", "the call was cancelled"};
    case grpc::StatusCode::INVALID_ARGUMENT:
      return {"REQUEST_INVALID", "the server did not accept the request"};
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return {"NO_ANSWER_IN_TIME", "the server did not answer in time"};
    case grpc::StatusCode::NOT_FOUND:
      return {"NOT_FOUND", "there is no such record"};
    case grpc::StatusCode::PERMISSION_DENIED:
      return {"PERMISSION_NEEDED", "this is not allowed"};
    case grpc::StatusCode::UNAUTHENTICATED:
      return {"CREDENTIALS_NEEDED", "the server wants to know who is calling"};
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return {"TOO_LARGE", "the request or its answer is larger than is allowed"};
    case grpc::StatusCode::UNIMPLEMENTED:
      return {"CALL_UNKNOWN", "the server does not know this call"};
    case grpc::StatusCode::UNAVAILABLE:
      return {"UNREACHABLE", "the server cannot be reached"};
    default:
      return {"UNKNOWN", "the server could not do it and did not say why"};
  }
}

}  // namespace

Problem ReadProblem(const grpc::Status& status) {
  const Words plain = PlainWords(status.error_code());
  Problem problem{static_cast<int>(status.error_code()), plain.reason, plain.message};
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return problem;
  for (const auto& detail : details.details()) {
    if (google::rpc::ErrorInfo info; detail.UnpackTo(&info)) {
      problem.reason = info.reason();
      if (!details.message().empty()) problem.message = details.message();
    } else if (google::rpc::BadRequest wrong; detail.UnpackTo(&wrong)) {
      for (const auto& field : wrong.field_violations()) {
        problem.fields.push_back({field.field(), field.description()});
      }
    }
  }
  return problem;
}

}  // namespace caseload::client
