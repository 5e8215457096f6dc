// SPDX-License-Identifier: Apache-2.0
// The C++ comfort over caseload/rule.h: write one class with `evaluate`, end the file with
// CASELOAD_RULE(YourClass).
//
//   class Mine {
//    public:
//     static constexpr caseload::rule::About kAbout{.id = "...", .version = "...", .title = "...",
//     .basis = "..."}; static constexpr std::array kTexts{caseload::rule::Text("CODE",
//     CASELOAD_KIND_PROMPT, "A sentence.", "days")}; explicit Mine(caseload::rule::Settings&
//     settings); void evaluate(const caseload::rule::Case& facts, caseload::rule::Findings& out)
//     const;
//   };
//
// Whatever is thrown stays inside and becomes a failed evaluation.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "caseload/rule.h"
#include "caseload/rule_days.hpp"
#include "caseload/rule_settings.hpp"

namespace caseload::rule {

struct About {
  std::string_view id;
  std::string_view version;
  std::string_view title;
  std::string_view basis;
};

constexpr caseload_str Str(std::string_view text) { return {text.data(), text.size()}; }

// One thing the rule can say; see caseload_finding_text for what a sentence may hold.
constexpr caseload_finding_text Text(std::string_view code, std::uint32_t kind,
                                     std::string_view sentence, std::string_view unit) {
  return {Str(code), kind, 0, Str(sentence), Str(unit)};
}

// The facts of one child, as rows; valid during evaluate only.
class Case {
 public:
  explicit Case(const caseload_facts& facts) : facts_(facts) {}

  Day as_of() const { return facts_.as_of; }
  Day birth() const { return facts_.birth; }
  Day expected_birth() const { return facts_.expected_birth; }
  // Nothing: nobody has said from when the history is whole.
  std::optional<Day> history_complete_from() const { return Known(facts_.history_complete_from); }

  std::span<const caseload_case_row> cases() const { return {facts_.cases, facts_.case_count}; }
  std::span<const caseload_span_row> spans() const { return {facts_.spans, facts_.span_count}; }
  std::span<const caseload_event_row> events() const { return {facts_.events, facts_.event_count}; }
  std::span<const caseload_concern_row> concerns() const {
    return {facts_.concerns, facts_.concern_count};
  }
  std::span<const caseload_relation_row> relations() const {
    return {facts_.relations, facts_.relation_count};
  }

  // The case that was asked about.
  const caseload_case_row& own() const {
    for (const auto& row : cases()) {
      if (row.id == facts_.case_id) return row;
    }
    throw std::logic_error("the case asked about is not among the cases");
  }

  // Whether an absent row says "none" for all days from this one on. Nothing is recorded of a child
  // before the pregnancy, so a history that is whole from then on is whole.
  bool HistoryReaches(Day back_to) const {
    const auto whole = history_complete_from();
    if (!whole) return false;
    auto born = Known(facts_.birth);
    if (!born) born = Known(facts_.expected_birth);
    return *whole <= (born ? std::max(back_to, *born - kPregnancyDays) : back_to);
  }

 private:
  const caseload_facts& facts_;
};

// The rows a finding rests on.
inline caseload_evidence Referral(const caseload_case_row& row) {
  return {CASELOAD_EVIDENCE_CASE, row.id};
}
inline caseload_evidence Closure(const caseload_case_row& row) {
  return {CASELOAD_EVIDENCE_CASE_CLOSED, row.id};
}
inline caseload_evidence Start(const caseload_span_row& row) {
  return {CASELOAD_EVIDENCE_SPAN, row.id};
}
inline caseload_evidence End(const caseload_span_row& row) {
  return {CASELOAD_EVIDENCE_SPAN_ENDED, row.id};
}
inline caseload_evidence That(const caseload_event_row& row) {
  return {CASELOAD_EVIDENCE_EVENT, row.id};
}
inline caseload_evidence That(const caseload_concern_row& row) {
  return {CASELOAD_EVIDENCE_CONCERN, row.id};
}
inline caseload_evidence That(const caseload_relation_row& row) {
  return {CASELOAD_EVIDENCE_RELATION, row.id};
}

struct Finding {
  std::uint32_t text = 0;  // index in kTexts
  std::optional<std::int64_t> measure = {};
  std::optional<std::int64_t> threshold = {};
  std::vector<caseload_evidence> evidence = {};
};

class Findings {
 public:
  Findings(const caseload_sink& sink, std::uint64_t index) : sink_(sink), index_(index) {}

