// SPDX-License-Identifier: Apache-2.0
// Places: where the build left what a backend needs, and where this run may put its own.
#pragma once

#include <filesystem>

#include "server/backend.h"

namespace caseload::bench {

inline server::Places ThePlaces() { return {CASELOAD_PACKS_DIR, CASELOAD_RULE_WORKER}; }

}  // namespace caseload::bench
