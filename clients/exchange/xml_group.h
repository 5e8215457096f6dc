// SPDX-License-Identifier: Apache-2.0
// Takes the values out of one element, each once; what nobody takes is kept raw and listed, so that
// nothing is lost.
#pragma once

#include <caseload/v1/import.pb.h>
#include <caseload/v1/source.pb.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/xml_tree.h"

namespace caseload::exchange::xml {

struct Place {
  std::string path;
  std::uint32_t line = 0;
};

// Lists faults in a unit.
class Faults {
 public:
  explicit Faults(v1::ImportUnit& unit) : unit_(unit) {}
  // Points at an element; a value longer than a fault may hold is cut.
  void Add(std::string_view code, const Place& place, std::string_view name, std::string_view value,
           std::string_view summary);
  // For a value that is kept nowhere else: a long one is listed in parts.
  void AddOnlyHere(std::string_view code, const Place& place, std::string_view name,
                   std::string_view value, std::string_view summary);

 private:
  v1::ImportUnit& unit_;
};

enum class Need { kMay, kMust };

// A code, a name: the server refuses longer texts in fields of their kind.
inline constexpr std::size_t kFieldBytes = 1024;
// The Standard Safeguarding Dataset allows 20 characters; some systems write longer ones. A key is
// repeated in every record of a child.
inline constexpr std::size_t kIdentifierBytes = 64;

class Group {
 public:
  // What has no field goes to the record's source. All four must outlive the group.
  Group(const Element& element, std::string path, v1::Source& source, Faults& faults);
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

  // The first element of this name; others are kept raw and listed. Null when there is none.
  const Element* One(std::string_view own_name, Need need = Need::kMay);
  std::vector<const Element*> Each(std::string_view own_name, Need need = Need::kMay);

  // Values; empty or nothing when absent, blank or faulty (then kept raw and listed).
  std::string Text(std::string_view own_name, Need need = Need::kMay);
  // A value that becomes part of keys, and must be short.
  std::string Identifier(std::string_view own_name);
  std::string Day(std::string_view own_name, Need need = Need::kMay);
  std::optional<bool> Flag(std::string_view own_name, Need need = Need::kMay);
  std::optional<std::uint32_t> Count(std::string_view own_name, Need need = Need::kMay);
  std::optional<double> Amount(std::string_view own_name, Need need = Need::kMay);
  // Keeps every value of this name raw: the form has it, the record has no field for it.
  void Keep(std::string_view own_name);

  // The same for an element that was taken by Each or One.
  std::string TextOf(const Element& element, std::size_t longest = kFieldBytes);
  std::string DayOf(const Element& element);

  std::string PathOf(const Element& child) const { return path_ + "/" + child.label; }
  Place place() const { return {path_, element_.line}; }
  void KeepRaw(std::string_view name, std::string_view value);
  // For a value that cannot be read as what it should be: kept raw and listed.
  void Spoilt(std::string_view code, const Element& element, std::string_view value,
              std::string_view summary);
  // Lists all that was not taken. Call it last.
  void Close();

 private:
  const Element* Value(std::string_view own_name, Need need);
  void Arrive(const Element& element, const std::string& path);
  void ListWhole(const Element& element, const std::string& path, std::string_view code,
                 std::string_view summary);
  void Missing(std::string_view own_name);

  const Element& element_;
  std::string path_;
  v1::Source& source_;
  Faults& faults_;
  std::vector<bool> taken_;
};

}  // namespace caseload::exchange::xml
