// SPDX-License-Identifier: Apache-2.0
// Verify: whether the file is whole and its tables tell one story.
#pragma once

#include "base/result.h"
#include "store/sqlite/connection.h"

namespace caseload::store::sqlite {

// INTERNAL with the first thing that does not agree. Reads the whole file: minutes, not
// milliseconds.
Outcome Verify(Connection& reader);

}  // namespace caseload::store::sqlite
