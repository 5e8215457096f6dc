// SPDX-License-Identifier: Apache-2.0
// Limits: everything has one, and here is why each is what it is.
#pragma once

#include <cstddef>
#include <cstdint>

namespace caseload::limits {

// gRPC's own default; an import message is capped below it.
inline constexpr std::size_t kRequestBytes = 4 * 1024 * 1024;
// What is read of a request before gRPC itself breaks off: up to here a refusal can say why.
inline constexpr std::size_t kReceivedBytes = 16 * 1024 * 1024;
// A note of 64 KiB is some thirty printed pages; more is a document, not a note.
inline constexpr std::size_t kNoteBytes = 64 * 1024;
// Names, codes, labels: longer is a slip.
inline constexpr std::size_t kTextBytes = 1024;
// One visit to a large household; more cases in one entry is a mistake.
inline constexpr int kCasesPerEntry = 50;
// Concerns of one case over its life, every version of a category counted.
inline constexpr int kConcernsPerCase = 500;
// A page that a screen or a script can work on; 500 full cases stay below kRequestBytes.
inline constexpr int kPageSize = 50;
inline constexpr int kPageSizeMost = 500;
// Commands written in one transaction: measured gain ends between 256 and 512.
inline constexpr std::size_t kBatchCommands = 256;
// Commands waiting before callers are told BUSY: some seconds of work.
inline constexpr std::size_t kWaitingCommands = 100'000;
// Room in the address space for the store's file to grow into while it is open, of which only what
// is there is used: so much at least, and four times what it holds. Pages beyond are read instead.
inline constexpr std::size_t kMappedLeast = std::size_t{16} << 30;
inline constexpr std::size_t kMappedTimes = 4;
// Records kept in memory to make pages of: the open cases of a large authority, each of 1.4 KiB or
// so; larger ones are looked up. 46 MB, and never more than 128.
inline constexpr std::size_t kKeptRecords = 32'768;
inline constexpr std::size_t kKeptRecordBytes = 4 * 1024;
// Changes of links that wait in memory until the table is told of them: some 5 MB, and twice as
// many at most are read again by a start after a crash. More would find more neighbours to be
// written together with.
inline constexpr std::size_t kRecentLinks = 65'536;
// Units in one import message; keeps a batch near 16 ms, so that people's writes get in between.
inline constexpr int kUnitsPerMessage = 500;
// Field problems told of one request: details travel in a trailer of at most 8 KiB.
inline constexpr std::size_t kProblemsShown = 20;
// Changes of one case that a question about the past looks through: a visit a day for 27 years.
inline constexpr std::size_t kHistoryOfOneCase = 10'000;
// People linked to one child whose cases a question about that child looks up: a household, twice.
inline constexpr std::size_t kLinkedPeople = 40;
// People of one number who are looked at to say that a child shares it: the second is enough, and
// some have it under another scheme. A stand-in may be had by thousands.
inline constexpr std::size_t kHoldersOfANumber = 20;
// Cases one watch may follow by name.
inline constexpr int kWatchedCases = 100;
// Bytes of a faulty value kept in an import fault.
inline constexpr std::size_t kFaultValueBytes = 256;

}  // namespace caseload::limits
