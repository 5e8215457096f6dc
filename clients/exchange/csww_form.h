// SPDX-License-Identifier: Apache-2.0
// The element names of the children's social work workforce census.
#pragma once

#include "exchange/xml_form.h"

namespace caseload::exchange {

const xml::Form& CswwForm();

}  // namespace caseload::exchange
