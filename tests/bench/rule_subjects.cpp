// SPDX-License-Identifier: Apache-2.0
#include "bench/rule_subjects.h"

#include <dlfcn.h>

#include "bench/dice.h"
#include "bench/must.h"

namespace caseload::bench {
namespace {

using rules::RuleAnswer;
using rules::SubjectFacts;

constexpr caseload_day kToday = 20'000;

caseload_day SomeDay(Dice& dice) { return kToday - static_cast<caseload_day>(dice.Of(1500)); }

std::uint32_t Origin(SubjectFacts& child, std::uint32_t evidence, const char* kind,
                     caseload_day day) {
  const auto id = static_cast<std::uint32_t>(child.origins.size() + 1);
  child.origins.push_back({evidence, kind, std::to_string(id), day, CASELOAD_DAY_NONE});
  return id;
}

SubjectFacts Child(Dice& dice) {
  SubjectFacts child;
  auto& rows = child.rows;
  rows.as_of = kToday;
  rows.given = CASELOAD_GROUP_ALL;
  rows.subject = rows.children.emplace_back().id =
      Origin(child, CASELOAD_EVIDENCE_CHILD, "person", kToday - 3000);
  for (std::size_t i = 1 + dice.Of(6) * dice.Of(2); i > 0; --i) {
    auto& one = rows.cases.emplace_back();
    one.referred = SomeDay(dice);
    one.closed = CASELOAD_DAY_NONE;
    rows.case_id = one.id = Origin(child, CASELOAD_EVIDENCE_CASE, "case", one.referred);
  }
  for (std::size_t i = dice.Of(33); i > 0; --i) {
    auto& event = rows.events.emplace_back();
    event.day = SomeDay(dice);
    event.kind = static_cast<std::uint16_t>(1 + dice.Of(8));
    event.id = Origin(child, CASELOAD_EVIDENCE_EVENT, "entry", event.day);
  }
  for (std::size_t i = dice.Of(11); i > 0; --i) {
    auto& concern = rows.concerns.emplace_back();
    concern.start = SomeDay(dice);
    concern.end = dice.Percent(60) ? CASELOAD_DAY_NONE : kToday;
    concern.code = static_cast<std::uint16_t>(dice.Of(24));
    concern.id = Origin(child, CASELOAD_EVIDENCE_CONCERN, "concern", concern.start);
  }
  return child;
}

caseload_status Keep(void* context, std::uint64_t index, const caseload_finding* finding) {
  auto& answer = (*static_cast<std::vector<RuleAnswer>*>(context))[index];
  answer.said.push_back({finding->text,
                         finding->measure,
                         finding->threshold,
                         finding->comparison,
                         {finding->values, finding->values + finding->value_count},
                         {finding->evidence, finding->evidence + finding->evidence_count}});
  return CASELOAD_OK;
}

void KeepDay(void* context, std::uint64_t index, caseload_day day) {
  auto& earliest = (*static_cast<std::vector<RuleAnswer>*>(context))[index].look_again_on;
  earliest = std::min(earliest, day);
}

}  // namespace

std::vector<SubjectFacts> MadeUpSubjects(std::size_t count) {
  Dice dice(1989);
  std::vector<SubjectFacts> all;
  all.reserve(count);
  for (std::size_t i = 0; i < count; ++i) all.push_back(Child(dice));
  return all;
}

std::vector<caseload_facts> InPlace(std::span<const SubjectFacts> subjects) {
  std::vector<caseload_facts> all(subjects.size());
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const auto& rows = subjects[i].rows;
    auto& facts = all[i];
    facts.struct_size = sizeof facts;
    facts.facts_schema = CASELOAD_FACTS_SCHEMA;
    facts.subject_kind = rows.subject_kind;
    facts.subject = rows.subject;
    facts.case_id = rows.case_id;
    facts.as_of = rows.as_of;
    facts.given = rows.given;
    facts.children = rows.children.data();
    facts.child_count = rows.children.size();
    facts.cases = rows.cases.data();
    facts.case_count = rows.cases.size();
    facts.events = rows.events.data();
    facts.event_count = rows.events.size();
    facts.concerns = rows.concerns.data();
    facts.concern_count = rows.concerns.size();
  }
  return all;
}

const caseload_rule& LoadedHere(const std::filesystem::path& library) {
  void* loaded = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  const void* rule = loaded == nullptr ? nullptr : dlsym(loaded, CASELOAD_RULE_SYMBOL);
  if (rule == nullptr) GiveUp("the rule to measure with cannot be loaded");
  return *static_cast<const caseload_rule*>(rule);
}

std::vector<RuleAnswer> AskHere(const caseload_rule& rule, std::span<const caseload_facts> facts) {
  std::vector<RuleAnswer> answers(facts.size());
  const caseload_sink sink{sizeof sink, 0, &answers, &Keep, &KeepDay, nullptr};
  volatile std::uint64_t progress = 0;
  static void* self = rule.create(nullptr, 0, nullptr, 0);
  if (rule.evaluate_batch(self, facts.data(), facts.size(), &sink, &progress) != CASELOAD_OK)
    GiveUp("the rule to measure with failed");
  return answers;
}

}  // namespace caseload::bench
