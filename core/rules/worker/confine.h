// SPDX-License-Identifier: Apache-2.0
// Confine: what the worker gives up before it loads a stranger's code, and what more before it
// shows it a fact. Each layer is a file of its own; one that the kernel does not give is said to be
// missing, and the others stand.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/sanitized.h"
#include "rules/wire.h"

namespace caseload::rules {

// Dies with the host and holds no descriptor but those in layout.h and the three standard ones. Why
// not, when that cannot be had: then it must not go on.
std::optional<std::string> TieToHost();

// All layers that hold from before the rule is loaded. The rule's folder is the only one that stays
// readable.
std::vector<Layer> Confine(const std::string& rule_folder);

// One for each layer, in this order; each a file.
Layer LimitItself();                               // limits.cpp
Layer LimitProcesses();                            // limits.cpp
Layer ForgetPrivileges();                          // limits.cpp
Layer TakeClocks();                                // clocks.cpp
Layer TakeCycleCounter();                          // clocks.cpp
Layer CloseFiles(const std::string& rule_folder);  // landlock.cpp
Layer CloseSystem();                               // seccomp.cpp, what loading needs stays open

// The processor time for loading is over; an evaluation has the host's deadline.
void LiftLoadLimit();
// Second phase of the system-call filter: reads its question, writes its answer, has memory, and
// nothing else. False when the kernel gave the first phase and refuses the second.
bool CloseAllButTheEvents();

}  // namespace caseload::rules
