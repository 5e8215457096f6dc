// SPDX-License-Identifier: Apache-2.0
#include "rpc/gate.h"

#include <google/protobuf/descriptor.h>

#include <chrono>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/limits.h"
#include "rpc/status.h"

namespace caseload::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// A short text costs less to copy than to hand over, which takes two allocations more.
constexpr std::size_t kCheaperCopied = 512;

using Fields = std::vector<const FieldDescriptor*>;

// Fields of the type that are enums or hold some further down. Few do, and a message of an import
// has thousands of those that do not. Nothing for a type that is being looked at just now: it may
// hold itself.
const std::optional<Fields>& FieldsWithEnums(const google::protobuf::Descriptor& type) {
  thread_local std::unordered_map<const google::protobuf::Descriptor*, std::optional<Fields>> known;
  const auto [at, is_new] = known.try_emplace(&type);
  std::optional<Fields>& fields = at->second;
  if (!is_new) return fields;
  Fields found;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    bool holds = field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      const auto& inner = FieldsWithEnums(*field.message_type());
      holds = !inner || !inner->empty();
    }
    if (holds) found.push_back(&field);
  }
  fields = std::move(found);
  return fields;
}

void FindUnknownEnums(const Message& message, const std::string& at,
                      std::vector<FieldProblem>& problems);

void CheckField(const Message& message, const FieldDescriptor& field, const std::string& at,
                std::vector<FieldProblem>& problems) {
  const auto& reflection = *message.GetReflection();
  const int size = field.is_repeated() ? reflection.FieldSize(message, &field)
                                       : reflection.HasField(message, &field);
  for (int i = 0; i < size; ++i) {
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      FindUnknownEnums(field.is_repeated() ? reflection.GetRepeatedMessage(message, &field, i)
                                           : reflection.GetMessage(message, &field),
                       at + field.name() + ".", problems);
      continue;
    }
    const int value = field.is_repeated() ? reflection.GetRepeatedEnumValue(message, &field, i)
                                          : reflection.GetEnumValue(message, &field);
    if (field.enum_type()->FindValueByNumber(value) == nullptr) {
      problems.push_back({at + field.name(), "is no value of " + field.enum_type()->name()});
    }
  }
}

void FindUnknownEnums(const Message& message, const std::string& at,
                      std::vector<FieldProblem>& problems) {
  for (const auto* field : *FieldsWithEnums(*message.GetDescriptor())) {
    CheckField(message, *field, at, problems);
  }
}

}  // namespace

Result<access::Principal> Gate::Enter(const google::protobuf::MethodDescriptor& method,
                                      const grpc::ServerContextBase& context) const {
  const v1::MethodRule* rule = rules_.Find(method);
  if (rule == nullptr) return Error{v1::ERROR_REASON_INTERNAL, "no rule for this call"};
  auto who = authenticate_(context);
  if (!who) return Error{v1::ERROR_REASON_CREDENTIALS_NEEDED, "credentials are needed"};
  if (!who->Holds(rule->permission())) {
    return Error{v1::ERROR_REASON_PERMISSION_NEEDED,
                 "the permission " + rule->permission() + " is needed"};
  }
  if (context.deadline() < std::chrono::system_clock::now()) {
    return Error{v1::ERROR_REASON_DEADLINE_PASSED, "the deadline passed before the work began"};
  }
  return *std::move(who);
}

grpc::Status Gate::Refuse(const google::protobuf::MethodDescriptor& method,
                          const std::string& actor, const Error& error) const {
  refused_(method, actor, error);
  return ToStatus(error);
}

std::string ToText(const grpc::ByteBuffer& bytes) {
  grpc::Slice whole;
  if (bytes.TrySingleSlice(&whole).ok() || bytes.DumpToSingleSlice(&whole).ok()) {
    return {reinterpret_cast<const char*>(whole.begin()), whole.size()};
  }
  return {};
}

grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

grpc::ByteBuffer ToBuffer(std::string&& bytes) {
  if (bytes.size() < kCheaperCopied) return ToBuffer(std::as_const(bytes));
  auto* kept = new std::string(std::move(bytes));
  const grpc::Slice slice(
      kept->data(), kept->size(), [](void* done) { delete static_cast<std::string*>(done); }, kept);
  return {&slice, 1};
}

Outcome ReadRequest(const grpc::ByteBuffer& bytes, Message& request) {
  if (bytes.Length() > limits::kRequestBytes) {
    return Error{v1::ERROR_REASON_TOO_LARGE, "a request has at most 4 MiB"};
  }
  grpc::Slice whole;
  const bool one = bytes.TrySingleSlice(&whole).ok() || bytes.DumpToSingleSlice(&whole).ok();
  if (!one || !request.ParseFromArray(whole.begin(), static_cast<int>(whole.size()))) {
    return Error{v1::ERROR_REASON_REQUEST_UNREADABLE, "the request is no " +
                                                          request.GetDescriptor()->name() +
                                                          ", or holds text that is not UTF-8"};
  }
  std::vector<FieldProblem> problems;
  FindUnknownEnums(request, "", problems);
  if (problems.empty()) return Nothing{};
  return Error{v1::ERROR_REASON_FIELDS_INVALID,
               problems.front().field + " " + problems.front().what, problems};
}

}  // namespace caseload::rpc
