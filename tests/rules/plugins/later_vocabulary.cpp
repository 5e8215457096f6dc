// SPDX-License-Identifier: Apache-2.0
// Speaks words of a release that is not here yet.
#include "guest.h"

namespace {

constexpr caseload_rule Spoilt() {
  caseload_rule rule = guest::Rule("test.later-vocabulary");
  rule.vocabulary = 2;
  return rule;
}

}  // namespace

GUEST(Spoilt());
