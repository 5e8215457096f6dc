// SPDX-License-Identifier: Apache-2.0
#include "rules/back_test/foresight.h"

#include <algorithm>

namespace caseload::rules {

void Foresight::Take(const Asked& asked, const std::vector<Date>& outcomes) {
  const auto first_after = [&](Date day) {
    return std::upper_bound(outcomes.begin(), outcomes.end(), day);
  };
  if (asked.word != 0) {
    const Date word = DayAt(asked.word);
    const auto next = first_after(word);
    if (next != outcomes.end() && *next - word <= telling_.within_days) {
      told_.set_followed(told_.followed() + 1);
      leads_.push_back(*next - word);
    } else if (word + telling_.within_days >= telling_.today) {
      told_.set_not_yet_known(told_.not_yet_known() + 1);
    } else {
      told_.set_not_followed(told_.not_followed() + 1);
    }
  }
  const auto came = first_after(DayAt(asked.first));
  if (came == outcomes.end() || *came > DayAt(asked.last) + telling_.within_days) return;
  told_.set_outcomes(told_.outcomes() + 1);
  const auto before = [&](std::uint8_t place) { return place != 0 && DayAt(place) < *came; };
  if (before(asked.word)) return;
  if (before(asked.failure)) {
    told_.set_outcomes_after_failure(told_.outcomes_after_failure() + 1);
  } else {
    told_.set_outcomes_without_word(told_.outcomes_without_word() + 1);
  }
}

v1::BackTestForesight Foresight::Told() {
  if (leads_.empty()) return told_;
  std::sort(leads_.begin(), leads_.end());
  told_.set_least_lead_days(leads_.front());
  told_.set_median_lead_days(leads_[(leads_.size() - 1) / 2]);
  told_.set_most_lead_days(leads_.back());
  return told_;
}

}  // namespace caseload::rules
