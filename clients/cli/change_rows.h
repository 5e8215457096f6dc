// SPDX-License-Identifier: Apache-2.0
// Change rows: how changes of the journal are listed.
#pragma once

#include <string>
#include <vector>

#include "caseload/v1/change.pb.h"
#include "cli/sheet.h"

namespace caseload::cli {

std::vector<Column> ChangeColumns();
std::vector<std::string> ChangeRow(const v1::Change& change);

}  // namespace caseload::cli
