// SPDX-License-Identifier: Apache-2.0
// FaultBudget: how often a rule may fail before it is out of force. One failure may be the fault of
// a case; some in a row, or many in an hour, are the rule's.
#pragma once

#include <chrono>
#include <deque>

namespace caseload::rules {

class FaultBudget {
 public:
  using Time = std::chrono::steady_clock::time_point;

  FaultBudget(int in_a_row, int in_an_hour) : in_a_row_(in_a_row), in_an_hour_(in_an_hour) {}

  // A subject was evaluated well.
  void Passed() { row_ = 0; }
  void Failed(Time now) {
    ++row_;
    faults_.push_back(now);
    while (now - faults_.front() > std::chrono::hours(1)) faults_.pop_front();
  }
  int row() const { return row_; }
  int in_the_hour() const { return static_cast<int>(faults_.size()); }
  bool SpentInARow() const { return row_ >= in_a_row_; }
  bool Spent() const { return SpentInARow() || in_the_hour() >= in_an_hour_; }

 private:
  int in_a_row_;
  int in_an_hour_;
  int row_ = 0;
  std::deque<Time> faults_;
};

}  // namespace caseload::rules
