// SPDX-License-Identifier: Apache-2.0
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

#include "app/describe.h"
#include "base/date.h"

namespace caseload::app {
namespace {

using store::Field;
using store::Term;
using Terms = std::vector<Term>;

std::int64_t DayOrder(const std::string& day) {
  const auto date = ParseDate(day);
  return date ? date->days : kDayUnknown;
}

void AddTerm(Terms& terms, Field field, const std::string& value, std::int64_t order,
             const std::string& target) {
  if (!value.empty()) terms.push_back({field, value, order, target});
}

template <class Message>
void AddSourceKey(Terms& terms, const Message& message, const std::string& id) {
  if (message.has_source()) AddTerm(terms, Field::kSourceKey, message.source().key(), 0, id);
}

}  // namespace

std::string Folded(const std::string& name) {
  utf8proc_uint8_t* folded = nullptr;
  const auto size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(name.data()),
      static_cast<utf8proc_ssize_t>(name.size()), &folded,
      static_cast<utf8proc_option_t>(UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK));
  if (size < 0) return name;
  std::string text(reinterpret_cast<const char*>(folded), static_cast<std::size_t>(size));
  std::free(folded);
  return text;
}

Terms TermsOf(const v1::Person& person, Numbers&) {
  Terms terms;
  const std::string& id = person.person_id();
  for (const auto& name : person.names()) {
    AddTerm(terms, Field::kName, Folded(name.surname()), 0, id);
    AddTerm(terms, Field::kName, Folded(name.forename()), 0, id);
  }
  AddTerm(terms, Field::kBornOn, person.born_on(), 0, id);
  for (const auto& identifier : person.identifiers()) {
    AddTerm(terms, Field::kIdentifier, identifier.value(), 0, id);
  }
  AddSourceKey(terms, person, id);
  return terms;
}

Terms FormerTermsOf(const v1::Person& former, const v1::Person& now) {
  Terms terms;
  for (const auto& identifier : former.identifiers()) {
    const auto& value = identifier.value();
    if (std::ranges::find(now.identifiers(), value, &v1::Identifier::value) ==
        now.identifiers().end())
      AddTerm(terms, Field::kFormerIdentifier, value, 0, now.person_id());
  }
  return terms;
}

Terms TermsOf(const v1::Relationship& link, Numbers&) {
  Terms terms;
  AddTerm(terms, Field::kLinkOfPerson, link.person_id(), DayOrder(link.from_on()),
          link.relationship_id());
  AddTerm(terms, Field::kLinkOfPerson, link.related_person_id(), DayOrder(link.from_on()),
          link.relationship_id());
  AddSourceKey(terms, link, link.relationship_id());
  return terms;
}

Terms TermsOf(const v1::Family& family, Numbers&) {
  Terms terms;
  for (const auto& member : family.members()) {
    AddTerm(terms, Field::kFamilyOfPerson, member.person_id(), 0, family.family_id());
  }
  AddSourceKey(terms, family, family.family_id());
  return terms;
}

Terms TermsOf(const v1::Case& record, Numbers&) {
  Terms terms;
  const std::int64_t referred = DayOrder(record.referred_on());
  AddTerm(terms, Field::kCaseOfChild, record.child_id(), referred, record.case_id());
  AddTerm(terms, Field::kCaseByState, record.closed_on().empty() ? kOpenCases : kClosedCases,
          referred, record.case_id());
  AddSourceKey(terms, record, record.case_id());
  return terms;
}

Terms TermsOf(const v1::Entry& entry, Numbers&) {
  Terms terms;
  const std::int64_t day = DayOrder(entry.occurred_on());
  for (const auto& id : entry.case_ids())
    AddTerm(terms, Field::kEntryOfCase, id, day, entry.entry_id());
  for (const auto& id : entry.person_ids())
    AddTerm(terms, Field::kEntryOfPerson, id, day, entry.entry_id());
  // Whoever is asked about a worker finds it, though it was about a case the worker never held.
  if (entry.has_supervision())
    AddTerm(terms, Field::kSupervisionOfWorker, entry.worker_id(), day, entry.entry_id());
  AddSourceKey(terms, entry, entry.entry_id());
  return terms;
}

Terms TermsOf(const v1::Worker& worker, Numbers&) {
  Terms terms;
  AddTerm(terms, Field::kOfKind, "worker", 0, worker.worker_id());
  AddTerm(terms, Field::kWorkerOfTeam, worker.team_id(), 0, worker.worker_id());
  for (const auto& identifier : worker.identifiers()) {
    AddTerm(terms, Field::kWorkerIdentifier, identifier.value(), 0, worker.worker_id());
  }
  AddSourceKey(terms, worker, worker.worker_id());
  return terms;
}

Terms TermsOf(const v1::Team& team, Numbers&) {
  Terms terms;
  AddTerm(terms, Field::kOfKind, "team", 0, team.team_id());
  AddSourceKey(terms, team, team.team_id());
  return terms;
}

