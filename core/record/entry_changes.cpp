// SPDX-License-Identifier: Apache-2.0
#include "record/changes.h"

namespace caseload::record {

Result<v1::Entry> Corrected(const v1::Entry& entry, v1::Entry as_it_should_be,
                            const std::string& because) {
  if (!entry.withdrawn_because().empty()) {
    return Error{v1::ERROR_REASON_ENTRY_WITHDRAWN, "the entry was withdrawn"};
  }
  as_it_should_be.set_entry_id(entry.entry_id());
  as_it_should_be.set_corrected_because(because);
  as_it_should_be.clear_withdrawn_because();
  // Where it came from is not the corrector's to change.
  as_it_should_be.clear_source();
  if (entry.has_source()) *as_it_should_be.mutable_source() = entry.source();
  return as_it_should_be;
}

Result<v1::Entry> Withdrawn(v1::Entry entry, const std::string& because) {
  if (!entry.withdrawn_because().empty()) {
    return Error{v1::ERROR_REASON_ENTRY_WITHDRAWN, "the entry was withdrawn before"};
  }
  entry.set_withdrawn_because(because);
  return entry;
}

}  // namespace caseload::record
