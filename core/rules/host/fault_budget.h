// SPDX-License-Identifier: Apache-2.0
// FaultBudget: on how many subjects a rule may fail before it is out of force. One subject that it
// cannot bear may be looked at again and again, and is one; some in a row, or many in an hour, are
// the rule's fault. A subject it failed on rests: it is not shown it again at once, and each time
// it fails after twice as long.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace caseload::rules {

// Holds no more subjects than it takes to be spent.
class FaultBudget {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Milliseconds = std::chrono::milliseconds;
  // Stands for one subject; nothing for a failure that was about none.
  using Subject = std::optional<std::size_t>;

  // `rest`: of a subject after the first failure; none when it is zero.
  FaultBudget(int in_a_row, int in_an_hour, Milliseconds rest = {})
      : in_a_row_(in_a_row), in_an_hour_(in_an_hour), rest_(rest) {}

  // A subject was evaluated well.
  void Passed() {
    if (row() == 0) return;
    row_.clear();
    row_of_none_ = 0;
  }
  // The same subject counts once in a row, and once an hour.
  void Failed(Time now, Subject subject, const std::string& why = {}) {
    while (!hour_.empty() && now - hour_.front().first > std::chrono::hours(1)) {
      if (hour_.front().second) in_hour_.erase(*hour_.front().second);
      hour_.pop_front();
    }
    if (subject) {
      row_.insert(*subject);
    } else {
      ++row_of_none_;
    }
    if (!subject || in_hour_.try_emplace(*subject, Rest{now, rest_, why}).second)
      hour_.emplace_back(now, subject);
    if (!subject) return;
    Rest& rest = in_hour_.at(*subject);
    rest.until = now + rest.next;
    rest.next *= 2;
    rest.why = why;
  }
  // Why it failed on the subject, while that rests; null when it may be shown it.
  const std::string* RestsBecause(Time now, std::size_t subject) const {
    const auto found = in_hour_.find(subject);
    return found == in_hour_.end() || now >= found->second.until ? nullptr : &found->second.why;
  }
  bool MayRest() const { return rest_.count() > 0 && !in_hour_.empty(); }
  int row() const { return static_cast<int>(row_.size()) + row_of_none_; }
  int in_the_hour() const { return static_cast<int>(hour_.size()); }
  bool SpentInARow() const { return row() >= in_a_row_; }
  bool Spent() const { return SpentInARow() || in_the_hour() >= in_an_hour_; }

 private:
  struct Rest {
    Time until;
    Milliseconds next;
    std::string why;
  };

  int in_a_row_;
  int in_an_hour_;
  Milliseconds rest_;
  std::unordered_set<std::size_t> row_;
  int row_of_none_ = 0;
  std::deque<std::pair<Time, Subject>> hour_;
  std::unordered_map<std::size_t, Rest> in_hour_;
};

}  // namespace caseload::rules
