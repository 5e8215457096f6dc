// SPDX-License-Identifier: Apache-2.0
// Takes most of the memory it may have as it is made, and needs none of it.
#include <cstdlib>

#include "guest.h"

namespace {

void* Create(const std::int64_t*, std::uint64_t, char*, std::uint64_t) {
  constexpr std::size_t kBytes = std::size_t{80} * 1024 * 1024;
  static void* volatile hoard = std::malloc(kBytes);
  if (hoard == nullptr) return nullptr;
  return std::memset(hoard, 1, kBytes);
}

constexpr caseload_rule Rule() {
  auto rule = guest::Rule("test.hoards");
  rule.create = &Create;
  return rule;
}

}  // namespace

GUEST(Rule());
