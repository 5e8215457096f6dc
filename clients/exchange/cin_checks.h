// SPDX-License-Identifier: Apache-2.0
// What looks wrong in one child's records taken together. Nothing is changed: a truthful odd record
// must be possible.
#pragma once

#include <caseload/v1/import.pb.h>

#include "exchange/xml_group.h"

namespace caseload::exchange {

void CheckChild(const v1::ImportUnit& unit, xml::Faults& faults);

}  // namespace caseload::exchange
