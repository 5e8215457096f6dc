// SPDX-License-Identifier: Apache-2.0
// Mix answer: the caseload mix as rows, as a cross table, as a chart, and the lines under it that
// say what it is of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "caseload/v1/caseload_service.pb.h"
#include "cli/chart.h"
#include "cli/sheet.h"

namespace caseload::cli {

// One row a group, for CSV: values and labels of each dimension, the bare count or its letter, and
// on every row what the count is of, so that no line can be taken out of its context.
Sheet MixRecords(const v1::GetMixResponse& answer);

// For people: with two dimensions the second lies across.
Sheet MixTable(const v1::GetMixResponse& answer);

// Bars of the first dimension, segments of the second. Nothing when the answer has another number
// of dimensions or nothing to draw. What was suppressed is not drawn.
std::optional<Chart> MixChart(const v1::GetMixResponse& answer);

// The total, the basis, unit, day, known-at, sequence and taxonomy version, and what letters mean.
std::vector<std::string> MixFootnotes(const v1::GetMixResponse& answer);

}  // namespace caseload::cli
