// SPDX-License-Identifier: Apache-2.0
// Which engine keeps the records: one line an engine.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "store/store.h"

namespace caseload::server {

Result<std::unique_ptr<store::Store>> OpenStore(const std::filesystem::path& data);

}  // namespace caseload::server
