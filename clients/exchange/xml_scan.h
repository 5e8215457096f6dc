// SPDX-License-Identifier: Apache-2.0
// The first look at a delivery: is it whole, is it this form, are its names known. Nothing is sent
// before it has passed.
#pragma once

#include <caseload/v1/import.pb.h>

#include <filesystem>
#include <string_view>
#include <unordered_set>

#include "exchange/exchange.h"
#include "exchange/xml_tree.h"

namespace caseload::exchange::xml {

struct Scan {
  v1::Import header;
  // The faults of what stands outside of the records; has no position.
  v1::ImportUnit outside;
  // Hashes of identifiers that stand at more than one unit. Two that only share a hash are among
  // them.
  std::unordered_set<std::size_t> repeated_ids;
};

std::size_t IdHash(std::string_view id);

// Reads the whole file once, within a few megabytes.
Expected<Scan> ScanDelivery(const std::filesystem::path& file, const ReadOptions& options,
                            const Form& form);

}  // namespace caseload::exchange::xml
