// SPDX-License-Identifier: Apache-2.0
#include "app/caseload.h"
#include "app/reading.h"
#include "app/reference.h"

namespace caseload::app {

Result<v1::ListMeasuresResponse> Caseload::ListMeasures(const v1::ListMeasuresRequest&) const {
  return v1::ListMeasuresResponse();
}
Result<v1::GetMeasureResponse> Caseload::Measure(const v1::GetMeasureRequest&) const {
  return Draft::Missing("name");
}

}  // namespace caseload::app
