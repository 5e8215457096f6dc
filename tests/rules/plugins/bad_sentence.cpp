// SPDX-License-Identifier: Apache-2.0
// Has a sentence that is no text.
#include "guest.h"

namespace {

constexpr std::array kTexts{guest::Text("SEEN", CASELOAD_KIND_INFO, "Seen at the caf\xC3", "days")};

constexpr caseload_rule Spoilt() {
  caseload_rule rule = guest::Rule("test.bad-sentence");
  rule.findings = kTexts.data();
  return rule;
}

}  // namespace

GUEST(Spoilt());
