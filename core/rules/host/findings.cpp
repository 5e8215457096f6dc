// SPDX-License-Identifier: Apache-2.0
#include "rules/host/findings.h"

#include <array>

namespace caseload::rules {
namespace {

Error Failed(std::string message) { return {v1::ERROR_REASON_RULE_FAILED, std::move(message)}; }

v1::FindingKind KindOf(std::uint32_t kind) {
  // The card was checked: there is no other.
  constexpr std::array kKinds{v1::FINDING_KIND_UNSPECIFIED, v1::FINDING_KIND_PROMPT,
                              v1::FINDING_KIND_BREACH, v1::FINDING_KIND_DATA_GAP,
                              v1::FINDING_KIND_INFO};
  return kKinds.at(kind);
}

bool Number(std::int64_t sent, std::optional<std::int64_t>& number) {
  if (sent == CASELOAD_NO_NUMBER) return true;
  if (sent > kNumberMost || sent < -kNumberMost) return false;
  number = sent;
  return true;
}

// Nothing when the evidence is no row that was sent.
std::optional<v1::Evidence> EvidenceOf(const caseload_evidence& sent, const CaseFacts& facts) {
  const auto* origin = facts.Find(sent);
  if (origin == nullptr) return std::nullopt;
  v1::Evidence evidence;
  evidence.set_kind(origin->kind);
  evidence.set_id(origin->id);
  const bool by_end =
      sent.kind == CASELOAD_EVIDENCE_CASE_CLOSED || sent.kind == CASELOAD_EVIDENCE_SPAN_ENDED;
  const caseload_day day = by_end ? origin->end : origin->start;
  if (day != CASELOAD_DAY_NOT_RECORDED && day != CASELOAD_DAY_NONE)
    evidence.set_on(FormatDate({day}));
  return evidence;
}

Result<v1::Finding> FindingOf(const Said& said, const RuleCard& card, const CaseFacts& facts) {
  if (said.text >= card.texts.size()) return Failed("it said what is not in its catalogue");
  const CardText& text = card.texts[said.text];
  std::optional<std::int64_t> measure;
  std::optional<std::int64_t> threshold;
  if (!Number(said.measure, measure) || !Number(said.threshold, threshold)) {
    return Failed(text.code + " came with a number out of range");
  }
  const auto sentence = Sentence(text, measure, threshold);
  if (!sentence) return Failed(text.code + " came without a number its sentence names");
  if (said.evidence.empty()) return Failed(text.code + " came without evidence");
  if (said.evidence.size() > CASELOAD_MOST_EVIDENCE)
    return Failed(text.code + " came with too much evidence");
  v1::Finding finding;
  finding.set_rule_id(card.id);
  finding.set_rule_version(card.version);
  finding.set_code(text.code);
  finding.set_kind(KindOf(text.kind));
  finding.set_summary(*sentence);
  if (measure) finding.set_measure(*measure);
  if (threshold) finding.set_threshold(*threshold);
  finding.set_unit(text.unit);
  finding.set_basis(card.basis);
  for (const auto& sent : said.evidence) {
    const auto evidence = EvidenceOf(sent, facts);
    if (!evidence) return Failed(text.code + " names as evidence what it was not shown");
    *finding.add_evidence() = *evidence;
  }
  return finding;
}

}  // namespace

Result<std::vector<v1::Finding>> ReadAnswer(const RuleAnswer& answer, const RuleCard& card,
                                            const CaseFacts& facts) {
  if (answer.flooded) return Failed("it said more of one case than a rule may");
  if (answer.status != CASELOAD_OK)
    return Failed("it gave up with status " + std::to_string(answer.status));
  if (answer.said.size() > CASELOAD_MOST_FINDINGS)
    return Failed("it said more of one case than a rule may");
  std::vector<v1::Finding> findings;
  for (const auto& said : answer.said) {
    auto finding = FindingOf(said, card, facts);
    if (!finding) return finding.error();
    findings.push_back(*std::move(finding));
  }
  return findings;
}

}  // namespace caseload::rules
