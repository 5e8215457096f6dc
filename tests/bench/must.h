// SPDX-License-Identifier: Apache-2.0
// Must: a benchmark that cannot do what it measures says why and ends; a figure of half the work
// would be worse.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "base/result.h"

namespace caseload::bench {

[[noreturn]] inline void GiveUp(const std::string& why) {
  std::fprintf(stderr, "caseload-bench: %s\n", why.c_str());
  std::exit(1);
}

template <class T>
T Must(Result<T> result) {
  if (!result) GiveUp(ReasonName(result.error().reason) + ": " + result.error().message);
  return *std::move(result);
}

}  // namespace caseload::bench
