// SPDX-License-Identifier: Apache-2.0
#include "rpc/status.h"

#include <google/rpc/error_details.pb.h>
#include <google/rpc/status.pb.h>

#include <map>

#include "base/limits.h"
#include "caseload/v1/options.pb.h"

namespace caseload::rpc {
namespace {

constexpr char kDomain[] = "caseload";

// The names that error_reason.proto may use.
const std::map<std::string, grpc::StatusCode>& Codes() {
  static const std::map<std::string, grpc::StatusCode> codes{
      {"INVALID_ARGUMENT", grpc::StatusCode::INVALID_ARGUMENT},
      {"DEADLINE_EXCEEDED", grpc::StatusCode::DEADLINE_EXCEEDED},
      {"NOT_FOUND", grpc::StatusCode::NOT_FOUND},
      {"ALREADY_EXISTS", grpc::StatusCode::ALREADY_EXISTS},
      {"PERMISSION_DENIED", grpc::StatusCode::PERMISSION_DENIED},
      {"RESOURCE_EXHAUSTED", grpc::StatusCode::RESOURCE_EXHAUSTED},
      {"FAILED_PRECONDITION", grpc::StatusCode::FAILED_PRECONDITION},
      {"ABORTED", grpc::StatusCode::ABORTED},
      {"OUT_OF_RANGE", grpc::StatusCode::OUT_OF_RANGE},
      {"INTERNAL", grpc::StatusCode::INTERNAL},
      {"UNAVAILABLE", grpc::StatusCode::UNAVAILABLE},
      {"UNAUTHENTICATED", grpc::StatusCode::UNAUTHENTICATED}};
  return codes;
}

}  // namespace

grpc::StatusCode CodeOf(v1::ErrorReason reason) {
  const auto* value = v1::ErrorReason_descriptor()->FindValueByNumber(reason);
  if (value == nullptr) return grpc::StatusCode::INTERNAL;
  const auto found = Codes().find(value->options().GetExtension(v1::status));
  return found == Codes().end() ? grpc::StatusCode::INTERNAL : found->second;
}

grpc::Status ToStatus(const Error& error) {
  const auto code = CodeOf(error.reason);
  google::rpc::Status details;
  details.set_code(code);
  details.set_message(error.message);
  google::rpc::ErrorInfo info;
  info.set_reason(ReasonName(error.reason));
  info.set_domain(kDomain);
  details.add_details()->PackFrom(info);
  if (!error.fields.empty()) {
    google::rpc::BadRequest bad;
    for (const auto& problem : error.fields) {
      if (static_cast<std::size_t>(bad.field_violations_size()) == limits::kProblemsShown) break;
      auto& violation = *bad.add_field_violations();
      violation.set_field(problem.field);
      violation.set_description(problem.what);
    }
    details.add_details()->PackFrom(bad);
  }
  return {code, error.message, details.SerializeAsString()};
}

}  // namespace caseload::rpc
