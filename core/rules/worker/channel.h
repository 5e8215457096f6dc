// SPDX-License-Identifier: Apache-2.0
// Channel: the worker's end of the socket pair to the host. Blocking; ends the worker when the host
// is gone.
#pragma once

#include <optional>

#include "rules/layout.h"
#include "rules/wire.h"

namespace caseload::rules {

// Nothing when the host has closed its end or sent what is no frame: there is nobody left to speak
// to.
std::optional<Frame> ReadFrame();
// False when the host is gone.
[[nodiscard]] bool SendFrame(FrameType type, const std::string& payload);

}  // namespace caseload::rules
