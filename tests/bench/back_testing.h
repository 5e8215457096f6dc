// SPDX-License-Identifier: Apache-2.0
// Back-testing: a client of its own that has back-tests run one after the other, as an
// administrator elsewhere would: what its process does is not done by those whose calls are
// measured.
#pragma once

#include <string>
#include <vector>

#include "bench/child.h"
#include "caseload/v1/rule_service.pb.h"

namespace caseload::bench {

// For `caseload-bench back-tests ADDRESS REQUEST-AS-JSON`: until SIGTERM. Writes a line when the
// first has begun.
int BackTests(const std::vector<std::string>& words);

// Such a process.
class BackTesting {
 public:
  BackTesting(const std::string& address, const v1::BackTestRuleRequest& request);

 private:
  const Child child_;
};

}  // namespace caseload::bench
