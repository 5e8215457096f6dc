// SPDX-License-Identifier: Apache-2.0
// Days in the ISO form are compared as texts: their order is the same.
#include "exchange/cin_checks.h"

#include <algorithm>
#include <map>

#include "exchange/xml_values.h"

namespace caseload::exchange {

namespace {

xml::Place At(const v1::Source& source, std::string_view name) {
  return {source.path() + "/" + std::string(name), source.line()};
}

bool Before(const std::string& earlier, const std::string& later) {
  return !earlier.empty() && !later.empty() && earlier < later;
}

void CheckPerson(const v1::Person& person, xml::Faults& faults) {
  if (!Before(person.died_on(), person.born_on())) return;
  faults.Add("BIRTH_AFTER_DEATH", At(person.source(), "ChildIdentifiers/PersonDeathDate"),
             "PersonDeathDate", person.died_on(), "The death is dated before the birth.");
}

void CheckCase(const v1::Case& episode, const v1::Person& person, xml::Faults& faults) {
  if (Before(episode.closed_on(), episode.referred_on())) {
    faults.Add("CLOSED_BEFORE_REFERRAL", At(episode.source(), "CINclosureDate"), "CINclosureDate",
               episode.closed_on(), "The episode is closed before the referral.");
  }
  // A pregnancy is not known of for longer than this.
  constexpr std::chrono::days kFortyWeeks{280};
  const auto born = xml::ParseDay(person.born_on());
  const auto referred = xml::ParseDay(episode.referred_on());
  if (born && referred && *born - *referred > kFortyWeeks) {
    faults.Add("REFERRED_BEFORE_BIRTH", At(episode.source(), "CINreferralDate"), "CINreferralDate",
               episode.referred_on(), "The referral is more than 40 weeks before the birth.");
  }
}

// On one day an episode may end and the next begin.
void CheckOverlap(const v1::ImportUnit& unit, xml::Faults& faults) {
  std::vector<const v1::Case*> episodes;
  for (const v1::Case& episode : unit.cases()) {
    if (!episode.referred_on().empty()) episodes.push_back(&episode);
  }
  std::stable_sort(episodes.begin(), episodes.end(), [](const auto* a, const auto* b) {
    return a->referred_on() < b->referred_on();
  });
  const std::string open = "9999-12-31";
  std::string latest_end;
  for (const v1::Case* episode : episodes) {
    if (Before(episode->referred_on(), latest_end)) {
      faults.Add("EPISODES_OVERLAP", At(episode->source(), "CINreferralDate"), "CINreferralDate",
                 episode->referred_on(), "An earlier episode of this child was still open.");
    }
    latest_end = std::max(latest_end, episode->closed_on().empty() ? open : episode->closed_on());
  }
}

void CheckSpans(const v1::ImportUnit& unit, xml::Faults& faults) {
  for (const v1::Entry& entry : unit.entries()) {
    if (!Before(entry.ended_on(), entry.occurred_on())) continue;
    const std::string_view name = entry.has_assessment() ? "AssessmentAuthorisationDate"
                                  : entry.has_cin_plan() ? "CINPlanEndDate"
                                                         : "CPPendDate";
    faults.Add("SPAN_REVERSED", At(entry.source(), name), name, entry.ended_on(),
               "The end is before the start.");
  }
}

// 21 says that no factor was identified.
void CheckNoFactors(const v1::ImportUnit& unit, xml::Faults& faults) {
  struct Seen {
    bool none = false;
    bool others = false;
  };
  std::map<std::string_view, Seen> by_assessment;
  for (const v1::Case& episode : unit.cases()) {
    for (const v1::Concern& concern : episode.concerns()) {
      if (concern.basis() != v1::CONCERN_BASIS_FACTOR) continue;
      Seen& seen = by_assessment[concern.entry_id()];
      (concern.code() == "21" ? seen.none : seen.others) = true;
    }
  }
  for (const v1::Entry& entry : unit.entries()) {
    const auto found = by_assessment.find(entry.entry_id());
    if (found == by_assessment.end() || !found->second.none || !found->second.others) continue;
    faults.Add("FACTOR_21_WITH_OTHERS", At(entry.source(), "FactorsIdentifiedAtAssessment"),
               "AssessmentFactors", "21", "21 (no factors) stands beside other factors.");
  }
}

}  // namespace

void CheckChild(const v1::ImportUnit& unit, xml::Faults& faults) {
  if (unit.people_size() == 0) return;
  const v1::Person& person = unit.people(0);
  CheckPerson(person, faults);
  for (const v1::Case& episode : unit.cases()) CheckCase(episode, person, faults);
  CheckOverlap(unit, faults);
  CheckSpans(unit, faults);
  CheckNoFactors(unit, faults);
}

}  // namespace caseload::exchange
