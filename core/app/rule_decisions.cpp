// SPDX-License-Identifier: Apache-2.0
#include "app/rule_decisions.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>

#include "base/ids.h"
#include "record/findings.h"

namespace caseload::app {
namespace {

using google::protobuf::util::TimeUtil;

template <class Number>
void Append(std::string& bytes, Number number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

Result<std::optional<Loaded<v1::RuleDecision>>> StandingDecision(Draft& draft,
                                                                 const v1::RuleDecision& next) {
  const auto ids = draft.Under(store::Field::kDecisionOfCase, next.case_id());
  if (!ids) return ids.error();
  for (const auto& id : *ids) {
    auto decision = draft.Load<v1::RuleDecision>(id, "rule_decision_id");
    if (!decision) return decision.error();
    if (decision->message.shadow() == next.shadow()) return std::optional(*std::move(decision));
  }
  return std::optional<Loaded<v1::RuleDecision>>();
}

Result<std::vector<v1::CaseFinding>> FindingsOf(Draft& draft, const v1::RuleDecision& decision) {
  std::vector<v1::CaseFinding> standing;
  for (const auto& id : decision.finding_ids()) {
    auto finding = draft.Load<v1::CaseFinding>(id, "finding_id");
    if (!finding) return finding.error();
    standing.push_back(std::move(finding->message));
  }
  return standing;
}

// But for why and when the rules were asked.
bool IsSame(const v1::RuleDecision& stood, const v1::RuleDecision& next) {
  const auto bytes = [](v1::RuleDecision decision) {
    decision.clear_rule_decision_id();
    decision.clear_etag();
    decision.clear_recorded_at();
    decision.clear_recorded_by();
    decision.clear_trigger();
    decision.clear_facts_sequence();
    decision.clear_finding_ids();
    return decision.SerializeAsString();
  };
  return bytes(stood) == bytes(next);
}

// The ids of those that stand from now on.
std::vector<std::string> KeepFindings(Draft& draft, record::Superseding next) {
  std::vector<std::string> ids = std::move(next.unchanged);
  for (auto& finding : next.ended) draft.Update(finding, finding.finding_id());
  for (auto& finding : next.changed) {
    draft.Update(finding, finding.finding_id());
    ids.push_back(finding.finding_id());
  }
  for (auto& finding : next.begun) {
    *finding.mutable_first_said_at() = TimeUtil::MicrosecondsToTimestamp(draft.now().micros);
    draft.Create(finding);
    ids.push_back(finding.finding_id());
  }
  std::ranges::sort(ids);
  return ids;
}

// The first day to come on which somebody begins or ends to hold the child, as is recorded already:
// no rule is shown what lies after the day, so none can name it.
std::string NextHolder(const rules::Subject& subject, Date as_of) {
  std::optional<Date> next;
  if (!subject.allocations) return "";
  for (const auto& one : *subject.allocations) {
    for (const auto* text : {&one.from_on(), &one.until_on()}) {
      const auto day = ParseDate(*text);
      if (day && *day > as_of) next = next ? std::min(*next, *day) : *day;
    }
  }
  return next ? FormatDate(*next) : "";
}

}  // namespace

std::string DigestOf(const rules::ReferenceRows& reference) {
  std::string bytes;
  Append(bytes, reference.calendar_first);
  Append(bytes, reference.calendar_days);
  bytes.append(reinterpret_cast<const char*>(reference.days_off.data()), reference.days_off.size());
  for (const auto& clock : reference.clocks) {
    bytes.append(clock.name).push_back('\n');
    for (const std::int64_t number :
         {std::int64_t{clock.limit}, std::int64_t{clock.unit}, std::int64_t{clock.inclusive},
          std::int64_t{clock.kind}, std::int64_t{clock.valid_from},
          std::int64_t{clock.valid_until}}) {
      Append(bytes, number);
    }
  }
  return Sha256Hex(bytes);
}

Result<DecisionFacts> ReadDecisionFacts(const Desk& desk, const rules::CodeNumbers& numbers,
                                        const std::string& case_id, const ToldAt& told) {
  DecisionFacts of;
  const auto failed = [&](const Error& error) -> Result<DecisionFacts> {
    if (error.reason == v1::ERROR_REASON_STORE_UNAVAILABLE) return error;
    of.failure = "the record of the case cannot be shown to a rule: " + error.message;
    of.digest = Sha256Hex(of.failure);
    return std::move(of);
  };
  const auto asked = ReadMessage<v1::Case>(desk, case_id, told.at.then, "case_id");
  if (!asked) return failed(asked.error());
  of.child_id = asked->child_id();
  const auto referred = ParseDate(asked->referred_on());
  if (referred && *referred > told.at.as_of) {
    of.begins_on = asked->referred_on();
    of.digest = Sha256Hex(of.begins_on);
    return of;
  }
  auto subject = ReadCaseSubject(desk, case_id, told.at);
  if (!subject) return failed(subject.error());
  subject->history_complete_from = told.history_complete_from;
  auto facts = rules::FactsOf(*subject, told.at.as_of, numbers);
  if (!facts) return failed(facts.error());
  of.facts = *std::move(facts);
  of.changes_on = NextHolder(*subject, told.at.as_of);
  of.digest = Sha256Hex(rules::PackFacts(of.facts.rows));
  return of;
}

v1::RuleAnswer AnswerOf(const rules::RuleAnswers& of, std::size_t place, Date as_of) {
  v1::RuleAnswer answer;
  answer.set_rule_id(of.rule_id);
  const auto& said = of.answers[place];
  if (said) {
    for (const auto& finding : said->findings) *answer.add_findings() = finding;
    // Never today again: whatever a rule says, the days go on.
    if (said->look_again_on)
      answer.set_look_again_on(FormatDate(std::max(*said->look_again_on, as_of + 1)));
  } else if (said.error().reason == v1::ERROR_REASON_RULE_UNAVAILABLE) {
    // It came out of force before its turn: about this case nobody asked it.
    answer.set_not_asked_because(said.error().message);
  } else {
    answer.set_failed_because(said.error().message);
    answer.set_look_again_on(FormatDate(as_of + 1));
  }
  return answer;
}

Result<std::vector<std::vector<v1::RuleAnswer>>> AskSet(const rules::RuleSet& set,
                                                        std::span<const DecisionFacts> cases,
                                                        Date as_of) {
  std::vector<rules::SubjectFacts> facts;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (!cases[i].failure.empty() || !cases[i].begins_on.empty()) continue;
    places.push_back(i);
    facts.push_back(cases[i].facts);
  }
  auto said = set.AskEach(facts);
  if (!said) return said.error();
  std::vector<std::vector<v1::RuleAnswer>> answers(cases.size());
  for (const auto& of : *said) {
    for (std::size_t i = 0; i < places.size(); ++i)
      answers[places[i]].push_back(AnswerOf(of, i, as_of));
  }
  for (const auto& rule : set.Refused()) {
    for (auto& of : answers) {
      // One that came out of force on the way has failed on some, and was not asked about others.
      if (std::ranges::find(of, rule.rule_id(), &v1::RuleAnswer::rule_id) != of.end()) continue;
      v1::RuleAnswer& answer = of.emplace_back();
      answer.set_rule_id(rule.rule_id());
      answer.set_not_asked_because(rule.refused_because());
    }
  }
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (cases[i].failure.empty() && cases[i].begins_on.empty()) continue;
    for (const auto& member : set.Describe().members()) {
      v1::RuleAnswer& answer = answers[i].emplace_back();
      answer.set_rule_id(member.rule_id());
      if (cases[i].failure.empty()) {
        answer.set_not_asked_because("the case has not begun");
        answer.set_look_again_on(cases[i].begins_on);
      } else {
        answer.set_failed_because(cases[i].failure);
        answer.set_look_again_on(FormatDate(as_of + 1));
      }
    }
  }
  return answers;
}

