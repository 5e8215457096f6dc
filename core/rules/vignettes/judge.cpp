// SPDX-License-Identifier: Apache-2.0
#include "rules/vignettes/judge.h"

#include <algorithm>

namespace caseload::rules {
namespace {

std::string InWords(const ExpectedFinding& finding) {
  std::string words = finding.kind + " " + finding.code;
  const auto number = [](const auto& n) { return n ? std::to_string(*n) : "no number"; };
  if (finding.measure || finding.threshold) {
    words +=
        ", " + number(finding.measure) + " of " + number(finding.threshold) + " " + finding.unit;
  }
  for (const auto& record : finding.because_of) words += "; because of " + record;
  if (!finding.says.empty()) words += "; says " + finding.says;
  return words;
}

// The finding as the vignette would have put it; what the vignette does not say of it is left out.
ExpectedFinding AsExpected(const v1::Finding& finding, bool with_sentence) {
  constexpr std::size_t kPrefix = sizeof("FINDING_KIND_") - 1;
  ExpectedFinding found{.kind = v1::FindingKind_Name(finding.kind()).substr(kPrefix),
                        .code = finding.code()};
  if (finding.has_measure()) found.measure = finding.measure();
  if (finding.has_threshold()) found.threshold = finding.threshold();
  found.unit = finding.unit();
  for (const auto& one : finding.evidence()) {
    found.because_of.push_back(one.kind() + " " + one.id() +
                               (one.on().empty() ? "" : " on " + one.on()));
  }
  if (with_sentence) found.says = finding.summary();
  return found;
}

std::vector<std::string> OnOneDay(const Vignette& vignette, const AskVignette& ask) {
  const auto findings = ask(vignette, *vignette.as_of);
  if (!findings) return {findings.error().message};
  std::vector<std::string> wrong;
  for (std::size_t i = 0; i < std::max(findings->size(), vignette.expected.size()); ++i) {
    const ExpectedFinding* expected =
        i < vignette.expected.size() ? &vignette.expected[i] : nullptr;
    const bool with_sentence = expected != nullptr && !expected->says.empty();
    const std::string must = expected == nullptr ? "nothing more" : InWords(*expected);
    const std::string said =
        i < findings->size() ? InWords(AsExpected((*findings)[i], with_sentence)) : "nothing more";
    if (said != must) wrong.push_back("it must find " + must + "; it finds " + said);
  }
  return wrong;
}

std::vector<std::string> OnEveryDay(const Vignette& vignette, const AskVignette& ask) {
  const StoryDays days = DaysOf(vignette);
  FirstSaid first;
  for (Date day = days.first; day <= days.last; day = day + 1) {
    const auto findings = ask(vignette, day);
    if (!findings) return {FormatDate(day) + ": " + findings.error().message};
    for (const auto& finding : *findings)
      first.try_emplace({finding.rule_id(), finding.code()}, day);
  }
  std::vector<std::string> wrong;
  for (const auto& promise : vignette.promises) {
    if (auto broken = Broken(promise, first)) wrong.push_back(*std::move(broken));
  }
  return wrong;
}

}  // namespace

StoryDays DaysOf(const Vignette& vignette) {
  Date last{};
  for (const auto& promise : vignette.promises) last = std::max(last, promise.day);
  for (const auto& one : vignette.subject.cases) {
    const auto referred = ParseDate(one.referred_on());
    if (one.case_id() == vignette.subject.case_id && referred) return {*referred, last};
  }
  return {last, last};
}

bool IsAbout(const Promise& promise, const std::string& rule_id) {
  return promise.rule == rule_id || promise.rule == rule_id.substr(rule_id.rfind('.') + 1);
}

std::optional<std::string> Broken(const Promise& promise, const FirstSaid& first) {
  std::optional<Date> spoken;
  for (const auto& [what, day] : first) {
    if (what.second == promise.code && IsAbout(promise, what.first))
      spoken = spoken ? std::min(*spoken, day) : day;
  }
  const bool kept =
      promise.speaks ? spoken && *spoken <= promise.day : !spoken || *spoken >= promise.day;
  if (kept) return std::nullopt;
  return promise.rule + " " + promise.code +
         (promise.speaks ? " must be said by " : " must not be said before ") +
         FormatDate(promise.day) + ", and is said " +
         (spoken ? "first on " + FormatDate(*spoken) : "on no day");
}

std::vector<std::string> Disagreements(const Vignette& vignette, const AskVignette& ask) {
  return vignette.as_of ? OnOneDay(vignette, ask) : OnEveryDay(vignette, ask);
}

}  // namespace caseload::rules
