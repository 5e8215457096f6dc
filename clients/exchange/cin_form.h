// SPDX-License-Identifier: Apache-2.0
// The element names of the children in need census, 2017 to 2026.
#pragma once

#include "exchange/xml_form.h"

namespace caseload::exchange {

const xml::Form& CinForm();

}  // namespace caseload::exchange
