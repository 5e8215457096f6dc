// SPDX-License-Identifier: Apache-2.0
// FaultBudget: on how many subjects a rule may fail before it is out of force. One subject that it
// cannot bear may be looked at again and again, and is one; some in a row, or many in an hour, are
// the rule's fault.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <unordered_set>
#include <utility>

namespace caseload::rules {

// Holds no more subjects than it takes to be spent.
class FaultBudget {
 public:
  using Time = std::chrono::steady_clock::time_point;
  // Stands for one subject; nothing for a failure that was about none.
  using Subject = std::optional<std::size_t>;

  FaultBudget(int in_a_row, int in_an_hour) : in_a_row_(in_a_row), in_an_hour_(in_an_hour) {}

  // A subject was evaluated well.
  void Passed() {
    if (row() == 0) return;
    row_.clear();
    row_of_none_ = 0;
  }
  // The same subject counts once in a row, and once an hour.
  void Failed(Time now, Subject subject) {
    while (!hour_.empty() && now - hour_.front().first > std::chrono::hours(1)) {
      if (hour_.front().second) in_hour_.erase(*hour_.front().second);
      hour_.pop_front();
    }
    if (subject) {
      row_.insert(*subject);
    } else {
      ++row_of_none_;
    }
    if (!subject || in_hour_.insert(*subject).second) hour_.emplace_back(now, subject);
  }
  int row() const { return static_cast<int>(row_.size()) + row_of_none_; }
  int in_the_hour() const { return static_cast<int>(hour_.size()); }
  bool SpentInARow() const { return row() >= in_a_row_; }
  bool Spent() const { return SpentInARow() || in_the_hour() >= in_an_hour_; }

 private:
  int in_a_row_;
  int in_an_hour_;
  std::unordered_set<std::size_t> row_;
  int row_of_none_ = 0;
  std::deque<std::pair<Time, Subject>> hour_;
  std::unordered_set<std::size_t> in_hour_;
};

}  // namespace caseload::rules
