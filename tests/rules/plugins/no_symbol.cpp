// SPDX-License-Identifier: Apache-2.0
// Is a library, and no rule.
#include <caseload/rule.h>

extern "C" CASELOAD_RULE_EXPORT const int caseload_rule_v0;
extern "C" const int caseload_rule_v0 = 1;
