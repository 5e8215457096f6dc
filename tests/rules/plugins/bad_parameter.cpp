// SPDX-License-Identifier: Apache-2.0
// Has a parameter whose title is no text.
#include "guest.h"

namespace {

constexpr std::array kParameters{
    guest::Parameter({"months", "Months \xED\xA0\x80", "months", "Made up"}, 6, 1, 12)};

constexpr caseload_rule Spoilt() {
  caseload_rule rule = guest::Rule("test.bad-parameter");
  rule.parameters = kParameters.data();
  rule.parameter_count = kParameters.size();
  return rule;
}

}  // namespace

GUEST(Spoilt());
