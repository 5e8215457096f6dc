// SPDX-License-Identifier: Apache-2.0
#include "plugins/rule_under_test.h"

#include <dlfcn.h>

#include <filesystem>
#include <stdexcept>

#include "base/date.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

std::string TextOf(const caseload_str& text) { return {text.ptr, text.len}; }

struct Asking {
  const caseload_rule& card;
  const SubjectFacts& facts;
  Heard heard = {};
};

bool Names(const std::string& sentence, const std::string& what) {
  return sentence.find("{" + what + "}") != sentence.npos;
}

// What the host would refuse.
std::string WrongWith(const caseload_finding& finding, const Asking& asking) {
  const auto& text = asking.card.findings[finding.text];
  const std::string sentence = TextOf(text.text);
  if (Names(sentence, "measure") && finding.measure == CASELOAD_NO_NUMBER) return "lacks a measure";
  if (Names(sentence, "threshold") && finding.threshold == CASELOAD_NO_NUMBER)
    return "lacks a threshold";
  for (std::uint64_t i = 0; i < CASELOAD_MOST_VALUES; ++i) {
    if (Names(sentence, std::to_string(i + 1)) && finding.value_count <= i) return "lacks a value";
    if (i >= finding.value_count || text.value_kinds[i] != CASELOAD_VALUE_DAY) continue;
    const auto day = finding.values[i].value;
    if (!ParseDate(FormatDate({static_cast<std::int32_t>(day)}))) return "names no real day";
  }
  if (finding.evidence_count == 0) return "rests on nothing";
  if (finding.evidence_count > CASELOAD_MOST_EVIDENCE) return "rests on too much";
  for (std::uint64_t i = 0; i < finding.evidence_count; ++i) {
    if (asking.facts.Find(finding.evidence[i]) == nullptr) return "rests on what was not shown";
  }
  return "";
}

Spoken Take(const caseload_finding& finding, Asking& asking) {
  const auto& text = asking.card.findings[finding.text];
  Spoken spoken{.code = TextOf(text.code),
                .unit = TextOf(text.unit),
                .measure = finding.measure,
                .threshold = finding.threshold};
  for (std::uint64_t i = 0; i < finding.value_count; ++i)
    spoken.values.push_back(finding.values[i].value);
  for (std::uint64_t i = 0; i < finding.evidence_count; ++i)
    spoken.evidence.emplace_back(finding.evidence[i].kind, finding.evidence[i].row);
  if (const auto wrong = WrongWith(finding, asking); !wrong.empty())
    asking.heard.broken.push_back(spoken.code + " " + wrong);
  return spoken;
}

caseload_status Emit(void* context, std::uint64_t, const caseload_finding* finding) noexcept {
  auto& asking = *static_cast<Asking*>(context);
  if (asking.heard.said.size() >= CASELOAD_MOST_FINDINGS) return CASELOAD_E_FULL;
  asking.heard.said.push_back(Take(*finding, asking));
  return CASELOAD_OK;
}

caseload_status Near(void* context, std::uint64_t, const caseload_finding* finding) noexcept {
  auto& asking = *static_cast<Asking*>(context);
  asking.heard.nearly.push_back(Take(*finding, asking));
  return CASELOAD_OK;
}

void LookAgainOn(void* context, std::uint64_t, caseload_day day) noexcept {
  auto& asking = *static_cast<Asking*>(context);
  if (day <= asking.facts.rows.as_of)
    asking.heard.broken.emplace_back("asks to be looked at again on a day that is past");
  asking.heard.look_again_on = std::min(asking.heard.look_again_on, day);
}