Result<std::string> CaseOfDecision(const Desk& desk, const std::string& rule_decision_id) {
  const auto decision =
      ReadMessage<v1::RuleDecision>(desk, rule_decision_id, {}, "rule_decision_id");
  if (!decision) return decision.error();
  return decision->case_id();
}

Result<Holder> HolderOf(const Desk& desk, const std::string& case_id, const Then& then) {
  const auto ids = AllUnder(desk, store::Field::kAllocationOfCase, case_id);
  if (!ids) return ids.error();
  Holder holder;
  std::string latest;
  for (const auto& id : *ids) {
    const auto known = KnownThen<v1::Allocation>(desk, id, then, "allocation_id");
    if (!known) return known.error();
    if (!*known) continue;
    const v1::Allocation& held = **known;
    if (!held.until_on().empty() || !Holds(held.role()) || held.from_on() < latest) continue;
    latest = held.from_on();
    holder = {held.worker_id(), held.team_id()};
  }
  return holder;
}

Outcome KeepDecision(Draft& draft, v1::RuleDecision decision, const Holder& holder) {
  auto stood = StandingDecision(draft, decision);
  if (!stood) return stood.error();
  const bool anybody_asked = std::ranges::any_of(
      decision.answers(), [](const auto& of) { return of.not_asked_because().empty(); });
  if (!*stood && !anybody_asked && decision.look_again_on().empty()) return Nothing{};
  std::vector<v1::CaseFinding> standing;
  if (*stood) {
    auto read = FindingsOf(draft, (*stood)->message);
    if (!read) return read.error();
    standing = *std::move(read);
  }
  const std::string id = *stood ? (*stood)->message.rule_decision_id() : draft.NewId();
  v1::CaseFinding about;
  about.set_case_id(decision.case_id());
  about.set_child_id(decision.child_id());
  about.set_worker_id(holder.worker_id);
  about.set_team_id(holder.team_id);
  about.set_rule_decision_id(id);
  about.set_shadow(decision.shadow());
  const auto as_of = ParseDate(decision.as_of_on());
  const std::vector<v1::RuleAnswer> answers(decision.answers().begin(), decision.answers().end());
  auto next = record::Supersede(standing, answers, about, *as_of);
  const bool same = *stood && IsSame((*stood)->message, decision);
  if (same && next.begun.empty() && next.changed.empty() && next.ended.empty()) return Nothing{};
  for (auto& finding_id : KeepFindings(draft, std::move(next)))
    decision.add_finding_ids(std::move(finding_id));
  if (*stood) {
    draft.Update(decision, id);
  } else {
    draft.CreateAs(decision, id);
  }
  return Nothing{};
}

Outcome KeepRuleSet(Draft& draft, const v1::RuleSet& set) {
  const auto kept = draft.Under(store::Field::kRuleSetByDigest, set.digest(), 1);
  if (!kept) return kept.error();
  if (!kept->empty()) return Nothing{};
  v1::KeptRuleSet record;
  *record.mutable_rule_set() = set;
  draft.Create(record);
  return Nothing{};
}

}  // namespace caseload::app
