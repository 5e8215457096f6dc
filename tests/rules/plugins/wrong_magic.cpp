// SPDX-License-Identifier: Apache-2.0
// Exports the symbol, but not a rule under it.
#include "guest.h"

namespace {

constexpr caseload_rule Spoilt() {
  caseload_rule rule = guest::Rule("test.wrong-magic");
  rule.magic = 0x12345678;
  return rule;
}

}  // namespace

GUEST(Spoilt());
