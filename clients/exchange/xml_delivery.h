// SPDX-License-Identifier: Apache-2.0
// The reader that all returns delivered as XML share; a form adds how one of its units becomes
// records.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "exchange/exchange.h"
#include "exchange/xml_scan.h"

namespace caseload::exchange::xml {

using MapUnit = std::function<v1::ImportUnit(const Unit&)>;

// Reads the file twice: once to know that it is whole and of this form, once for its records.
// `mapping` is asked for the mapping in between, and keeps what it wants of the scan. The form must
// outlive the reader.
Expected<std::unique_ptr<UnitReader>> OpenDelivery(
    const std::filesystem::path& file, const ReadOptions& options, const Form& form,
    const std::function<MapUnit(const Scan&)>& mapping);

}  // namespace caseload::exchange::xml
