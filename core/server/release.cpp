// SPDX-License-Identifier: Apache-2.0
#include "server/release.h"

namespace caseload::server {

std::set<std::string> RulesOfThisRelease() {
  return {
#include "release_rules.inc"
  };
}

}  // namespace caseload::server
