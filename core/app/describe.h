// SPDX-License-Identifier: Apache-2.0
// Describe: what the store keeps about a record besides its body: the terms it is found by, the
// facts it states, and whose history it is part of.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "caseload/v1/case.pb.h"
#include "caseload/v1/chronology.pb.h"
#include "caseload/v1/decision.pb.h"
#include "caseload/v1/import.pb.h"
#include "caseload/v1/person.pb.h"
#include "caseload/v1/relationship.pb.h"
#include "caseload/v1/rule.pb.h"
#include "caseload/v1/vignette.pb.h"
#include "caseload/v1/workforce.pb.h"
#include "facts/fact.h"
#include "store/store.h"

namespace caseload::app {

// The number of a record by its id; 0 when there is none. Facts name records by number.
class Numbers {
 public:
  virtual ~Numbers() = default;
  virtual std::uint32_t NumberOf(const std::string& id) = 0;
};

// Kinds whose records have numbers: those that facts name, and allocations, whose numbers tell two
// of one day apart.
inline constexpr std::array kNumberedKinds = {store::Kind::kPerson, store::Kind::kFamily,
                                              store::Kind::kCase,   store::Kind::kWorker,
                                              store::Kind::kTeam,   store::Kind::kAllocation};

// What cases are found by, open or closed or, by what the two have in common, all of them.
inline constexpr char kAnyCases[] = "case/";
// Of the rule versions that are in force.
inline constexpr char kInForce[] = "in force";
inline constexpr char kInShadow[] = "in shadow";
// What findings stand under that were put off until a day.
inline constexpr char kPutOff[] = "finding";
// Where the record of how far rules have followed it is found.
inline constexpr char kProgress[] = "decision_progress";
inline constexpr char kStopped[] = "in quarantine";
// Before the name of a rule: findings that nobody is shown.
inline constexpr char kShadowFindings[] = "shadow/";
// Case vignettes, and those of them that were not withdrawn.
inline constexpr char kVignettes[] = "case_vignette";
inline constexpr char kStandingVignettes[] = "case_vignette/standing";
inline constexpr char kOpenCases[] = "case/open";
inline constexpr char kClosedCases[] = "case/closed";

// The order of a decision that no rule wants to look at again.
inline constexpr std::int64_t kNeverAgain = std::int64_t{1} << 40;

// The number of a code by its set and its text: facts::kCodeNotRecorded, facts::kCodeUnknown, or
// the pack's.
using CodeNumbers = std::function<std::uint16_t(std::string_view set, std::string_view code)>;

template <class Message>
constexpr store::Kind KindOf();
template <>
constexpr store::Kind KindOf<v1::Person>() {
  return store::Kind::kPerson;
}
template <>
constexpr store::Kind KindOf<v1::Relationship>() {
  return store::Kind::kRelationship;
}
template <>
constexpr store::Kind KindOf<v1::Family>() {
  return store::Kind::kFamily;
}
template <>
constexpr store::Kind KindOf<v1::Case>() {
  return store::Kind::kCase;
}
template <>
constexpr store::Kind KindOf<v1::Entry>() {
  return store::Kind::kEntry;
}
template <>
constexpr store::Kind KindOf<v1::Worker>() {
  return store::Kind::kWorker;
}
template <>
constexpr store::Kind KindOf<v1::Team>() {
  return store::Kind::kTeam;
}
template <>
constexpr store::Kind KindOf<v1::Allocation>() {
  return store::Kind::kAllocation;
}
template <>
constexpr store::Kind KindOf<v1::Absence>() {
  return store::Kind::kAbsence;
}
template <>
constexpr store::Kind KindOf<v1::Import>() {
  return store::Kind::kImport;
}

template <>
constexpr store::Kind KindOf<v1::KeptRulePackage>() {
  return store::Kind::kRulePackage;
}
template <>
constexpr store::Kind KindOf<v1::RuleVersion>() {
  return store::Kind::kRuleVersion;
}
template <>
constexpr store::Kind KindOf<v1::SigningKey>() {
  return store::Kind::kSigningKey;
}

template <>
constexpr store::Kind KindOf<v1::RuleDecision>() {
  return store::Kind::kRuleDecision;
}
template <>
constexpr store::Kind KindOf<v1::CaseFinding>() {
  return store::Kind::kCaseFinding;
}
template <>
constexpr store::Kind KindOf<v1::KeptRuleSet>() {
  return store::Kind::kKeptRuleSet;
}
template <>
constexpr store::Kind KindOf<v1::DecisionProgress>() {
  return store::Kind::kDecisionProgress;
}
template <>
constexpr store::Kind KindOf<v1::CaseVignette>() {
  return store::Kind::kCaseVignette;
}

std::vector<store::Term> TermsOf(const v1::Person& person, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::Relationship& link, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::Family& family, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::Case& record, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::Entry& entry, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::Worker& worker, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::Team& team, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::Allocation& allocation, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::Absence& absence, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::Import& record, Numbers& numbers);

std::vector<store::Term> TermsOf(const v1::KeptRulePackage& package, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::RuleVersion& version, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::SigningKey& key, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::RuleDecision& decision, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::CaseFinding& finding, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::KeptRuleSet& set, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::DecisionProgress& progress, Numbers& numbers);
std::vector<store::Term> TermsOf(const v1::CaseVignette& vignette, Numbers& numbers);

// What a record is found by for good, though its present version no longer has it: whoever asks
// what was known then must be led to it.
std::vector<store::Term> FormerTermsOf(const v1::Person& former, const v1::Person& now);
template <class Message>
std::vector<store::Term> FormerTermsOf(const Message&, const Message&) {
  return {};
}

using Facts = std::vector<facts::Fact>;
Facts FactsOf(const v1::Person& person, Numbers& numbers, const CodeNumbers& codes);
Facts FactsOf(const v1::Family& family, Numbers& numbers, const CodeNumbers& codes);
Facts FactsOf(const v1::Case& record, Numbers& numbers, const CodeNumbers& codes);
Facts FactsOf(const v1::Entry& entry, Numbers& numbers, const CodeNumbers& codes);
Facts FactsOf(const v1::Allocation& allocation, Numbers& numbers, const CodeNumbers& codes);
// Records that state no facts.
template <class Message>
Facts FactsOf(const Message&, Numbers&, const CodeNumbers&) {
  return {};
}
std::string PackedFacts(const Facts& facts);

std::vector<std::string> SubjectsOf(const v1::Person& person);
std::vector<std::string> SubjectsOf(const v1::Relationship& link);
std::vector<std::string> SubjectsOf(const v1::Family& family);
std::vector<std::string> SubjectsOf(const v1::Case& record);
std::vector<std::string> SubjectsOf(const v1::Entry& entry);
std::vector<std::string> SubjectsOf(const v1::Worker& worker);
std::vector<std::string> SubjectsOf(const v1::Team& team);
std::vector<std::string> SubjectsOf(const v1::Allocation& allocation);
std::vector<std::string> SubjectsOf(const v1::Absence& absence);
std::vector<std::string> SubjectsOf(const v1::Import& record);
std::vector<std::string> SubjectsOf(const v1::KeptRulePackage& package);
std::vector<std::string> SubjectsOf(const v1::RuleVersion& version);
std::vector<std::string> SubjectsOf(const v1::SigningKey& key);
std::vector<std::string> SubjectsOf(const v1::CaseFinding& finding);
// Records of the server's own work are in nobody's history but their own.
inline std::vector<std::string> SubjectsOf(const v1::RuleDecision& decision) {
  return {decision.rule_decision_id()};
}
inline std::vector<std::string> SubjectsOf(const v1::KeptRuleSet&) { return {}; }
inline std::vector<std::string> SubjectsOf(const v1::DecisionProgress&) { return {}; }
std::vector<std::string> SubjectsOf(const v1::CaseVignette& vignette);

// Puts what some readers must not get into a body of its own: a person's addresses.
void SplitBodies(const v1::Person& person, std::string& body, std::string& protected_body);
template <class Message>
void SplitBodies(const Message& message, std::string& body, std::string&) {
  body = message.SerializeAsString();
}

// Whether an involvement in this role makes the worker the one who holds the case.
bool Holds(const std::string& role);

// Lower case without accents, so that a search finds "Zoë" under "zoe".
std::string Folded(const std::string& name);

}  // namespace caseload::app
