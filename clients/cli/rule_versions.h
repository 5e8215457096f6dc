// SPDX-License-Identifier: Apache-2.0
// Rule versions as a person names them.
#pragma once

#include <string>

#include "caseload/v1/rule.pb.h"
#include "cli/session.h"

namespace caseload::cli {

// Which version a rule's name alone means.
enum class Unnamed { kUploadedLast, kInForce };

// "NAME@VERSION", or "NAME". NOT_FOUND when there is none.
client::Answer<v1::RuleVersion> VersionNamed(Session& session, const std::string& name,
                                             Unnamed meant);

}  // namespace caseload::cli
