// SPDX-License-Identifier: Apache-2.0
// Bare inserts: what SQLite does with the same rows when it keeps nothing safe and finds nothing
// again: no journal, no sync, no index, one transaction.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "caseload/v1/import.pb.h"
#include "store/store.h"

namespace caseload::bench {

using Units = std::vector<v1::ImportUnit>;

// People, families, cases, entries, and whatever else is kept by itself.
std::size_t RecordsIn(const Units& units);
// As a delivery comes in tables: the records, and the concerns in one of their own.
double RowsIn(const Units& units);

// The rows of the delivery with the bodies the store keeps. Rows a second.
double InsertBodies(const std::filesystem::path& file, const Units& units);
// Every row that the store itself keeps of these writes. Seconds.
double SecondsToInsertAll(const std::filesystem::path& file, std::span<const store::Write> writes);

}  // namespace caseload::bench
