// SPDX-License-Identifier: Apache-2.0
// Findings: what becomes of the findings about a case when its rules are asked again, and of one
// that a person answers. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "caseload/v1/decision.pb.h"

namespace caseload::record {

// A finding in the form in which it stands beside a case, before it has a place there: what is
// said, or why the rule could not say, and the key by which it is the same when it is said again.
struct SaidFinding {
  std::string key;
  v1::Finding finding;
  std::string failed_because = {};
};

// Everything the answers say, in their order; a rule that failed is a finding of its own.
std::vector<SaidFinding> SaidIn(std::span<const v1::RuleAnswer> answers);

// What follows from an answer for those that stood before it. Nothing is said of those that stay as
// they are.
struct Superseding {
  std::vector<v1::CaseFinding> changed;  // the same finding, in other words or with another measure
  std::vector<v1::CaseFinding> ended;
  std::vector<v1::CaseFinding> begun;  // without an id
  std::vector<std::string> unchanged;  // their ids
};
// `about` is what all findings of the case have in common: case, child, who holds it. A finding of
// a rule that failed now, or was not asked, is neither said nor no longer said: it stands, in the
// first case beside the failure.
Superseding Supersede(std::span<const v1::CaseFinding> standing,
                      std::span<const v1::RuleAnswer> answers, const v1::CaseFinding& about,
                      Date as_of);

// Where it stands on the day.
v1::FindingState StateOn(const v1::CaseFinding& finding, Date today);

// The finding as it is once the day has come until which it was put off; nothing where it has not,
// or where that is told already.
std::optional<v1::CaseFinding> BackFromWhenPutOff(v1::CaseFinding finding, Date today);

// FINDING_ENDED for one that is said no more; FIELDS_INVALID for a day that is not after today.
Result<v1::CaseFinding> Answered(v1::CaseFinding finding, const v1::FindingResponse& response,
                                 Date today);

}  // namespace caseload::record
