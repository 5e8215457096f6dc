// SPDX-License-Identifier: Apache-2.0
// Lists changes.
#include "cli/change_rows.h"

#include "cli/words.h"

namespace caseload::cli {

std::vector<Column> ChangeColumns() {
  return {{"sequence", Align::kRight},
          {"recorded_at"},
          {"actor"},
          {"action"},
          {"record_kind"},
          {"record_id"},
          {"version", Align::kRight},
          {.name = "because", .only_when_any = true}};
}

std::vector<std::string> ChangeRow(const v1::Change& change) {
  return {std::to_string(change.sequence()),
          InstantText(change.recorded_at()),
          change.actor(),
          change.action(),
          change.record_kind(),
          change.record_id(),
          std::to_string(change.version()),
          change.because()};
}

}  // namespace caseload::cli
