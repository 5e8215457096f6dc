// SPDX-License-Identifier: Apache-2.0
// Case people: the names that belong to a case, of its child and of those who hold it.
#pragma once

#include <string>

#include "caseload/v1/case.pb.h"
#include "caseload/v1/moment.pb.h"
#include "cpp/connection.h"

namespace caseload::cli {

// Empty where the caller may not know it, or nobody knew it then: a missing name must not hide a
// case.
std::string ChildName(const client::Connection& connection, const v1::Case& found,
                      const v1::Moment& moment);

// "Robin Sample, North team (W1), since 2024-02-01", several apart by "; ", "nobody" where an open
// case is held by none. Empty where that cannot be said: allocations are listed as they are known
// now, so not for an earlier known-at.
std::string HoldersOf(const client::Connection& connection, const v1::Case& found,
                      const v1::Moment& moment);

}  // namespace caseload::cli
