// SPDX-License-Identifier: Apache-2.0
// Rules: what the rules say of a case, a family, a worker, a team or the authority, as it stood and
// was known at a moment.
#pragma once

#include <mutex>

#include "app/case_subject.h"
#include "caseload/v1/rule_service.pb.h"
#include "rules/rule_book.h"

namespace caseload::app {

class Rules {
 public:
  Rules(const Desk& desk, const Imports& imports, rules::RuleBook& book)
      : desk_(desk), imports_(imports), book_(book) {}

  Result<v1::ListRulesResponse> List(const v1::ListRulesRequest& request) const;
  // Reads the facts first; no transaction is open and nothing is locked while a rule runs.
  Result<v1::EvaluateCaseResponse> Evaluate(const v1::EvaluateCaseRequest& request) const;
  Result<v1::EvaluateFamilyResponse> EvaluateFamily(const v1::EvaluateFamilyRequest& request) const;
  Result<v1::EvaluateWorkerResponse> EvaluateWorker(const v1::EvaluateWorkerRequest& request) const;
  Result<v1::EvaluateTeamResponse> EvaluateTeam(const v1::EvaluateTeamRequest& request) const;
  // Counts all children first, which blocks for long; BUSY while another is counting.
  Result<v1::EvaluateAuthorityResponse> EvaluateAuthority(
      const v1::EvaluateAuthorityRequest& request) const;

 private:
  // One state of the record, though it goes on changing, and one day.
  Result<AskedAt> At(const v1::Moment& moment) const;
  // Reads a subject, makes facts of it and asks.
  template <class Response, class Request, class Read>
  Result<Response> About(const Request& request, const Read& read) const;
  // Asks the rules in force about these facts, and fills in what every answer says.
  template <class Response, class Request>
  Result<Response> Ask(const Request& request, const AskedAt& at,
                       const rules::SubjectFacts& facts) const;

  mutable std::mutex counting_;
  const Desk& desk_;
  const Imports& imports_;
  rules::RuleBook& book_;
};

}  // namespace caseload::app
