// SPDX-License-Identifier: Apache-2.0
#include "access/principal.h"

namespace caseload::access {

bool Principal::Holds(std::string_view permission) const {
  return holds_everything || permissions.contains(permission);
}

Principal LocalOperator() { return {"local", {}, true}; }

}  // namespace caseload::access
