// SPDX-License-Identifier: Apache-2.0
#include "bench/guest_service.h"

#include "bench/must.h"
#include "bench/rule_books.h"
#include "rules/proof/made_up.h"

namespace caseload::bench {

GuestService::GuestService(const std::vector<std::string>& guests)
    : subject_(rules::MadeUpChild(1)), executor_(2) {
  constexpr int kOften = 1'000'000;
  book_ = std::make_unique<rules::RuleBook>(
      CASELOAD_RULE_WORKER, rules::RuleWords{},
      rules::RuleLimits{.failures_in_a_row = kOften, .failures_in_an_hour = kOften});
  std::vector<rules::RuleMember> members;
  for (const auto& guest : guests) {
    auto& member = members.emplace_back(rules::RuleMember{guest});
    member.library = [guest]() -> Result<std::string> { return BytesOf(GuestLibrary(guest)); };
  }
  book_->PutInForce(book_->Prepare(members));
  for (const auto& rule : book_->InForce()->List()) {
    if (rule.state() != v1::RULE_STATE_ACTIVE) GiveUp("a guest was refused: " + rule.rule_id());
  }
}

grpc::ServerUnaryReactor* GuestService::EvaluateCase(grpc::CallbackServerContext* context,
                                                     const v1::EvaluateCaseRequest* request,
                                                     v1::EvaluateCaseResponse* response) {
  auto* reactor = context->DefaultReactor();
  executor_.Post([this, reactor, request, response] {
    const std::vector<std::string> rules(request->rule_ids().begin(), request->rule_ids().end());
    const auto set = book_->InForce();
    auto findings = set->Evaluate(subject_, rules::kLastDay, rules);
    if (!findings) {
      return reactor->Finish(grpc::Status(grpc::StatusCode::UNAVAILABLE, findings.error().message));
    }
    for (auto& finding : *findings) *response->add_findings() = std::move(finding);
    reactor->Finish(grpc::Status::OK);
  });
  return reactor;
}

}  // namespace caseload::bench
