// SPDX-License-Identifier: Apache-2.0
// Rule versions as a person names them.
#pragma once

#include <string>

#include "caseload/v1/rule.pb.h"
#include "cli/session.h"

namespace caseload::cli {

// "NAME@VERSION", or "NAME" for the last one that was uploaded. NOT_FOUND when there is none.
client::Answer<v1::RuleVersion> VersionNamed(Session& session, const std::string& name);

}  // namespace caseload::cli
