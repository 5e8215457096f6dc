// SPDX-License-Identifier: Apache-2.0
// Was built for a contract of another major.
#include "guest.h"

namespace {

constexpr caseload_rule Spoilt() {
  caseload_rule rule = guest::Rule("test.other-major");
  rule.abi_major = 2;
  return rule;
}

}  // namespace

GUEST(Spoilt());
