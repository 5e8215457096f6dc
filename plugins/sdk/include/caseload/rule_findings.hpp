// SPDX-License-Identifier: Apache-2.0
// What a rule says, and how it is handed to the host.
#pragma once

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "caseload/rule.h"

namespace caseload::rule {

constexpr caseload_str Str(std::string_view text) { return {text.data(), text.size()}; }

// One thing the rule can say; see caseload_finding_text for what a sentence may hold. The kinds are
// those of {1}, {2}, ….
constexpr caseload_finding_text Text(std::string_view code, std::uint32_t kind,
                                     std::string_view sentence, std::string_view unit,
                                     std::uint32_t first = 0, std::uint32_t second = 0,
                                     std::uint32_t third = 0, std::uint32_t fourth = 0) {
  return {Str(code), kind, {first, second, third, fourth}, 0, Str(sentence), Str(unit)};
}

struct Finding {
  std::uint32_t text = 0;  // index in kTexts
  std::optional<std::int64_t> measure = {};
  std::uint32_t comparison = CASELOAD_OPERATOR_NONE;
  std::optional<std::int64_t> threshold = {};
  std::vector<std::int64_t> values = {};  // {1}, {2}, … as the catalogue declares them
  std::vector<caseload_evidence> evidence = {};
};

class Findings {
 public:
  Findings(const caseload_sink& sink, std::uint64_t index, const caseload_finding_text* texts)
      : sink_(sink), index_(index), texts_(texts) {}

  void Add(Finding finding) {
    if (Send(sink_.emit, finding) != CASELOAD_OK) throw std::length_error("too many findings");
  }
  // What was weighed and did not make the rule speak; costs nothing unless somebody asked why.
  void Near(Finding finding) {
    if (AsksWhy()) Send(sink_.near_miss, finding);
  }
  bool AsksWhy() const {
    return sink_.struct_size >= sizeof(caseload_sink) && sink_.near_miss != nullptr;
  }

  // The first day on which the answer can differ though nobody records anything.
  void LookAgainOn(caseload_day day) { sink_.look_again_on(sink_.context, index_, day); }

 private:
  using To = caseload_status (*)(void*, std::uint64_t, const caseload_finding*);

  // Evidence is sent in the order of rows and once each: the order a rule happened to meet them in
  // says nothing.
  caseload_status Send(To to, Finding& finding) {
    auto& rows = finding.evidence;
    const auto key = [](const caseload_evidence& e) { return std::pair(e.row, e.kind); };
    std::sort(rows.begin(), rows.end(),
              [&](const auto& a, const auto& b) { return key(a) < key(b); });
    const auto same = [&](const auto& a, const auto& b) { return key(a) == key(b); };
    rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
    if (finding.values.size() > CASELOAD_MOST_VALUES) throw std::length_error("too many values");
    caseload_value values[CASELOAD_MOST_VALUES]{};
    for (std::size_t i = 0; i < finding.values.size(); ++i)
      values[i] = {finding.values[i], texts_[finding.text].value_kinds[i], 0};
    const caseload_finding sent{sizeof(caseload_finding),
                                finding.text,
                                finding.measure.value_or(CASELOAD_NO_NUMBER),
                                finding.threshold.value_or(CASELOAD_NO_NUMBER),
                                finding.comparison,
                                0,
                                values,
                                finding.values.size(),
                                rows.data(),
                                rows.size()};
    return to(sink_.context, index_, &sent);
  }

  const caseload_sink& sink_;
  std::uint64_t index_;
  const caseload_finding_text* texts_;
};

}  // namespace caseload::rule
