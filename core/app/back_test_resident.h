// SPDX-License-Identifier: Apache-2.0
// Back-test resident: subjects made of the resident facts, without touching a record: the same
// rows, in the same order, as the records give.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "app/recorded_days.h"
#include "base/date.h"
#include "facts/facts.h"
#include "rules/case_facts.h"

namespace caseload::app {

struct BackTestDay {
  Date as_of;
  std::uint64_t known = 0;  // the sequence up to which the record is believed
  std::optional<Date> history_complete_from;
};

class BackTestResident {
 public:
  // The groups of rows that the facts hold whole.
  static constexpr std::uint32_t kGroups =
      CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS;
  // Whether a row's origin names its record: for whoever is shown evidence.
  enum class Origins { kNamed, kNotNamed };

  BackTestResident(const facts::Facts& facts, DaysBySequence days, Origins origins)
      : facts_(facts), days_(std::move(days)), origins_(origins) {}

  // The subjects of the cases, in their order, as of the day and as known then: each is written
  // over what lay in its place. False where the facts do not tell whose case it is: the records say
  // what is wrong with it.
  void Read(const BackTestDay& day, std::span<const std::uint32_t> cases,
            std::span<rules::SubjectFacts> subjects, std::vector<bool>& told) const;

 private:
  class Look;

  const facts::Facts& facts_;
  const DaysBySequence days_;
  const Origins origins_;
};

}  // namespace caseload::app
