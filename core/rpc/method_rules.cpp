// SPDX-License-Identifier: Apache-2.0
#include "rpc/method_rules.h"

#include <google/protobuf/descriptor.h>

namespace caseload::rpc {

Outcome MethodRules::Add(const google::protobuf::ServiceDescriptor& service) {
  for (int i = 0; i < service.method_count(); ++i) {
    const auto& method = *service.method(i);
    const auto& rule = method.options().GetExtension(v1::rule);
    if (rule.permission().empty()) {
      return Error{v1::ERROR_REASON_INTERNAL, method.full_name() + " declares no permission"};
    }
    if (rule.audit() == v1::AUDIT_KIND_UNSPECIFIED || !v1::AuditKind_IsValid(rule.audit())) {
      return Error{v1::ERROR_REASON_INTERNAL,
                   method.full_name() + " does not say how it is audited"};
    }
    rules_.emplace(&method, rule);
  }
  return Nothing{};
}

const v1::MethodRule* MethodRules::Find(const google::protobuf::MethodDescriptor& method) const {
  const auto found = rules_.find(&method);
  return found == rules_.end() ? nullptr : &found->second;
}

}  // namespace caseload::rpc
