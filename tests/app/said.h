// SPDX-License-Identifier: Apache-2.0
// Said: what an evaluation answered, in the form in which a test looks at it.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "base/result.h"
#include "caseload/v1/rule_service.pb.h"

namespace caseload::app {

// What was said by code, and what became of each rule by its name.
template <class Response>
std::map<std::string, v1::Finding> ByCode(const Result<Response>& answer) {
  EXPECT_TRUE(answer) << (answer ? "" : answer.error().message);
  std::map<std::string, v1::Finding> said;
  if (!answer) return said;
  for (const auto& finding : answer->findings()) said[finding.code()] = finding;
  return said;
}
template <class Response>
std::map<std::string, v1::RuleOutcomeState> StateOf(const Result<Response>& answer) {
  std::map<std::string, v1::RuleOutcomeState> states;
  if (!answer) return states;
  for (const auto& outcome : answer->outcomes()) states[outcome.rule_id()] = outcome.state();
  return states;
}

}  // namespace caseload::app
