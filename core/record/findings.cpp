// SPDX-License-Identifier: Apache-2.0
#include "record/findings.h"

#include <algorithm>
#include <map>

#include "base/ids.h"
#include "record/checks.h"

namespace caseload::record {
namespace {

// Which of several findings of one code on the same evidence is meant is told by their order.
std::string KeyOf(const v1::Finding& finding, int place) {
  std::vector<std::string> evidence;
  for (const auto& one : finding.evidence()) evidence.push_back(one.kind() + "\n" + one.id());
  std::ranges::sort(evidence);
  std::string text = finding.rule_id() + "\n" + finding.code() + "\n" + std::to_string(place);
  for (const auto& one : evidence) text += "\n" + one;
  return Sha256Hex(text);
}

bool SaysTheSame(const v1::CaseFinding& standing, const SaidFinding& said,
                 const v1::CaseFinding& about) {
  return standing.finding().SerializeAsString() == said.finding.SerializeAsString() &&
         standing.failed_because() == said.failed_because &&
         standing.worker_id() == about.worker_id() && standing.team_id() == about.team_id();
}

// Whether it still rests on the same rows of the same days, or could not be said for the same
// reason: that one of them was corrected changes the evidence though it is the same finding.
bool RestsOnTheSame(const v1::CaseFinding& standing, const SaidFinding& said) {
  const auto rows = [](const v1::Finding& finding) {
    std::vector<std::string> all;
    for (const auto& one : finding.evidence()) all.push_back(one.SerializeAsString());
    std::ranges::sort(all);
    return all;
  };
  return rows(standing.finding()) == rows(said.finding) &&
         standing.failed_because() == said.failed_because;
}

bool IsPutOff(const v1::CaseFinding& finding) {
  return finding.response().state() == v1::FINDING_STATE_SNOOZED &&
         finding.response().over_on().empty();
}

v1::CaseFinding With(v1::CaseFinding finding, const SaidFinding& said,
                     const v1::CaseFinding& about) {
  *finding.mutable_finding() = said.finding;
  finding.set_failed_because(said.failed_because);
  finding.set_worker_id(about.worker_id());
  finding.set_team_id(about.team_id());
  return finding;
}

}  // namespace

std::vector<SaidFinding> SaidIn(std::span<const v1::RuleAnswer> answers) {
  std::vector<SaidFinding> all;
  std::map<std::string, int> places;
  for (const auto& answer : answers) {
    if (!answer.failed_because().empty()) {
      SaidFinding failure;
      failure.finding.set_rule_id(answer.rule_id());
      failure.key = KeyOf(failure.finding, 0);
      failure.failed_because = answer.failed_because();
      all.push_back(std::move(failure));
    }
    for (const auto& finding : answer.findings()) {
      const int place = places[KeyOf(finding, 0)]++;
      all.push_back({KeyOf(finding, place), finding});
    }
  }
  return all;
}

Superseding Supersede(std::span<const v1::CaseFinding> standing,
                      std::span<const v1::RuleAnswer> answers, const v1::CaseFinding& about,
                      Date as_of) {
  std::map<std::string, const v1::CaseFinding*> stood;
  for (const auto& finding : standing) stood.emplace(finding.key(), &finding);
  Superseding next;
  for (const auto& said : SaidIn(answers)) {
    const auto same = stood.find(said.key);
    if (same == stood.end()) {
      v1::CaseFinding begun = With(about, said, about);
      begun.set_key(said.key);
      begun.set_first_on(FormatDate(as_of));
      next.begun.push_back(std::move(begun));
      continue;
    }
    if (SaysTheSame(*same->second, said, about)) {
      next.unchanged.push_back(same->second->finding_id());
    } else {
      v1::CaseFinding changed = With(*same->second, said, about);
      // Put off until its evidence changes: now it has.
      if (IsPutOff(changed) && changed.response().until_on().empty() &&
          !RestsOnTheSame(*same->second, said))
        changed.mutable_response()->set_over_on(FormatDate(as_of));
      next.changed.push_back(std::move(changed));
    }
    stood.erase(same);
  }
  const auto is_silent = [&](const v1::CaseFinding& finding) {
    return std::ranges::any_of(answers, [&](const v1::RuleAnswer& answer) {
      return answer.rule_id() == finding.finding().rule_id() &&
             !(answer.failed_because().empty() && answer.not_asked_because().empty());
    });
  };
  for (const auto& [key, finding] : stood) {
    if (is_silent(*finding)) {
      if (finding->worker_id() == about.worker_id() && finding->team_id() == about.team_id()) {
        next.unchanged.push_back(finding->finding_id());
      } else {
        // It goes with the case, though nobody knows whether it would still be said.
        next.changed.push_back(*finding);
        next.changed.back().set_worker_id(about.worker_id());
        next.changed.back().set_team_id(about.team_id());
      }
      continue;
    }
    next.ended.push_back(*finding);
    next.ended.back().set_ended_on(FormatDate(as_of));
  }
  return next;
}

v1::FindingState StateOn(const v1::CaseFinding& finding, Date today) {
  if (!finding.ended_on().empty()) return v1::FINDING_STATE_ENDED;
  if (!finding.has_response()) return v1::FINDING_STATE_OPEN;
  const auto& response = finding.response();
  if (response.state() == v1::FINDING_STATE_SNOOZED) {
    if (!response.over_on().empty()) return v1::FINDING_STATE_OPEN;
    const auto until = ParseDate(response.until_on());
    if (until && *until <= today) return v1::FINDING_STATE_OPEN;
  }
  return response.state();
}

std::optional<v1::CaseFinding> BackFromWhenPutOff(v1::CaseFinding finding, Date today) {
  const auto until = ParseDate(finding.response().until_on());
  if (!finding.ended_on().empty() || !IsPutOff(finding) || !until || *until > today)
    return std::nullopt;
  finding.mutable_response()->set_over_on(FormatDate(today));
  return finding;
}

Result<v1::CaseFinding> Answered(v1::CaseFinding finding, const v1::FindingResponse& response,
                                 Date today) {
  if (!finding.ended_on().empty())
    return Error{v1::ERROR_REASON_FINDING_ENDED, "the rule says this finding no more"};
  Problems problems;
  problems.Note("comment", response.comment());
  problems.Day("until_on", response.until_on());
  if (response.state() == v1::FINDING_STATE_OVERRIDDEN)
    problems.Needs("reason_code", response.reason_code());
  const auto until = ParseDate(response.until_on());
  if (until && *until <= today) problems.Add("until_on", "is not after today");
  // It has no evidence that could change: without a day it would be hidden for good.
  if (response.state() == v1::FINDING_STATE_SNOOZED && !until && !finding.failed_because().empty())
    problems.Add("until_on", "is needed: that a rule failed has no evidence that could change");
  if (auto wrong = problems.Judge(); !wrong) return wrong.error();
  *finding.mutable_response() = response;
  if (!finding.has_first_answered_at())
    *finding.mutable_first_answered_at() = response.answered_at();
  return finding;
}

}  // namespace caseload::record
