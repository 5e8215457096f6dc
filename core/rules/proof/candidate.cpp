// SPDX-License-Identifier: Apache-2.0
#include "rules/proof/candidate.h"

#include "rules/host/guest.h"

namespace caseload::rules {
namespace {

RuleLimits Patient(RuleLimits limits) {
  constexpr int kTimes = 2;
  limits.evaluation *= kTimes;
  limits.batch *= kTimes;
  limits.rest = {};
  return limits;
}

std::string Bytes(const Answer& answer) {
  std::string bytes;
  for (const auto& finding : answer.findings) bytes += finding.SerializeAsString();
  if (answer.look_again_on) bytes += FormatDate(*answer.look_again_on);
  return bytes;
}

// The first that says what it did; that it is out of force after it did so too often says nothing.
const Error* WhyNot(const std::vector<Result<Answer>>& answers) {
  const Error* why = nullptr;
  for (const auto& one : answers) {
    if (one) continue;
    if (one.error().reason == v1::ERROR_REASON_RULE_FAILED) return &one.error();
    if (why == nullptr) why = &one.error();
  }
  return why;
}

}  // namespace

Candidate::Candidate(const Court& court, std::vector<std::string> environment)
    : court_(court),
      book_(court.worker_program, court.words, Patient(court.limits), std::move(environment)) {}

std::shared_ptr<const RuleSet> Candidate::Started(const RuleSettings& settings) const {
  const Package& package = court_.package;
  RuleMember member{package.digest, package.manifest, settings};
  member.manifest->mutable_limits_asked()->clear_evaluation_millis();
  member.library = [&package]() -> Result<std::string> { return package.parts.library(); };
  return book_.Prepare({&member, 1});
}

std::string Candidate::Refusal(const RuleSet& set) { return set.List().front().refused_because(); }

std::optional<WorkerUse> Candidate::Used(const RuleSet& set) {
  return set.guests().front()->Used();
}

std::string Candidate::LostInABatch(const RuleSet& set) {
  return set.guests().front()->LostInABatch();
}

Result<std::vector<Result<Answer>>> Candidate::Ask(const RuleSet& set,
                                                   std::span<const SubjectFacts> subjects) const {
  if (std::chrono::steady_clock::now() >= court_.until) {
    const auto whole = std::chrono::ceil<std::chrono::seconds>(court_.limits.proof);
    return Error{v1::ERROR_REASON_RULE_FAILED,
                 "it takes too long: all it is asked on trial must be answered within " +
                     std::to_string(whole.count()) + " seconds"};
  }
  return set.Ask(rule_id(), subjects);
}

Result<std::vector<std::string>> Candidate::Answers(const RuleSet& set,
                                                    std::span<const SubjectFacts> subjects,
                                                    std::size_t at_a_time) const {
  std::vector<std::string> answers;
  while (!subjects.empty()) {
    const auto some = subjects.first(std::min(at_a_time, subjects.size()));
    const auto asked = Ask(set, some);
    if (!asked) return asked.error();
    if (const auto* why = WhyNot(*asked)) return *why;
    for (const auto& one : *asked) answers.push_back(Bytes(*one));
    subjects = subjects.subspan(some.size());
  }
  return answers;
}

}  // namespace caseload::rules