Terms TermsOf(const v1::Allocation& allocation, Numbers& numbers) {
  Terms terms;
  const std::int64_t day = DayOrder(allocation.from_on());
  const std::string& id = allocation.allocation_id();
  AddTerm(terms, Field::kAllocationOfCase, allocation.case_id(), day, id);
  if (allocation.case_id().empty())
    AddTerm(terms, Field::kAllocationOfChild, allocation.child_id(), day, id);
  AddTerm(terms, Field::kAllocationOfWorker, allocation.worker_id(), day, id);
  AddTerm(terms, Field::kAllocationOfTeam, allocation.team_id(), day, id);
  // Only what is held now leads from the worker to the case; the mix counts the same allocations.
  // Two of them on one day are two terms: ending one leaves the other.
  if (allocation.until_on().empty() && !allocation.case_id().empty() && Holds(allocation.role())) {
    constexpr std::int64_t kAllocationsADay = std::int64_t{1} << 32;
    const std::int64_t order = day * kAllocationsADay + numbers.NumberOf(id);
    AddTerm(terms, Field::kCaseOfWorker, allocation.worker_id(), order, allocation.case_id());
    AddTerm(terms, Field::kCaseOfTeam, allocation.team_id(), order, allocation.case_id());
  }
  AddSourceKey(terms, allocation, id);
  return terms;
}

Terms TermsOf(const v1::Absence& absence, Numbers&) {
  Terms terms;
  const std::string& day = absence.from_on().empty() ? absence.absent_on() : absence.from_on();
  AddTerm(terms, Field::kAbsenceOfWorker, absence.worker_id(), DayOrder(day), absence.absence_id());
  AddTerm(terms, Field::kAbsenceCoveredBy, absence.covered_by_worker_id(), DayOrder(day),
          absence.absence_id());
  AddSourceKey(terms, absence, absence.absence_id());
  return terms;
}

Terms TermsOf(const v1::Import& record, Numbers&) {
  Terms terms;
  AddTerm(terms, Field::kOfKind, "import", 0, record.import_id());
  AddTerm(terms, Field::kImportByDigest, record.form() + ":" + record.digest(), 0,
          record.import_id());
  return terms;
}

// Found through its rule version.
Terms TermsOf(const v1::KeptRulePackage&, Numbers&) { return {}; }

Terms TermsOf(const v1::RuleVersion& version, Numbers&) {
  Terms terms;
  AddTerm(terms, Field::kOfKind, "rule_version", 0, version.rule_version_id());
  AddTerm(terms, Field::kVersionOfRule, version.manifest().rule_id(), 0, version.rule_version_id());
  if (version.stage() == v1::RULE_STAGE_ACTIVE)
    AddTerm(terms, Field::kRuleVersionInForce, kInForce, 0, version.rule_version_id());
  if (version.stage() == v1::RULE_STAGE_SHADOW)
    AddTerm(terms, Field::kRuleVersionInForce, kInShadow, 0, version.rule_version_id());
  if (version.stage() == v1::RULE_STAGE_QUARANTINED && version.stopped_in_force())
    AddTerm(terms, Field::kRuleVersionInForce, kStopped, 0, version.rule_version_id());
  return terms;
}

Terms TermsOf(const v1::SigningKey& key, Numbers&) {
  Terms terms;
  AddTerm(terms, Field::kOfKind, "signing_key", 0, key.signing_key_id());
  AddTerm(terms, Field::kSigningKeyByName, key.key_id(), 0, key.signing_key_id());
  return terms;
}

Terms TermsOf(const v1::RuleDecision& decision, Numbers&) {
  Terms terms;
  const std::string& id = decision.rule_decision_id();
  AddTerm(terms, Field::kDecisionOfCase, decision.case_id(), decision.shadow() ? 1 : 0, id);
  const auto day = ParseDate(decision.look_again_on());
  AddTerm(terms, Field::kDecisionToLookAt, decision.shadow() ? kInShadow : kInForce,
          day ? day->days : kNeverAgain, id);
  return terms;
}

Terms TermsOf(const v1::CaseFinding& finding, Numbers&) {
  Terms terms;
  const std::int64_t day = DayOrder(finding.first_on());
  const std::string& id = finding.finding_id();
  const std::string& rule_id = finding.finding().rule_id();
  if (finding.shadow()) {
    AddTerm(terms, Field::kFindingOfRule, kShadowFindings + rule_id, day, id);
    return terms;
  }
  AddTerm(terms, Field::kFindingOfRule, rule_id, day, id);
  AddTerm(terms, Field::kFindingOfCase, finding.case_id(), day, id);
  if (!finding.ended_on().empty()) return terms;
  AddTerm(terms, Field::kFindingOfWorker, finding.worker_id(), day, id);
  AddTerm(terms, Field::kFindingOfTeam, finding.team_id(), day, id);
  const auto& response = finding.response();
  if (response.state() == v1::FINDING_STATE_SNOOZED && response.over_on().empty() &&
      !response.until_on().empty())
    AddTerm(terms, Field::kFindingPutOff, kPutOff, DayOrder(response.until_on()), id);
  return terms;
}

Terms TermsOf(const v1::KeptRuleSet& set, Numbers&) {
  Terms terms;
  AddTerm(terms, Field::kRuleSetByDigest, set.rule_set().digest(), 0, set.rule_set_id());
  return terms;
}

Terms TermsOf(const v1::DecisionProgress& progress, Numbers&) {
  Terms terms;
  AddTerm(terms, Field::kOfKind, kProgress, 0, progress.progress_id());
  return terms;
}

Terms TermsOf(const v1::CaseVignette& vignette, Numbers&) {
  Terms terms;
  const std::string& id = vignette.case_vignette_id();
  AddTerm(terms, Field::kOfKind, kVignettes, 0, id);
  if (!vignette.withdrawn_because().empty()) return terms;
  AddTerm(terms, Field::kOfKind, kStandingVignettes, 0, id);
  AddTerm(terms, Field::kVignetteByName, vignette.name(), 0, id);
  return terms;
}

}  // namespace caseload::app
