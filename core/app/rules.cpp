// SPDX-License-Identifier: Apache-2.0
#include "app/rules.h"

#include <type_traits>

#include "app/authority_tallies.h"
#include "app/case_subject.h"
#include "app/family_subject.h"
#include "app/reading.h"
#include "app/reference.h"
#include "app/rule_outcomes.h"
#include "app/worker_subject.h"

namespace caseload::app {

Result<v1::ListRulesResponse> Rules::List(const v1::ListRulesRequest& request) const {
  const std::vector<v1::Rule> all = book_.InForce()->List();
  auto slice = SliceOf(desk_.pager(), request, all.size());
  if (!slice) return slice.error();
  v1::ListRulesResponse response;
  for (std::size_t i = slice->begin; i < slice->end; ++i) *response.add_rules() = all[i];
  response.set_next_page_token(slice->next_page_token);
  return response;
}

Result<AskedAt> Rules::At(const v1::Moment& moment) const {
  auto then = Resolve(desk_, moment);
  if (!then) return then.error();
  const Date as_of = then->as_of ? *then->as_of : desk_.clock().Today();
  auto sequence = desk_.reader().Sequence();
  if (!sequence) return sequence.error();
  // What is said is said of one state of the record, though it goes on changing.
  if (then->now) {
    then->now = false;
    then->sequence = *sequence;
  }
  return AskedAt{*then, as_of};
}

template <class Response, class Request>
Result<Response> Rules::Ask(const Request& request, const AskedAt& at,
                            const rules::SubjectFacts& facts) const {
  const std::vector<std::string> rule_ids(request.rule_ids().begin(), request.rule_ids().end());
  const auto rules = book_.InForce();
  auto asked = AskRules(*rules, facts, rule_ids);
  if (!asked) return asked.error();
  Response response;
  for (auto& finding : asked->findings) *response.add_findings() = std::move(finding);
  for (auto& outcome : asked->outcomes) *response.add_outcomes() = std::move(outcome);
  if constexpr (std::is_same_v<Response, v1::EvaluateCaseResponse>) {
    for (auto& rule : asked->rules) *response.add_rules() = std::move(rule);
  }
  response.set_as_of_on(FormatDate(at.as_of));
  response.set_sequence(at.then.sequence);
  response.set_rule_set_digest(rules->digest());
  return response;
}

template <class Response, class Request, class Read>
Result<Response> Rules::About(const Request& request, const Read& read) const {
  const auto at = At(request.moment());
  if (!at) return at.error();
  auto subject = read(*at);
  if (!subject) return subject.error();
  subject->history_complete_from = imports_.HistoryCompleteFrom(at->then.sequence);
  const auto facts = rules::FactsOf(*subject, at->as_of, book_.words().numbers);
  if (!facts) return facts.error();
  return Ask<Response>(request, *at, *facts);
}

Result<v1::EvaluateCaseResponse> Rules::Evaluate(const v1::EvaluateCaseRequest& request) const {
  return About<v1::EvaluateCaseResponse>(
      request, [&](const AskedAt& at) { return ReadCaseSubject(desk_, request.case_id(), at); });
}

Result<v1::EvaluateFamilyResponse> Rules::EvaluateFamily(
    const v1::EvaluateFamilyRequest& request) const {
  return About<v1::EvaluateFamilyResponse>(request, [&](const AskedAt& at) {
    return ReadFamilySubject(desk_, request.family_id(), at.then, at.as_of);
  });
}

Result<v1::EvaluateWorkerResponse> Rules::EvaluateWorker(
    const v1::EvaluateWorkerRequest& request) const {
  return About<v1::EvaluateWorkerResponse>(request, [&](const AskedAt& at) {
    return ReadWorkerSubject(desk_, request.worker_id(), at.then, at.as_of);
  });
}

Result<v1::EvaluateTeamResponse> Rules::EvaluateTeam(const v1::EvaluateTeamRequest& request) const {
  return About<v1::EvaluateTeamResponse>(request, [&](const AskedAt& at) {
    return ReadTeamSubject(desk_, request.team_id(), at.then, at.as_of);
  });
}

Result<v1::EvaluateAuthorityResponse> Rules::EvaluateAuthority(
    const v1::EvaluateAuthorityRequest& request) const {
  const std::unique_lock counting(counting_, std::try_to_lock);
  if (!counting) {
    return Error{v1::ERROR_REASON_BUSY,
                 "the authority is being counted for somebody else: try again later"};
  }
  const auto at = At(request.moment());
  if (!at) return at.error();
  auto facts = CountAuthority(desk_, at->then, at->as_of, book_.words().numbers);
  if (!facts) return facts.error();
  if (const auto complete = imports_.HistoryCompleteFrom(at->then.sequence))
    facts->rows.history_complete_from = complete->days;
  return Ask<v1::EvaluateAuthorityResponse>(request, *at, *facts);
}

}  // namespace caseload::app
