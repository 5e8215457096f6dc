// SPDX-License-Identifier: Apache-2.0
// Has a title that is no text.
#include "guest.h"

namespace {

constexpr caseload_rule Spoilt() {
  caseload_rule rule = guest::Rule("test.bad-text");
  rule.title = guest::Str("Caf\xC3 and \xFF");
  return rule;
}

}  // namespace

GUEST(Spoilt());
