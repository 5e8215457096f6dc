// SPDX-License-Identifier: Apache-2.0
#include "rules/vignettes/entry_words.h"

#include <algorithm>
#include <functional>

#include "base/date.h"

namespace caseload::rules {
namespace {

using Setter = std::function<void(v1::Entry&)>;

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
      {"placement", [](auto& e) { e.mutable_placement(); }},
      {"missing episode", [](auto& e) { e.mutable_missing_episode(); }},
      {"supervision", [](auto& e) { e.mutable_supervision(); }},
      {"decision", [](auto& e) { e.mutable_decision(); }},
      {"pre-proceedings", [](auto& e) { e.mutable_pre_proceedings(); }}};
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

// What was seen on a visit.
bool ReadVisit(const std::string& part, v1::Visit& visit) {
  const auto under = AfterWord(part, "under");
  const bool no = part.find("not ") != part.npos;
  if (under) {
    visit.set_under(*under);
  } else if (part == "child seen" || part == "child not seen") {
    visit.set_child_seen(!no);
  } else if (part == "seen alone" || part == "not seen alone") {
    visit.set_seen_alone(!no);
  } else if (part == "bedroom seen" || part == "bedroom not seen") {
    visit.set_bedroom_seen(!no);
  } else {
    return false;
  }
  return true;
}

// What was decided.
bool ReadOutcome(const std::string& part, v1::Entry& entry) {
  const bool no = part.find("not ") != part.npos;
  if (entry.has_strategy_discussion() && (part == "to enquire" || part == "not to enquire")) {
    entry.mutable_strategy_discussion()->set_enquiry_decided(!no);
  } else if (entry.has_review() && (part == "plan continues" || part == "plan not continued")) {
    entry.mutable_review()->set_continues(!no);
  } else if (entry.has_assessment() && (part == "no further action" || part == "further action")) {
    entry.mutable_assessment()->set_no_further_action(part == "no further action");
  } else if (entry.has_section47_enquiry() &&
             (part == "conference required" || part == "conference not required")) {
    entry.mutable_section47_enquiry()->set_conference_not_required(no);
  } else {
    return false;
  }
  return true;
}

// Other days and records an entry speaks of.
bool ReadReference(const std::string& part, v1::Entry& entry) {
  if (const auto held = AfterWord(part, "conference on"); held && entry.has_section47_enquiry()) {
    entry.mutable_section47_enquiry()->set_conference_on(*held);
  } else if (const auto applied = AfterWord(part, "application on");
             applied && entry.has_pre_proceedings()) {
    entry.mutable_pre_proceedings()->set_court_application_on(*applied);
  } else if (const auto plan = AfterWord(part, "of"); plan && entry.has_review()) {
    entry.mutable_review()->set_plan_entry_id(*plan);
  } else if (const auto why = AfterWord(part, "because"); why && entry.has_looked_after_period()) {
    entry.mutable_looked_after_period()->set_start_reason(*why);
  } else {
    return false;
  }
  return true;
}

bool ReadPart(const std::string& part, v1::Entry& entry) {
  const auto on = AfterWord(part, "on");
  if (const auto first = on ? on : AfterWord(part, "from")) {
    entry.set_occurred_on(*first);
  } else if (auto last = AfterWord(part, "until")) {
    entry.set_ended_on(*last);
  } else if (auto known = AfterWord(part, "recorded")) {
    return SetRecorded(*known, *entry.mutable_recorded_at());
  } else if (part == "another authority's" && entry.has_protection_plan()) {
    entry.mutable_protection_plan()->set_other_authority(true);
  } else if (part == "withdrawn") {
    entry.set_withdrawn_because("made up for a vignette");
  } else {
    return (entry.has_visit() && ReadVisit(part, *entry.mutable_visit())) ||
           ReadOutcome(part, entry) || ReadReference(part, entry) || ReadNumberOfPlans(part, entry);
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

bool SetRecorded(const std::string& day, google::protobuf::Timestamp& at) {
  const auto date = ParseDate(day);
  if (date) at.set_seconds(std::int64_t{date->days} * 86'400);
  return date.has_value();
}

bool ReadEntry(const std::string& text, v1::Entry& entry) {
  const auto parts = Parts(text);
  if (parts.empty()) return false;
  const auto rest_is_read = [&] {
    return std::all_of(parts.begin() + 1, parts.end(),
                       [&](const auto& part) { return ReadPart(part, entry); });
  };
  if (const auto worker = AfterWord(parts[0], "supervision of")) {
    entry.mutable_supervision();
    entry.set_worker_id(*worker);
    return rest_is_read();
  }
  for (const auto& [word, set] : Kinds()) {
    const auto of = AfterWord(parts[0], word + " in");
    if (!of) continue;
    set(entry);
    entry.add_case_ids(*of);
    return rest_is_read();
  }
  return false;
}

}  // namespace caseload::rules
