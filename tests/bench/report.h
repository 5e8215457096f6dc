// SPDX-License-Identifier: Apache-2.0
// Report: the table of what was measured, each line beside what is promised of it.
#pragma once

#include <vector>

#include "bench/rounds.h"

namespace caseload::bench {

// One line as soon as it is known, so that a long run shows how far it is.
void Announce(const Row& row);
// All of them, as a table that can be pasted into a page of Markdown.
void PrintTable(const std::vector<Row>& rows);

}  // namespace caseload::bench
