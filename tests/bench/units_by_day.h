// SPDX-License-Identifier: Apache-2.0
// UnitsByDay: units put aside in a file, to be taken out in the order of their days; in memory is
// only where they lie.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <vector>

#include "base/date.h"
#include "caseload/v1/import.pb.h"

namespace caseload::bench {

class UnitsByDay {
 public:
  // The file goes when this does.
  explicit UnitsByDay(std::filesystem::path file);
  ~UnitsByDay();
  UnitsByDay(const UnitsByDay&) = delete;
  UnitsByDay& operator=(const UnitsByDay&) = delete;

  void Put(Date day, const v1::ImportUnit& unit);

  struct Dated {
    Date day;
    v1::ImportUnit unit;
  };
  // The earliest left, those of one day as they were put; nothing at the end. No more may be put.
  std::optional<Dated> Take();

 private:
  struct Place {
    Date day;
    std::uint32_t bytes = 0;
    std::uint64_t at = 0;
  };
  std::filesystem::path path_;
  std::fstream file_;
  std::uint64_t end_ = 0;
  std::vector<Place> places_;
  std::size_t next_ = 0;
  bool sorted_ = false;
};

}  // namespace caseload::bench
