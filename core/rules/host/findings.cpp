// SPDX-License-Identifier: Apache-2.0
#include "rules/host/findings.h"

#include <array>

#include "base/date.h"

namespace caseload::rules {
namespace {

Error Failed(std::string message) { return {v1::ERROR_REASON_RULE_FAILED, std::move(message)}; }

// 1900-01-01 and 2199-12-31: no day of a child lies outside.
constexpr caseload_day kFirstDay = -25'567;
constexpr caseload_day kLastDay = 84'005;

v1::FindingKind KindOf(std::uint32_t kind) {
  // The card was checked: there is no other.
  constexpr std::array kKinds{v1::FINDING_KIND_UNSPECIFIED, v1::FINDING_KIND_PROMPT,
                              v1::FINDING_KIND_BREACH,      v1::FINDING_KIND_DUE,
                              v1::FINDING_KIND_DATA_GAP,    v1::FINDING_KIND_INFO};
  return kKinds.at(kind);
}

bool Number(std::int64_t sent, std::optional<std::int64_t>& number) {
  if (sent == CASELOAD_NO_NUMBER) return true;
  if (sent > kNumberMost || sent < -kNumberMost) return false;
  number = sent;
  return true;
}

static_assert(CASELOAD_OPERATOR_LESS == int{v1::COMPARISON_LESS} &&
              CASELOAD_OPERATOR_AT_MOST == int{v1::COMPARISON_AT_MOST} &&
              CASELOAD_OPERATOR_EQUAL == int{v1::COMPARISON_EQUAL} &&
              CASELOAD_OPERATOR_AT_LEAST == int{v1::COMPARISON_AT_LEAST} &&
              CASELOAD_OPERATOR_MORE == int{v1::COMPARISON_MORE});

// Of a row that was sent.
v1::Evidence EvidenceOf(const caseload_evidence& sent, const SubjectFacts& facts) {
  const auto* origin = facts.Find(sent);
  v1::Evidence evidence;
  evidence.set_kind(origin->kind);
  evidence.set_id(origin->id);
  const caseload_day day = SpeaksOfTheEnd(sent.kind) ? origin->end : origin->start;
  if (day != CASELOAD_DAY_NOT_RECORDED && day != CASELOAD_DAY_NONE)
    evidence.set_on(FormatDate({day}));
  return evidence;
}

// The value as a sentence shows it; nothing when it is not what the catalogue declares.
std::optional<std::string> ValueText(const caseload_value& value, std::uint32_t declared,
                                     const CodeNumbers& numbers) {
  if (value.kind != declared) return std::nullopt;
  switch (declared) {
    case CASELOAD_VALUE_NUMBER: {
      std::optional<std::int64_t> number;
      if (!Number(value.value, number) || !number) return std::nullopt;
      return std::to_string(*number);
    }
    case CASELOAD_VALUE_DAY: {
      if (value.value < kFirstDay || value.value > kLastDay) return std::nullopt;
      return FormatDate({static_cast<std::int32_t>(value.value)});
    }
    case CASELOAD_VALUE_CONCERN: {
      if (value.value <= 0 || value.value > 65'535 || !numbers.core_label) return std::nullopt;
      auto label = numbers.core_label(static_cast<std::uint16_t>(value.value));
      if (label.empty()) return std::nullopt;
      return Legible(label, kConcernCharacters);
    }
    default:
      return std::nullopt;
  }
}

std::optional<Filling> FillingOf(const Said& said, const CardText& text,
                                 const CodeNumbers& numbers) {
  Filling filling;
  if (!Number(said.measure, filling.measure) || !Number(said.threshold, filling.threshold) ||
      said.values.size() > text.value_kinds.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < said.values.size(); ++i) {
    auto value = ValueText(said.values[i], text.value_kinds[i], numbers);
    if (!value) return std::nullopt;
    filling.values.push_back(*std::move(value));
  }
  return filling;
}

// What was said, if it may be shown.
struct Shown {
  const CardText* text;
  Filling filling;
};
Result<Shown> Look(const Said& said, const RuleCard& card, const SubjectFacts& facts,
                   const CodeNumbers& numbers) {
  if (said.text >= card.texts.size()) return Failed("it said what is not in its catalogue");
  const CardText& text = card.texts[said.text];
  auto filling = FillingOf(said, text, numbers);
  if (!filling) return Failed(text.code + " came with a number or a value that cannot be shown");
  if (said.comparison > CASELOAD_OPERATOR_MORE)
    return Failed(text.code + " came with a comparison that is none");
  if (!HasASentence(text, *filling))
    return Failed(text.code + " came without a number its sentence names");
  if (said.evidence.empty()) return Failed(text.code + " came without evidence");
  if (said.evidence.size() > CASELOAD_MOST_EVIDENCE)
    return Failed(text.code + " came with too much evidence");
  for (const auto& sent : said.evidence) {
    if (facts.Find(sent, card.facts_needed) == nullptr)
      return Failed(text.code + " names as evidence what it was not shown");
  }
  return Shown{&text, *std::move(filling)};
}

v1::Finding FindingOf(const Said& said, const Shown& shown, const RuleCard& card,
                      const SubjectFacts& facts) {
  v1::Finding finding;
  finding.set_rule_id(card.id);
  finding.set_rule_version(card.version);
  finding.set_code(shown.text->code);
  finding.set_kind(KindOf(shown.text->kind));
  finding.set_summary(Sentence(*shown.text, shown.filling).value_or(""));
  if (shown.filling.measure) finding.set_measure(*shown.filling.measure);
  if (shown.filling.threshold) finding.set_threshold(*shown.filling.threshold);
  finding.set_comparison(static_cast<v1::Comparison>(said.comparison));
  finding.set_unit(shown.text->unit);
  finding.set_basis(card.basis);
  for (const auto& sent : said.evidence) *finding.add_evidence() = EvidenceOf(sent, facts);
  return finding;
}

Outcome FindingsOf(const std::vector<Said>& all, const RuleCard& card, const SubjectFacts& facts,
                   const CodeNumbers& numbers, Told told, std::vector<v1::Finding>& findings,
                   std::vector<std::uint16_t>& places) {
  for (const auto& said : all) {
    const auto shown = Look(said, card, facts, numbers);
    if (!shown) return shown.error();
    if (told == Told::kPlaces) {
      places.push_back(static_cast<std::uint16_t>(said.text));
    } else {
      findings.push_back(FindingOf(said, *shown, card, facts));
    }
  }
  return Nothing{};
}

}  // namespace

Result<Answer> ReadAnswer(const RuleAnswer& answer, const RuleCard& card, const SubjectFacts& facts,
                          const CodeNumbers& numbers, Told told) {
  if (answer.flooded) return Failed("it said more of one case than a rule may");
  if (answer.broken) return Failed("it handed over a finding that is none");
  Answer read;
  std::vector<std::uint16_t> not_counted;
  auto said = FindingsOf(answer.said, card, facts, numbers, told, read.findings, read.places);
  if (!said) return said.error();
  auto nearly =
      FindingsOf(answer.near_misses, card, facts, numbers, told, read.near_misses, not_counted);
  if (!nearly) return nearly.error();
  if (answer.look_again_on == CASELOAD_DAY_NONE) return read;
  // One that has passed would have the case looked at for ever.
  if (answer.look_again_on <= facts.rows.as_of || answer.look_again_on > kLastDay)
    return Failed("it asks to be asked again on a day that cannot be");
  read.look_again_on = Date{answer.look_again_on};
  return read;
}

}  // namespace caseload::rules