caseload_facts Shown(const FactsRows& rows, const ShownReference& reference, std::uint32_t needed) {
  caseload_facts facts{};
  facts.struct_size = sizeof facts;
  facts.facts_schema = CASELOAD_FACTS_SCHEMA;
  facts.subject_kind = rows.subject_kind;
  facts.subject = rows.subject;
  facts.case_id = rows.case_id;
  facts.as_of = rows.as_of;
  facts.history_complete_from = rows.history_complete_from;
  facts.given = rows.given & needed;
  facts.reference = reference.shown();
  const auto show = [&](std::uint32_t group, const auto& from, const auto*& to,
                        std::uint64_t& count) {
    if ((facts.given & group) == 0) return;
    to = from.data();
    count = from.size();
  };
  show(CASELOAD_GROUP_CHILDREN, rows.children, facts.children, facts.child_count);
  show(CASELOAD_GROUP_CASES, rows.cases, facts.cases, facts.case_count);
  show(CASELOAD_GROUP_SPANS, rows.spans, facts.spans, facts.span_count);
  show(CASELOAD_GROUP_EVENTS, rows.events, facts.events, facts.event_count);
  show(CASELOAD_GROUP_CONCERNS, rows.concerns, facts.concerns, facts.concern_count);
  show(CASELOAD_GROUP_RELATIONS, rows.relations, facts.relations, facts.relation_count);
  show(CASELOAD_GROUP_WORKERS, rows.workers, facts.workers, facts.worker_count);
  show(CASELOAD_GROUP_ALLOCATIONS, rows.allocations, facts.allocations, facts.allocation_count);
  show(CASELOAD_GROUP_ABSENCES, rows.absences, facts.absences, facts.absence_count);
  show(CASELOAD_GROUP_MARKS, rows.marks, facts.marks, facts.mark_count);
  return facts;
}

}  // namespace

std::string InWords(const std::vector<Spoken>& spoken) {
  std::string words;
  for (const auto& one : spoken) {
    words += one.code + " " + std::to_string(one.measure) + "/" + std::to_string(one.threshold);
    for (const auto value : one.values) words += " " + std::to_string(value);
    for (const auto& [kind, row] : one.evidence)
      words += " (" + std::to_string(kind) + "," + std::to_string(row) + ")";
    words += "; ";
  }
  return words;
}

ShownReference::ShownReference(ReferenceRows rows) : rows_(std::move(rows)) {
  for (const auto& clock : rows_.clocks) {
    clocks_.push_back({{clock.name.data(), clock.name.size()},
                       clock.limit,
                       clock.unit,
                       clock.inclusive,
                       clock.kind,
                       0,
                       clock.valid_from,
                       clock.valid_until,
                       0});
  }
  shown_ = {sizeof shown_,         CASELOAD_VOCABULARY, rows_.calendar_first, rows_.calendar_days,
            rows_.days_off.data(), clocks_.data(),      clocks_.size()};
}

RuleUnderTest::RuleUnderTest(const std::string& name) {
  std::string path = std::string(CASELOAD_BUILT) + "/rules/" + name + ".so";
  if (!fs::exists(path)) path = std::string(CASELOAD_BUILT) + "/examples/" + name + ".so";
  // Never closed: what is taken from it may be compared after the rule under test is gone.
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) throw std::runtime_error("cannot be loaded: " + path);
  card_ = static_cast<const caseload_rule*>(dlsym(library, CASELOAD_RULE_SYMBOL));
  if (card_ == nullptr) throw std::runtime_error("is no rule: " + path);
  std::vector<std::int64_t> values;
  for (std::uint64_t i = 0; i < card_->parameter_count; ++i)
    values.push_back(card_->parameters[i].otherwise);
  Set(values);
}

RuleUnderTest::~RuleUnderTest() {
  if (self_ != nullptr) card_->destroy(self_);
}

void RuleUnderTest::Set(const std::vector<std::int64_t>& values) {
  char why[256] = {};
  void* made = card_->create(values.data(), values.size(), why, sizeof why);
  if (made == nullptr) throw std::runtime_error(std::string("cannot be made: ") + why);
  if (self_ != nullptr) card_->destroy(self_);
  self_ = made;
}

Heard RuleUnderTest::Ask(const SubjectFacts& facts, const ShownReference& reference) const {
  Asking asking{*card_, facts};
  const caseload_facts shown = Shown(facts.rows, reference, card_->facts_needed);
  const caseload_sink sink{sizeof(caseload_sink), 0, &asking, &Emit, &LookAgainOn, &Near};
  volatile std::uint64_t progress = 0;
  asking.heard.status = card_->evaluate_batch(self_, &shown, 1, &sink, &progress);
  return asking.heard;
}

std::vector<std::string> RuleNames() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(CASELOAD_PLUGINS)) {
    if (fs::exists(entry.path() / "rule.cpp")) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace caseload::rules
