// SPDX-License-Identifier: Apache-2.0
#include "bench/units_by_day.h"

#include <algorithm>

#include "bench/must.h"

namespace caseload::bench {

UnitsByDay::UnitsByDay(std::filesystem::path file)
    : path_(std::move(file)),
      file_(path_, std::ios::in | std::ios::out | std::ios::binary | std::ios::trunc) {}

UnitsByDay::~UnitsByDay() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

void UnitsByDay::Put(Date day, const v1::ImportUnit& unit) {
  const std::string bytes = unit.SerializeAsString();
  if (!file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
    GiveUp("cannot write " + path_.string());
  }
  places_.push_back({day, static_cast<std::uint32_t>(bytes.size()), end_});
  end_ += bytes.size();
}

std::optional<UnitsByDay::Dated> UnitsByDay::Take() {
  if (!sorted_) {
    std::stable_sort(places_.begin(), places_.end(),
                     [](const Place& a, const Place& b) { return a.day < b.day; });
    sorted_ = true;
  }
  if (next_ == places_.size()) return std::nullopt;
  const Place& place = places_[next_++];
  std::string bytes(place.bytes, '\0');
  file_.seekg(static_cast<std::streamoff>(place.at));
  Dated dated{place.day, {}};
  if (!file_.read(bytes.data(), place.bytes) || !dated.unit.ParseFromString(bytes)) {
    GiveUp("cannot read " + path_.string());
  }
  return dated;
}

}  // namespace caseload::bench
