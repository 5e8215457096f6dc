// SPDX-License-Identifier: Apache-2.0
// DayView: the columns of one day with everything known, kept, and kept up to date case by case.
#pragma once

#include <cstdint>
#include <optional>
#include <shared_mutex>

#include "facts/facts.h"
#include "mix/case_columns.h"
#include "mix/spans.h"
#include "mix/vocabulary.h"

namespace caseload::mix {

class DayView {
 public:
  explicit DayView(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}
  DayView(const DayView&) = delete;
  DayView& operator=(const DayView&) = delete;

  // Calls take(columns) with the columns of the day, true of the reading. Thread-safe: readers
  // share the view, and the first that finds it behind brings it up to date for all.
  template <class Take>
  auto With(const facts::Reading& reading, Date day, std::optional<Date> history_complete_from,
            Take&& take) {
    for (;;) {
      {
        const std::shared_lock lock(mutex_);
        if (Holds(reading, day, history_complete_from)) return take(columns_);
      }
      const std::unique_lock lock(mutex_);
      if (!Holds(reading, day, history_complete_from)) Renew(reading, day, history_complete_from);
    }
  }
  std::size_t Bytes() const;

 private:
  bool Holds(const facts::Reading& reading, Date day, std::optional<Date> complete) const {
    return built_ && day_ == day && complete_ == complete && sequence_ == reading.sequence();
  }
  void Renew(const facts::Reading& reading, Date day, std::optional<Date> complete);
  bool Follow(const facts::Reading& reading, const Spans& spans);

  const Vocabulary& vocabulary_;
  mutable std::shared_mutex mutex_;
  bool built_ = false;
  Date day_;
  std::optional<Date> complete_;
  std::uint64_t sequence_ = 0;
  CaseColumns columns_;
};

}  // namespace caseload::mix
