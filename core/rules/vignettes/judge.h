// SPDX-License-Identifier: Apache-2.0
// Judge: whether rules say of a vignette what it says they must.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "caseload/v1/finding.pb.h"
#include "rules/vignettes/vignette.h"

namespace caseload::rules {

// What the rules say of the vignette's facts as they were known on a day.
using AskVignette = std::function<Result<std::vector<v1::Finding>>(const Vignette&, Date)>;

// Where they say something else than the vignette, in words for the rule's author; empty when they
// agree.
std::vector<std::string> Disagreements(const Vignette& vignette, const AskVignette& ask);

}  // namespace caseload::rules
