// SPDX-License-Identifier: Apache-2.0
#include "base/result.h"

namespace caseload {

std::string ReasonName(v1::ErrorReason reason) {
  constexpr std::string_view kPrefix = "ERROR_REASON_";
  const std::string& name = v1::ErrorReason_Name(reason);
  return name.size() > kPrefix.size() ? name.substr(kPrefix.size()) : "INTERNAL";
}

}  // namespace caseload
