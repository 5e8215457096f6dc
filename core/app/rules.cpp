// SPDX-License-Identifier: Apache-2.0
#include "app/rules.h"

#include <set>

#include "app/reading.h"
#include "app/reference.h"
#include "base/limits.h"
#include "record/as_of.h"

namespace caseload::app {
namespace {

// Targets under a field, all of them: a child has few cases, a case some hundreds of entries.
Result<std::vector<std::string>> AllUnder(const Desk& desk, store::Field field,
                                          const std::string& value) {
  store::FindQuery query;
  query.field = field;
  query.value = value;
  query.limit = limits::kHistoryOfOneCase;
  auto terms = desk.reader().Find(query);
  if (!terms) return terms.error();
  std::vector<std::string> ids;
  for (auto& term : *terms) ids.push_back(std::move(term.target));
  return ids;
}

// The record at the moment; nothing when there was none then.
template <class Message>
Result<std::optional<Message>> Stood(const Desk& desk, const std::string& id, const Then& then,
                                     Date as_of) {
  auto found = ReadMessage<Message>(desk, id, then, "case_id");
  if (!found && found.error().reason == v1::ERROR_REASON_NOT_KNOWN_THEN)
    return std::optional<Message>();
  if (!found) return found.error();
  return record::AsOf(*std::move(found), as_of);
}

Result<rules::Subject> ReadSubject(const Desk& desk, const std::string& case_id, const Then& then,
                                   Date as_of) {
  auto asked = ReadMessage<v1::Case>(desk, case_id, then, "case_id");
  if (!asked) return asked.error();
  rules::Subject subject;
  subject.case_id = case_id;
  auto child = ReadMessage<v1::Person>(desk, asked->child_id(), then, "child_id");
  if (!child) return child.error();
  subject.child = *std::move(child);
  auto case_ids = AllUnder(desk, store::Field::kCaseOfChild, asked->child_id());
  if (!case_ids) return case_ids.error();
  std::set<std::string> entry_ids;
  for (const auto& id : *case_ids) {
    auto stood = Stood<v1::Case>(desk, id, then, as_of);
    if (!stood) return stood.error();
    if (!*stood) continue;
    subject.cases.push_back(**std::move(stood));
    auto ids = AllUnder(desk, store::Field::kEntryOfCase, id);
    if (!ids) return ids.error();
    entry_ids.insert(ids->begin(), ids->end());
  }
  for (const auto& id : entry_ids) {
    auto stood = Stood<v1::Entry>(desk, id, then, as_of);
    if (!stood) return stood.error();
    if (*stood) subject.entries.push_back(**std::move(stood));
  }
  return subject;
}

}  // namespace

Result<v1::ListRulesResponse> Rules::List(const v1::ListRulesRequest& request) const {
  const std::vector<v1::Rule> all = book_.List();
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
  auto findings = book_.Evaluate(*subject, as_of, rule_ids);
  if (!findings) return findings.error();
  v1::EvaluateCaseResponse response;
  for (auto& finding : *findings) *response.add_findings() = std::move(finding);
  for (auto& rule : book_.List()) {
    const bool asked = rule_ids.empty() || std::find(rule_ids.begin(), rule_ids.end(),
                                                     rule.rule_id()) != rule_ids.end();
    if (asked) *response.add_rules() = std::move(rule);
  }
  response.set_as_of_on(FormatDate(as_of));
  response.set_sequence(then->sequence);
  return response;
}

}  // namespace caseload::app
