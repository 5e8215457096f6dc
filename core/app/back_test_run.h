// SPDX-License-Identifier: Apache-2.0
// Back-test run: one back-test from its first day to its report: reads a batch of cases, lets go of
// the records, asks each side about it, counts, and goes on.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/back_test_cases.h"
#include "app/back_test_plan.h"
#include "app/back_test_subjects.h"
#include "app/imports.h"
#include "base/errand_thread.h"
#include "rules/rule_book.h"

namespace caseload::app {

class BackTestRun {
 public:
  using Tell = std::function<void(const v1::BackTestRuleResponse&)>;
  // What is asked of the server's rooms; all must outlive the run.
  struct Rooms {
    const Desk& desk;
    const Imports& imports;
    const facts::Facts& facts;
    const rules::RuleBook& book;
    RecordedDays& days;
  };
  struct Listener {
    Tell tell;
    std::function<bool()> given_up;  // asked often, also by other threads
  };
  // Looks at the resident facts on the ordinary thread.
  BackTestRun(const Rooms& rooms, ErrandThread& ordinary, BackTestPlan plan, Listener listener);

  // Tells as it goes, and the whole at the end. BUSY when it was given up, RULE_UNAVAILABLE when a
  // side cannot be started, RULE_FAILED when one failed on more cases than a rule may.
  Outcome Run();

 private:
  struct Side {
    std::string rule_id;
    std::shared_ptr<const rules::RuleSet> set;
    std::vector<std::uint16_t> codes;  // of the rule's catalogue, as places in the tally
  };
  Outcome Start();
  Outcome FindSubjects();
  Outcome AskOn(std::size_t day);
  Outcome AskAbout(std::size_t place, const BackTestDay& day, std::span<const std::uint32_t> cases);
  Result<rules::Heard> Ask(const Side& side) const;
  Outcome TellTheWhole();
  void TellSoFar();
  void Introduce(v1::BackTestReport& report) const;
  Result<std::uint64_t> KnownOn(Date day) const;
  // What came of the cases that were asked about, by number; a case without an outcome is not
  // there.
  using Outcomes = std::unordered_map<std::uint32_t, std::vector<Date>>;
  Outcomes OutcomesOfAll() const;
  Error WhyEnded(const Side& side, const Error& error) const;

  const Rooms rooms_;
  ErrandThread& ordinary_;
  const BackTestPlan plan_;
  const Tell tell_;
  const std::function<bool()> given_up_;
  const std::uint64_t now_;
  const BackTestCases cases_;
  std::optional<BackTestSubjects> subjects_;
  std::vector<Side> sides_;
  std::unique_ptr<rules::Tally> tally_;
  BackTestBatch batch_;
  v1::BackTestRuleResponse so_far_;
  std::chrono::steady_clock::time_point told_;
};

}  // namespace caseload::app
