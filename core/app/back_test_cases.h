// SPDX-License-Identifier: Apache-2.0
// Back-test cases: which cases there were on a day, what came of them later, and who held them,
// from the resident facts. Each look is a short one: a commit that waits for it is not kept for
// long.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/desk.h"
#include "facts/facts.h"
#include "rules/back_test/report.h"

namespace caseload::app {

class BackTestCases {
 public:
  // `now`: the sequence up to which everything is known.
  BackTestCases(const Desk& desk, const facts::Facts& facts, std::uint64_t now)
      : desk_(desk), facts_(facts), now_(static_cast<std::uint32_t>(now)) {}

  // Numbers of the cases that were open on the day, as known when the journal ended at the
  // sequence; with `closed`, all that were referred by then. In their order.
  std::vector<std::uint32_t> On(Date day, std::uint64_t known, bool closed) const;
  // The days on which something of the kind began for the child of the case, as known now; in their
  // order.
  std::vector<Date> OutcomesOf(std::uint32_t number, facts::FactKind kind) const;
  // Under which concerns and which team the case stood on the day, as known now.
  Result<rules::Telling::Keys> KeysOf(std::uint32_t number, Date day) const;
  Result<std::string> IdOf(std::uint32_t number) const;

 private:
  const Desk& desk_;
  const facts::Facts& facts_;
  const std::uint32_t now_;
};

}  // namespace caseload::app
