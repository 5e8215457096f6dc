// SPDX-License-Identifier: Apache-2.0
// GuestService: answers EvaluateCase by rules of the tests, in the process that serves: some mean
// harm, and none of them comes out of force however often it fails.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>

#include "caseload/v1/rule_service.grpc.pb.h"
#include "rpc/executor.h"
#include "rules/case_facts.h"
#include "rules/rule_book.h"

namespace caseload::bench {

using Evaluating = v1::RuleService::WithCallbackMethod_EvaluateCase<v1::RuleService::Service>;

class GuestService final : public Evaluating {
 public:
  // Loads the guests of these names.
  explicit GuestService(const std::vector<std::string>& guests);

  // What the rules that are named say of a made-up child. An error when one of them fails.
  grpc::ServerUnaryReactor* EvaluateCase(grpc::CallbackServerContext* context,
                                         const v1::EvaluateCaseRequest* request,
                                         v1::EvaluateCaseResponse* response) override;

 private:
  std::unique_ptr<rules::RuleBook> book_;
  rules::Subject subject_;
  rpc::Executor executor_;  // last: what it runs uses the others
};

}  // namespace caseload::bench
