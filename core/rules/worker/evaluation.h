// SPDX-License-Identifier: Apache-2.0
// Evaluation: asks the loaded rule what the host asks, and keeps what it says.
#pragma once

#include "rules/worker/answer_writer.h"
#include "rules/worker/library.h"

namespace caseload::rules {

// The facts the head names lie in the host's memory, where nobody here can write.
void Evaluate(const LoadedRule& loaded, const AskHead& asked, AnswerWriter& writer);

}  // namespace caseload::rules
