// SPDX-License-Identifier: Apache-2.0
// Looks calls up in the generated descriptors.
#include "cpp/method.h"

#include <algorithm>
#include <array>

#include "caseload/v1/case_service.pb.h"
#include "caseload/v1/caseload_service.pb.h"
#include "caseload/v1/finding_service.pb.h"
#include "caseload/v1/import_service.pb.h"
#include "caseload/v1/people_service.pb.h"
#include "caseload/v1/reference_service.pb.h"
#include "caseload/v1/rule_service.pb.h"
#include "caseload/v1/workforce_service.pb.h"
#include "grpc/health/v1/health.pb.h"

namespace caseload::client {
namespace {

using google::protobuf::FieldDescriptor;

std::array<const google::protobuf::FileDescriptor*, 9> ServiceFiles() {
  return {v1::OpenCaseRequest::descriptor()->file(),
          v1::GetMixRequest::descriptor()->file(),
          v1::StartImportRequest::descriptor()->file(),
          v1::CreatePersonRequest::descriptor()->file(),
          v1::ListFindingsRequest::descriptor()->file(),
          v1::ListCodeSetsRequest::descriptor()->file(),
          v1::ListRulesRequest::descriptor()->file(),
          v1::CreateTeamRequest::descriptor()->file(),
          grpc::health::v1::HealthCheckRequest::descriptor()->file()};
}

const FieldDescriptor* RequestIdField(const google::protobuf::Message& request) {
  const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName("request_id");
  const bool is_text =
      field != nullptr && field->type() == FieldDescriptor::TYPE_STRING && !field->is_repeated();
  return is_text ? field : nullptr;
}

}  // namespace

const Method* MethodTaking(const google::protobuf::Descriptor& request) {
  const auto methods = AllMethods();
  const auto taking = std::ranges::find(methods, &request, &Method::input_type);
  return taking == methods.end() ? nullptr : *taking;
}

const Method* FindMethod(std::string_view name) {
  std::string wanted(name);
  std::replace(wanted.begin(), wanted.end(), '/', '.');
  if (wanted.starts_with('.')) wanted.erase(0, 1);
  for (const Method* method : AllMethods()) {
    if (method->full_name() == wanted || ShortName(*method) == wanted) return method;
  }
  return nullptr;
}

std::vector<const Method*> AllMethods() {
  std::vector<const Method*> methods;
  for (const auto* file : ServiceFiles()) {
    for (int i = 0; i < file->service_count(); ++i) {
      const auto* service = file->service(i);
      for (int j = 0; j < service->method_count(); ++j) methods.push_back(service->method(j));
    }
  }
  return methods;
}

std::string WirePath(const Method& method) {
  return "/" + method.service()->full_name() + "/" + method.name();
}

std::string ShortName(const Method& method) {
  return method.service()->name() + "." + method.name();
}

bool MayRepeat(const Method& method, const google::protobuf::Message& request) {
  if (method.options().idempotency_level() == google::protobuf::MethodOptions::NO_SIDE_EFFECTS) {
    return true;
  }
  const FieldDescriptor* field = RequestIdField(request);
  return field != nullptr && !request.GetReflection()->GetString(request, field).empty();
}

void EnsureRequestId(google::protobuf::Message& request) {
  const FieldDescriptor* field = RequestIdField(request);
  if (field == nullptr) return;
  const auto* reflection = request.GetReflection();
  if (reflection->GetString(request, field).empty()) {
    reflection->SetString(&request, field, NewRequestId());
  }
}

}  // namespace caseload::client
