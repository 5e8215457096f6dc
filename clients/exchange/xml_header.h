// SPDX-License-Identifier: Apache-2.0
// What stands outside of the records of a return: its header, and what no record has a place for.
#pragma once

#include <caseload/v1/import.pb.h>

#include "exchange/xml_tree.h"

namespace caseload::exchange::xml {

// Fills edition, authority and reference day of the header. All other values are listed as faults
// of the unit.
void ReadOutside(const Element& root, v1::Import& header, v1::ImportUnit& unit);

}  // namespace caseload::exchange::xml
