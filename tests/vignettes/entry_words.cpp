// SPDX-License-Identifier: Apache-2.0
#include "vignettes/entry_words.h"

#include <algorithm>
#include <functional>

namespace caseload::rules {
namespace {

using Setter = std::function<void(v1::Entry&)>;

// The longest word that fits comes first where one begins another.
const std::vector<std::pair<std::string, Setter>>& Kinds() {
  static const std::vector<std::pair<std::string, Setter>> kinds{
      {"contact", [](auto& e) { e.mutable_contact(); }},
      {"assessment", [](auto& e) { e.mutable_assessment(); }},
      {"strategy discussion", [](auto& e) { e.mutable_strategy_discussion(); }},
      {"section 47 enquiry", [](auto& e) { e.mutable_section47_enquiry(); }},
      {"initial conference", [](auto& e) { e.mutable_initial_conference(); }},
      {"child in need plan", [](auto& e) { e.mutable_cin_plan(); }},
      {"child protection plan", [](auto& e) { e.mutable_protection_plan(); }},
      {"review", [](auto& e) { e.mutable_review(); }},
      {"core group", [](auto& e) { e.mutable_core_group(); }},
      {"visit", [](auto& e) { e.mutable_visit(); }},
      {"looked-after period", [](auto& e) { e.mutable_looked_after_period(); }},
      {"missing episode", [](auto& e) { e.mutable_missing_episode(); }},
      {"supervision", [](auto& e) { e.mutable_supervision(); }},
      {"decision", [](auto& e) { e.mutable_decision(); }}};
  return kinds;
}

bool ReadNumberOfPlans(const std::string& part, v1::Entry& entry) {
  const auto end = part.find(" plan");
  if (!entry.has_protection_plan() || end == part.npos || end == 0 || end > 3) return false;
  if (part.substr(end) != " plan before" && part.substr(end) != " plans before") return false;
  if (part.find_first_not_of("0123456789") != end) return false;
  entry.mutable_protection_plan()->set_previous_plans(
      static_cast<std::uint32_t>(std::stoul(part.substr(0, end))));
  return true;
}

bool ReadPart(const std::string& part, v1::Entry& entry) {
  const auto on = AfterWord(part, "on");
  if (const auto first = on ? on : AfterWord(part, "from")) {
    entry.set_occurred_on(*first);
  } else if (auto last = AfterWord(part, "until")) {
    entry.set_ended_on(*last);
  } else if (part == "another authority's" && entry.has_protection_plan()) {
    entry.mutable_protection_plan()->set_other_authority(true);
  } else if ((part == "child seen" || part == "child not seen") && entry.has_visit()) {
    entry.mutable_visit()->set_child_seen(part == "child seen");
  } else if (part == "withdrawn") {
    entry.set_withdrawn_because("made up for a vignette");
  } else {
    return ReadNumberOfPlans(part, entry);
  }
  return true;
}

}  // namespace

std::vector<std::string> Parts(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from <= text.size()) {
    const auto to = std::min(text.find(',', from), text.size());
    const auto first = text.find_first_not_of(' ', from);
    const auto last = text.find_last_not_of(' ', to == 0 ? 0 : to - 1);
    if (first < to) parts.push_back(text.substr(first, last - first + 1));
    from = to + 1;
  }
  return parts;
}

std::optional<std::string> AfterWord(const std::string& part, const std::string& word) {
  if (part.rfind(word + " ", 0) != 0) return std::nullopt;
  return part.substr(word.size() + 1);
}

bool ReadEntry(const std::string& text, v1::Entry& entry) {
  const auto parts = Parts(text);
  if (parts.empty()) return false;
  for (const auto& [word, set] : Kinds()) {
    const auto of = AfterWord(parts[0], word + " in");
    if (!of) continue;
    set(entry);
    entry.add_case_ids(*of);
    return std::all_of(parts.begin() + 1, parts.end(),
                       [&](const auto& part) { return ReadPart(part, entry); });
  }
  return false;
}

}  // namespace caseload::rules
