// SPDX-License-Identifier: Apache-2.0
// Refuses its settings.
#include <cstring>

#include "guest.h"

namespace {

void* Create(const std::int64_t*, std::uint64_t, char* err, std::uint64_t cap) {
  std::strncpy(err, "no settings please me", cap);
  return nullptr;
}

constexpr caseload_rule Spoilt() {
  caseload_rule rule = guest::Rule("test.cannot-be-made");
  rule.create = &Create;
  return rule;
}

}  // namespace

GUEST(Spoilt());
