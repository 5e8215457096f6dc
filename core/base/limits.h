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
// People who have or had one number, among whom is looked for one who shares it with a child: the
// first is enough, and the others are not read. A stand-in may be had by thousands.
inline constexpr std::size_t kHoldersOfANumber = 1'000;
// People counted for one question about the whole authority: the largest one with everybody it has
// ever written down, some minutes of one thread.
inline constexpr std::size_t kPeopleTallied = 2'000'000;
// One file of case vignettes: ten times the longest that comes with the rules.
inline constexpr std::size_t kVignetteBytes = 64 * 1024;
// Files of case vignettes that stand: each is told to the rules day by day before a set comes into
// force, and somebody waits for that.
inline constexpr std::size_t kStandingVignettes = 100;
// All of one rule's trial: those that come with the server take seconds. Whoever takes minutes
// takes hours for a whole authority, and the trial holds a worker and a thread until it ends.
inline constexpr int kProofSeconds = 600;
// Cases one watch may follow by name.
inline constexpr int kWatchedCases = 100;
// Bytes of a faulty value kept in an import fault.
inline constexpr std::size_t kFaultValueBytes = 256;
// Days of one back-test: twenty years of month ends.
inline constexpr std::size_t kBackTestDays = 240;
// Who looks ten years ahead of a word does not ask whether it was heeded.
inline constexpr int kBackTestWithinDays = 3'650;
// Cases named in each list of a back-test: some to read, not all to work on. With a hundred for
// each thing a rule can say, the last message stays below kRequestBytes.
inline constexpr int kBackTestCasesNamed = 20;
inline constexpr int kBackTestCasesNamedMost = 100;
// Back-tests at a time: each keeps some bytes a case, and takes what nobody else wants of one core.
inline constexpr std::size_t kBackTestsAtATime = 2;
// Days on which the parameters of a rule change: a worker holds the rule once for each.
inline constexpr std::size_t kRuleValuesDays = 32;

}  // namespace caseload::limits
