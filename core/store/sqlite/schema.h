// SPDX-License-Identifier: Apache-2.0
// The tables, and how a file of an older version is brought up to this one.
#pragma once

#include "base/result.h"
#include "store/sqlite/connection.h"

namespace caseload::store::sqlite {

// Makes the tables in an empty file, or takes the steps an older file lacks, each in a transaction
// of its own. Changes nothing, and says why, when the file is no store of ours or was written by a
// newer version.
Outcome BringUpToDate(Connection& writer);

}  // namespace caseload::store::sqlite
