// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "app/describe.h"
#include "base/date.h"
#include "base/ids.h"

namespace caseload::app {
namespace {

using facts::Fact;
using facts::FactKind;

std::int32_t StartDay(const std::string& text) {
  const auto date = ParseDate(text);
  return date ? date->days : kDayUnknown;
}

std::int32_t EndDay(const std::string& text) {
  const auto date = ParseDate(text);
  return date ? date->days : kDayOpen;
}

Fact Event(std::uint32_t subject, FactKind kind, const std::string& day) {
  Fact fact;
  fact.subject = subject;
  fact.kind = kind;
  fact.start = StartDay(day);
  fact.end = fact.start == kDayUnknown ? kDayOpen : fact.start;
  return fact;
}

Fact Span(std::uint32_t subject, FactKind kind, const std::string& from, const std::string& until) {
  Fact fact;
  fact.subject = subject;
  fact.kind = kind;
  fact.start = StartDay(from);
  fact.end = EndDay(until);
  return fact;
}

std::string_view SetOf(v1::ConcernBasis basis) {
  switch (basis) {
    case v1::CONCERN_BASIS_NEED:
      return "primary_need";
    case v1::CONCERN_BASIS_FACTOR:
      return "assessment_factor";
    case v1::CONCERN_BASIS_CATEGORY_INITIAL:
    case v1::CONCERN_BASIS_CATEGORY_LATEST:
      return "category_of_abuse";
    default:
      return "concern";
  }
}

std::uint8_t VisitFlags(const v1::Visit& visit) {
  int flags = 0;
  if (visit.has_child_seen())
    flags |= visit.child_seen() ? facts::kVisitSeen : facts::kVisitNotSeen;
  if (visit.has_seen_alone()) {
    flags |= visit.seen_alone() ? facts::kVisitSeenAlone : facts::kVisitNotSeenAlone;
  }
  return static_cast<std::uint8_t>(flags);
}

// One flag for yes, one for no, none for not recorded.
int YesOrNo(bool recorded, bool value, int yes, int no) {
  return recorded ? (value ? yes : no) : 0;
}

std::uint8_t Section47Flags(const v1::Section47Enquiry& enquiry) {
  int flags = YesOrNo(enquiry.has_conference_not_required(), enquiry.conference_not_required(),
                      facts::kConferenceNotRequired, facts::kConferenceRequired);
  flags |= YesOrNo(enquiry.has_no_further_action(), enquiry.no_further_action(),
                   facts::kEnquiredNoFurtherAction, facts::kEnquiredFurtherAction);
  if (!enquiry.conference_on().empty()) flags |= facts::kConferenceHeld;
  return static_cast<std::uint8_t>(flags);
}

std::uint8_t AssessmentFlags(const v1::Assessment& assessment) {
  return static_cast<std::uint8_t>(
      YesOrNo(assessment.has_no_further_action(), assessment.no_further_action(),
              facts::kAssessedNoFurtherAction, facts::kAssessedFurtherAction) |
      YesOrNo(assessment.has_child_seen(), assessment.child_seen(), facts::kAssessedSeen,
              facts::kAssessedNotSeen));
}

std::uint8_t MissingFlags(const v1::MissingEpisode& missing) {
  if (missing.kind() == "A") return facts::kAwayUnauthorised;
  if (missing.kind() == "M") return facts::kWhereaboutsUnknown;
  return 0;
}

// Which record the facts are of.
std::int64_t RecordOf(const std::string& id) { return IdValue(id).value_or(0); }

Fact SpanOf(std::uint32_t subject, FactKind kind, const v1::Entry& entry) {
  return Span(subject, kind, entry.occurred_on(), entry.ended_on());
}

Fact Assessment(std::uint32_t subject, const v1::Entry& entry) {
  Fact fact = SpanOf(subject, FactKind::kAssessment, entry);
  fact.detail = AssessmentFlags(entry.assessment());
  fact.value = StartDay(entry.assessment().review_on());
  return fact;
}

Fact Enquiry(std::uint32_t subject, const v1::Entry& entry) {
  Fact fact = SpanOf(subject, FactKind::kSection47, entry);
  fact.detail = Section47Flags(entry.section47_enquiry());
  fact.value = StartDay(entry.section47_enquiry().conference_on());
  return fact;
}

Fact Plan(std::uint32_t subject, const v1::Entry& entry) {
  Fact fact = SpanOf(subject, FactKind::kProtectionPlan, entry);
  const auto& plan = entry.protection_plan();
  fact.detail =
      static_cast<std::uint8_t>(YesOrNo(plan.has_other_authority(), plan.other_authority(),
                                        facts::kOtherAuthority, facts::kOwnAuthority));
  fact.value = plan.has_previous_plans()
                   ? static_cast<std::int32_t>(std::min(plan.previous_plans(), 1000U)) + 1
                   : 0;
  return fact;
}

Fact LookedAfter(std::uint32_t subject, const v1::Entry& entry, const CodeNumbers& codes) {
  Fact fact = SpanOf(subject, FactKind::kLookedAfter, entry);
  const auto& period = entry.looked_after_period();
  fact.code = codes("looked_after_start_reason", period.start_reason());
  fact.value = codes("looked_after_end_reason", period.end_reason());
  return fact;
}

Fact Placement(std::uint32_t subject, const v1::Entry& entry, const CodeNumbers& codes) {
  Fact fact = SpanOf(subject, FactKind::kPlacement, entry);
  fact.code = codes("placement_kind", entry.placement().kind());
  fact.value = codes("placement_provider", entry.placement().provider());
  return fact;
}

Fact Conference(std::uint32_t subject, const v1::Entry& entry) {
  Fact fact = Event(subject, FactKind::kConference, entry.occurred_on());
  fact.detail = entry.initial_conference().plan_decided() ? 1 : 0;
  fact.value = StartDay(entry.initial_conference().target_on());
  return fact;
}

// What an entry states of one of its cases; nothing for kinds that neither the mix nor a rule
// counts.
std::optional<Fact> FactOfEntry(std::uint32_t subject, const v1::Entry& entry,
                                const CodeNumbers& codes) {
  const auto span = [&](FactKind kind) {
    return Span(subject, kind, entry.occurred_on(), entry.ended_on());
  };
  switch (entry.what_case()) {
    case v1::Entry::kAssessment:
      return Assessment(subject, entry);
    case v1::Entry::kSection47Enquiry:
      return Enquiry(subject, entry);
    case v1::Entry::kInitialConference:
      return Conference(subject, entry);
    case v1::Entry::kCinPlan:
      return span(FactKind::kCinPlan);
    case v1::Entry::kProtectionPlan:
      return Plan(subject, entry);
    case v1::Entry::kReview: {
      Fact fact = Event(subject, FactKind::kReview, entry.occurred_on());
      fact.value = StartDay(entry.review().due_on());
      return fact;
    }
    case v1::Entry::kVisit: {
      Fact fact = Event(subject, FactKind::kVisit, entry.occurred_on());
      fact.detail = VisitFlags(entry.visit());
      return fact;
    }
    case v1::Entry::kLookedAfterPeriod:
      return LookedAfter(subject, entry, codes);
    case v1::Entry::kPlacement:
      return Placement(subject, entry, codes);
    case v1::Entry::kPreProceedings: {
      Fact fact = span(FactKind::kPreProceedings);
      fact.value = StartDay(entry.pre_proceedings().court_application_on());
      return fact;
    }
    case v1::Entry::kMissingEpisode: {
      Fact fact = span(FactKind::kMissing);
      fact.detail = MissingFlags(entry.missing_episode());
      return fact;
    }
    case v1::Entry::kContact: {
      Fact fact = Event(subject, FactKind::kContact, entry.occurred_on());
      fact.code = codes("referral_source", entry.contact().source_code());
      return fact;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

// A child is held by the social worker, whom the Standard Safeguarding Dataset calls the allocated
// case worker (INVO007A); reviewing officers, support workers and others are involved, not holding.
bool Holds(const std::string& role) {
  const std::string folded = Folded(role);
  constexpr std::string_view kHolding[] = {"social worker", "case worker", "caseworker"};
  return role.empty() ||
         std::any_of(std::begin(kHolding), std::end(kHolding),
                     [&](std::string_view name) { return folded.find(name) != std::string::npos; });
}

Facts FactsOf(const v1::Person& person, Numbers& numbers, const CodeNumbers&) {
  Facts list;
  const std::uint32_t subject = numbers.NumberOf(person.person_id());
  if (!person.born_on().empty() || !person.expected_on().empty()) {
    Fact birth = Event(subject, FactKind::kBirth,
                       person.born_on().empty() ? person.expected_on() : person.born_on());
    birth.detail = person.born_on().empty() ? 1 : 0;
    birth.record = RecordOf(person.person_id());
    list.push_back(birth);
  } else {
    Fact nothing = Event(subject, FactKind::kPerson, "");
    nothing.record = RecordOf(person.person_id());
    list.push_back(nothing);
  }
  if (!person.born_on().empty() && !person.expected_on().empty())
    list.push_back(Event(subject, FactKind::kExpected, person.expected_on()));
  if (!person.died_on().empty()) list.push_back(Event(subject, FactKind::kDeath, person.died_on()));
  return list;
}

Facts FactsOf(const v1::Family& family, Numbers& numbers, const CodeNumbers&) {
  Facts list;
  const auto number = static_cast<std::int32_t>(numbers.NumberOf(family.family_id()));
  for (const auto& member : family.members()) {
    Fact fact = Span(numbers.NumberOf(member.person_id()), FactKind::kFamily, member.from_on(),
                     member.until_on());
    fact.value = number;
    if (fact.end != kDayOpen) ++fact.end;
    if (fact.subject != 0) list.push_back(fact);
  }
  return list;
}

Facts FactsOf(const v1::Case& record, Numbers& numbers, const CodeNumbers& codes) {
  Facts list;
  const std::uint32_t subject = numbers.NumberOf(record.case_id());
  Fact episode = Span(subject, FactKind::kEpisode, record.referred_on(), record.closed_on());
  episode.code = codes("referral_source", record.referral_source());
  episode.record = RecordOf(record.case_id());
  episode.detail = static_cast<std::uint8_t>(
      YesOrNo(record.has_referral_no_further_action(), record.referral_no_further_action(),
              facts::kNoFurtherActionTaken, facts::kTakenOn));
  // A delivery may name a child that never came: nobody, rather than the same nobody for all of
  // them.
  const std::uint32_t child = numbers.NumberOf(record.child_id());
  episode.value = child == 0 ? -1 : static_cast<std::int32_t>(child);
  list.push_back(episode);
  if (!record.closed_on().empty()) {
    Fact closure = Event(subject, FactKind::kClosure, record.closed_on());
    closure.code = codes("closure_reason", record.closure_reason());
    list.push_back(closure);
  } else if (!record.closure_reason().empty()) {
    Fact reason = Event(subject, FactKind::kClosureReason, "");
    reason.code = codes("closure_reason", record.closure_reason());
    list.push_back(reason);
  }
  if (record.referral_no_further_action()) {
    list.push_back(Event(subject, FactKind::kNoFurtherAction, record.referred_on()));
  }
  for (const auto& concern : record.concerns()) {
    if (!concern.retracted_because().empty()) continue;
    Fact fact = Span(subject, FactKind::kConcern, concern.asserted_on(), concern.ended_on());
    fact.detail = static_cast<std::uint8_t>(concern.basis());
    fact.code = codes(SetOf(concern.basis()), concern.code());
    list.push_back(fact);
  }
  return list;
}

Facts FactsOf(const v1::Entry& entry, Numbers& numbers, const CodeNumbers& codes) {
  Facts list;
  if (!entry.withdrawn_because().empty()) return list;
  for (const auto& id : entry.case_ids()) {
    const std::uint32_t subject = numbers.NumberOf(id);
    if (subject == 0) continue;
    auto fact = FactOfEntry(subject, entry, codes);
    if (!fact) continue;
    if (facts::NamesRecord(fact->kind)) fact->record = RecordOf(entry.entry_id());
    list.push_back(*fact);
    const auto& target = entry.section47_enquiry().conference_target_on();
    if (target.empty()) continue;
    Fact by = Event(subject, FactKind::kSection47Target, target);
    by.record = fact->record;
    list.push_back(by);
  }
  return list;
}

Facts FactsOf(const v1::Allocation& allocation, Numbers& numbers, const CodeNumbers&) {
  Facts list;
  if (allocation.case_id().empty() || !Holds(allocation.role())) return list;
  const std::uint32_t subject = numbers.NumberOf(allocation.case_id());
  if (subject == 0) return list;
  Fact worker = Span(subject, FactKind::kAllocation, allocation.from_on(), allocation.until_on());
  // The last day of an allocation still counts, unlike the day a case is closed on.
  if (worker.end != kDayOpen) ++worker.end;
  worker.value = static_cast<std::int32_t>(numbers.NumberOf(allocation.worker_id()));
  if (worker.value != 0) list.push_back(worker);
  Fact team = worker;
  team.kind = FactKind::kTeam;
  team.value = static_cast<std::int32_t>(numbers.NumberOf(allocation.team_id()));
  if (team.value != 0) list.push_back(team);
  return list;
}

std::string PackedFacts(const Facts& facts) {
  return facts.empty() ? std::string() : facts::Pack(facts);
}

std::vector<std::string> SubjectsOf(const v1::Person& person) { return {person.person_id()}; }
std::vector<std::string> SubjectsOf(const v1::Relationship& link) {
  return {link.person_id(), link.related_person_id()};
}
std::vector<std::string> SubjectsOf(const v1::Family& family) {
  std::vector<std::string> subjects{family.family_id()};
  for (const auto& member : family.members()) subjects.push_back(member.person_id());
  return subjects;
}
std::vector<std::string> SubjectsOf(const v1::Case& record) {
  return {record.case_id(), record.child_id()};
}
std::vector<std::string> SubjectsOf(const v1::Entry& entry) {
  std::vector<std::string> subjects(entry.case_ids().begin(), entry.case_ids().end());
  subjects.insert(subjects.end(), entry.person_ids().begin(), entry.person_ids().end());
  return subjects;
}
std::vector<std::string> SubjectsOf(const v1::Worker& worker) { return {worker.worker_id()}; }
std::vector<std::string> SubjectsOf(const v1::Team& team) { return {team.team_id()}; }
std::vector<std::string> SubjectsOf(const v1::Allocation& allocation) {
  std::vector<std::string> subjects{allocation.worker_id()};
  // Where the source names no case it is the child's own.
  subjects.push_back(allocation.case_id().empty() ? allocation.child_id() : allocation.case_id());
  return subjects;
}
std::vector<std::string> SubjectsOf(const v1::Absence& absence) { return {absence.worker_id()}; }
std::vector<std::string> SubjectsOf(const v1::Import& record) { return {record.import_id()}; }
std::vector<std::string> SubjectsOf(const v1::KeptRulePackage&) { return {}; }
std::vector<std::string> SubjectsOf(const v1::RuleVersion& version) {
  return {version.rule_version_id()};
}
std::vector<std::string> SubjectsOf(const v1::SigningKey& key) { return {key.signing_key_id()}; }
// What a rule in shadow says is in nobody's history: nobody was shown it.
std::vector<std::string> SubjectsOf(const v1::CaseFinding& finding) {
  return finding.shadow() ? std::vector<std::string>()
                          : std::vector<std::string>{finding.case_id(), finding.finding_id()};
}
std::vector<std::string> SubjectsOf(const v1::CaseVignette& vignette) {
  return {vignette.case_vignette_id()};
}

void SplitBodies(const v1::Person& person, std::string& body, std::string& protected_body) {
  v1::Person withheld;
  *withheld.mutable_addresses() = person.addresses();
  protected_body = withheld.SerializeAsString();
  v1::Person shown = person;
  shown.clear_addresses();
  body = shown.SerializeAsString();
}

}  // namespace caseload::app
