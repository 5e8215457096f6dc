// SPDX-License-Identifier: Apache-2.0
// Import summary: what arrived with a delivery and what came of it.
#pragma once

#include "caseload/v1/import_service.pb.h"
#include "cli/session.h"

namespace caseload::cli {

enum class ImportedWhen { kNow, kBefore };

// In JSON the answer itself. Otherwise its counts, and in a table the faults by their codes. Of a
// delivery imported before nothing is created again: all it holds is unchanged.
ExitCode TellImport(Session& session, const v1::FinishImportResponse& answer, ImportedWhen when);

}  // namespace caseload::cli
