// SPDX-License-Identifier: Apache-2.0
// Has a sentence with a field that nobody fills in.
#include "guest.h"

namespace {

constexpr std::array kTexts{
    guest::Text("NAMED", CASELOAD_KIND_INFO, "The child {name} was seen", "days")};

constexpr caseload_rule Spoilt() {
  caseload_rule rule = guest::Rule("test.bad-catalogue");
  rule.findings = kTexts.data();
  return rule;
}

}  // namespace

GUEST(Spoilt());
