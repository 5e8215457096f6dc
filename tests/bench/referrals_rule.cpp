// SPDX-License-Identifier: Apache-2.0
// The rule as a library, loaded in the sandbox and, to compare, in the program that measures.
#include "referrals_rule.h"

CASELOAD_RULE(caseload::bench::Referrals);
