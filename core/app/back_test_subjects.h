// SPDX-License-Identifier: Apache-2.0
// Back-test subjects: what a rule is asked about the cases of a day that has passed, from the
// resident facts where they hold all that it is shown, and otherwise from the records.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "app/back_test_resident.h"
#include "app/case_subject.h"
#include "base/errand_thread.h"
#include "rules/back_test/tally.h"

namespace caseload::app {

// Questions about cases, by their numbers. Used again for the next: its rows keep their room.
struct BackTestBatch {
  std::vector<rules::SubjectFacts> room;
  std::vector<std::size_t> questions;            // which each of the subjects answers
  std::vector<rules::Heard::Failure> not_asked;  // those of which there is no subject, and why
  std::vector<bool> told;                        // by the resident facts

  std::span<const rules::SubjectFacts> subjects() const { return {room.data(), questions.size()}; }
};

class BackTestSubjects {
 public:
  // Whatever of a subject no side needs is not read.
  // The resident facts are looked at on the ordinary thread, if there is one.
  BackTestSubjects(const Desk& desk, rules::CodeNumbers numbers, Wanted wanted,
                   std::optional<BackTestResident> resident, ErrandThread* ordinary = nullptr)
      : desk_(desk),
        numbers_(std::move(numbers)),
        wanted_(wanted),
        resident_(std::move(resident)),
        ordinary_(ordinary) {}

  bool IsResident() const { return resident_.has_value(); }
  // Each case is read as of the day and as known then. A case that cannot be asked about is no
  // error, and stands among those that were not asked.
  Outcome Read(const BackTestDay& day, std::span<const std::uint32_t> cases,
               BackTestBatch& batch) const;

 private:
  Result<rules::SubjectFacts> ReadOne(const BackTestDay& day, std::uint32_t number) const;

  const Desk& desk_;
  const rules::CodeNumbers numbers_;
  const Wanted wanted_;
  const std::optional<BackTestResident> resident_;
  ErrandThread* const ordinary_;
};

}  // namespace caseload::app
