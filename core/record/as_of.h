// SPDX-License-Identifier: Apache-2.0
// As of: a record as it stood on a day. What was known when is the store's business; what had
// happened by then is here.
#pragma once

#include <optional>

#include "base/date.h"
#include "caseload/v1/case.pb.h"
#include "caseload/v1/chronology.pb.h"

namespace caseload::record {

// Nothing when the case had not begun by the day. Concerns asserted later are left out; endings and
// the closure that came later are taken back. A closure on the day itself counts: the case is
// closed on that day.
std::optional<v1::Case> AsOf(v1::Case record, Date day);
// Nothing when the entry had not happened by the day. An ending, an outcome or a conference date
// that came later is taken back.
std::optional<v1::Entry> AsOf(v1::Entry entry, Date day);

}  // namespace caseload::record