  // Evidence is sent in the order of rows and once each: the order a rule happened to meet them in
  // says nothing.
  void Add(Finding finding) {
    auto& rows = finding.evidence;
    const auto key = [](const caseload_evidence& e) { return std::pair(e.row, e.kind); };
    std::sort(rows.begin(), rows.end(),
              [&](const auto& a, const auto& b) { return key(a) < key(b); });
    const auto same = [&](const auto& a, const auto& b) { return key(a) == key(b); };
    rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
    const caseload_finding sent{sizeof(caseload_finding),
                                finding.text,
                                finding.measure.value_or(CASELOAD_NO_NUMBER),
                                finding.threshold.value_or(CASELOAD_NO_NUMBER),
                                rows.data(),
                                rows.size()};
    if (sink_.emit(sink_.context, index_, &sent) != CASELOAD_OK)
      throw std::length_error("too many findings");
  }

  // The first day on which the answer can differ though nobody records anything.
  void LookAgainOn(Day day) { sink_.look_again_on(sink_.context, index_, day); }

 private:
  const caseload_sink& sink_;
  std::uint64_t index_;
};

// The border between the author's class and the C contract.
template <class Rule>
struct Border {
  static void* Create(const char* params, std::uint64_t len, char* err,
                      std::uint64_t cap) noexcept {
    try {
      Settings settings(std::string_view(params, len));
      auto made = std::make_unique<Rule>(settings);
      settings.RefuseOthers();
      return made.release();
    } catch (const std::exception& problem) {
      if (cap > 0) {
        std::strncpy(err, problem.what(), cap - 1);
        err[cap - 1] = '\0';
      }
    } catch (...) {
      if (cap > 0) err[0] = '\0';
    }
    return nullptr;
  }
  static void Destroy(void* self) noexcept { delete static_cast<Rule*>(self); }
  static caseload_status EvaluateBatch(const void* self, const caseload_facts* facts,
                                       std::uint64_t count, const caseload_sink* sink,
                                       volatile std::uint64_t* progress) noexcept {
    try {
      for (std::uint64_t i = 0; i < count; ++i) {
        *progress = i;
        Findings out(*sink, i);
        static_cast<const Rule*>(self)->evaluate(Case(facts[i]), out);
      }
      return CASELOAD_OK;
    } catch (...) {
      return CASELOAD_E_INTERNAL;
    }
  }
};

template <class Rule>
constexpr caseload_rule Describe() {
  return {CASELOAD_RULE_MAGIC,          sizeof(caseload_rule),
          CASELOAD_RULE_ABI_MAJOR,      CASELOAD_RULE_ABI_MINOR,
          CASELOAD_FACTS_SCHEMA,        CASELOAD_FACTS_SCHEMA,
          Str(Rule::kAbout.id),         Str(Rule::kAbout.version),
          Str(Rule::kAbout.title),      Str(Rule::kAbout.basis),
          Rule::kTexts.data(),          Rule::kTexts.size(),
          &Border<Rule>::Create,        &Border<Rule>::Destroy,
          &Border<Rule>::EvaluateBatch, nullptr};
}

}  // namespace caseload::rule

#define CASELOAD_RULE(CLASS)                                            \
  extern "C" CASELOAD_RULE_EXPORT const caseload_rule caseload_rule_v1; \
  extern "C" constinit const caseload_rule caseload_rule_v1 = caseload::rule::Describe<CLASS>()
