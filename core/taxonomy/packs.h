// SPDX-License-Identifier: Apache-2.0
// Packs: code sets, the core taxonomy of concerns, mappings, calendar and clocks of one
// jurisdiction and version, read from files, and the questions they answer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "caseload/v1/case.pb.h"
#include "taxonomy/calendar.h"

namespace caseload::taxonomy {

struct Code {
  std::uint16_t number = 0;  // how facts name it, on disk: never changes, never reused
  std::string set;
  std::string code;
  std::string label;                // the latest; LabelOn knows the earlier ones
  std::string parent;               // code above it in the same set; empty at the top
  std::string kind;                 // in a taxonomy: GROUP, HARM, NEED, STATUS, ADMIN
  std::string subject;              // CHILD, PARENT, HOUSEHOLD, FAMILY, ANY
  std::string actor;                // ADULT, CHILD, UNKNOWN; empty where there is none
  std::optional<Date> valid_from;   // nothing: always could be used
  std::optional<Date> valid_until;  // nothing: still may be used
  bool exclusive = false;           // excludes every other code of its set on the same record
  std::string note;                 // e.g. why it was withdrawn
};

struct CodeSet {
  std::string name;
  std::string title;
  std::string source;
  std::vector<const Code*> codes;  // in the order of the file, retired ones included
};

// In the order of closeness. What the other code is, seen from this one.
enum class Relation : std::uint8_t {
  kExact,
  kBroader,   // the other means more
  kNarrower,  // the other means less
  kRelated,
};

struct Mapping {
  const Code* from = nullptr;
  const Code* to = nullptr;
  Relation relation = Relation::kRelated;
  std::optional<Date> valid_from;
  std::optional<Date> valid_until;
};

// What falls due how long after what. The fields are those of v1::Clock.
struct ClockRow {
  std::string name;
  std::string trigger;
  std::string satisfied_by;
  int limit = 0;
  std::string unit;  // "working_day", "calendar_day", "week", "month" or "hour"
  bool inclusive = false;
  std::string kind;  // "statute", "guidance", "census" or "local"
  std::string source;
  std::optional<Date> valid_from;
  std::optional<Date> valid_until;
};

struct Contents;

// Immutable once loaded, thread-safe. Pointers and spans live as long as the Packs they came from,
// wherever it is moved to. Find, ByNumber, CodesOf, CoreOf and GroupOf allocate nothing: they are
// on the way of every import.
class Packs {
 public:
  // Reads one pack, e.g. share/caseload/packs/england. Refuses a pack with any fault:
  // ERROR_REASON_FIELDS_INVALID with each place and what is wrong there.
  static Result<Packs> Load(const std::filesystem::path& folder);

  Packs(Packs&&) noexcept;
  Packs& operator=(Packs&&) noexcept;
  ~Packs();

  const std::string& title() const;
  const std::string& version() const;
  const std::string& jurisdiction() const;

  // Exact; nullptr when unknown. Retired codes are found: an old record keeps its code.
  const Code* Find(std::string_view set, std::string_view code) const;
  const Code* ByNumber(std::uint16_t number) const;
  // In the order of the file; empty when there is no such set.
  std::span<const Code* const> CodesOf(std::string_view set) const;
  // The closest first. A mapping is known from both sides, whichever way round its file says it.
  std::vector<Mapping> Map(std::string_view set, std::string_view code,
                           std::string_view to_set) const;
  // The core concern a code means: itself in set "concern", else what it maps to as EXACT, else as
  // BROADER; nullptr when it means none.
  const Code* CoreOf(const Code& code) const;
  // What a core concern is counted under: the second level of HARM (HARM.NEGLECT, HARM.DOMESTIC,
  // …), the top of all others (CHILD, PARENT, …). nullptr for a code that is not of set "concern".
  const Code* GroupOf(const Code& core) const;
  static bool ValidOn(const Code& code, Date day);
  // In the words of that day.
  std::string LabelOn(const Code& code, Date day) const;

  std::span<const CodeSet> sets() const;
  const Calendar& calendar() const;
  std::span<const ClockRow> clocks() const;

 private:
  explicit Packs(std::unique_ptr<const Contents> contents);
  std::unique_ptr<const Contents> contents_;
};

// The set whose codes a concern of this basis is asserted in; empty when the basis is not set.
std::string_view SetOfBasis(v1::ConcernBasis basis);

}  // namespace caseload::taxonomy
