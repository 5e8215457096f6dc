// SPDX-License-Identifier: Apache-2.0
// Confine: what the worker gives up before it loads a stranger's code.
#pragma once

#include <optional>
#include <string>

namespace caseload::rules {

// Dies with the host, holds no descriptor but the channel and the three standard ones, has limits
// on memory and leaves no core file, which would hold facts. Why not, when something cannot be
// given up.
std::optional<std::string> Confine();

// One evaluation may use so many seconds of the processor before the kernel ends the worker. The
// host's own limit is far shorter; this one holds when there is no host any more.
void AllowProcessorSeconds(unsigned seconds);

}  // namespace caseload::rules
