// SPDX-License-Identifier: Apache-2.0
#include "app/rules.h"

#include "app/links.h"
#include "app/reading.h"
#include "app/reference.h"

namespace caseload::app {
namespace {

Result<rules::Subject> ReadSubject(const Desk& desk, const std::string& case_id, const Then& then,
                                   Date as_of) {
  auto asked = ReadMessage<v1::Case>(desk, case_id, then, "case_id");
  if (!asked) return asked.error();
  const auto& child_id = asked->child_id();
  rules::Subject subject;
  subject.case_id = case_id;
  auto child = ReadMessage<v1::Person>(desk, child_id, then, "child_id");
  if (!child) return child.error();
  subject.child = *std::move(child);
  auto shared = ReadSharedNumbers(desk, subject.child, then);
  if (!shared) return shared.error();
  subject.shared = *shared;
  auto of = ReadCasesOf(desk, child_id, then, as_of);
  if (!of) return of.error();
  subject.cases = std::move(of->cases);
  subject.entries = std::move(of->entries);
  auto links = ReadLinks(desk, child_id, then, as_of);
  if (!links) return links.error();
  subject.links = *std::move(links);
  return subject;
}

}  // namespace

Result<v1::ListRulesResponse> Rules::List(const v1::ListRulesRequest& request) const {
  const std::vector<v1::Rule> all = book_.InForce()->List();
  auto slice = SliceOf(desk_.pager(), request, all.size());
  if (!slice) return slice.error();
  v1::ListRulesResponse response;
  for (std::size_t i = slice->begin; i < slice->end; ++i) *response.add_rules() = all[i];
  response.set_next_page_token(slice->next_page_token);
  return response;
}

Result<v1::EvaluateCaseResponse> Rules::Evaluate(const v1::EvaluateCaseRequest& request) const {
  auto then = Resolve(desk_, request.moment());
  if (!then) return then.error();
  const Date as_of = then->as_of ? *then->as_of : desk_.clock().Today();
  auto sequence = desk_.reader().Sequence();
  if (!sequence) return sequence.error();
  // What is said is said of one state of the record, though it goes on changing.
  if (then->now) {
    then->now = false;
    then->sequence = *sequence;
  }
  auto subject = ReadSubject(desk_, request.case_id(), *then, as_of);
  if (!subject) return subject.error();
  subject->history_complete_from = imports_.HistoryCompleteFrom(then->sequence);
  const std::vector<std::string> rule_ids(request.rule_ids().begin(), request.rule_ids().end());
  const auto rules = book_.InForce();
  auto findings = rules->Evaluate(*subject, as_of, rule_ids);
  if (!findings) return findings.error();
  v1::EvaluateCaseResponse response;
  for (auto& finding : *findings) *response.add_findings() = std::move(finding);
  for (auto& rule : rules->List()) {
    const bool asked = rule_ids.empty() || std::find(rule_ids.begin(), rule_ids.end(),
                                                     rule.rule_id()) != rule_ids.end();
    if (asked) *response.add_rules() = std::move(rule);
  }
  response.set_as_of_on(FormatDate(as_of));
  response.set_sequence(then->sequence);
  response.set_rule_set_digest(rules->digest());
  return response;
}

}  // namespace caseload::app
