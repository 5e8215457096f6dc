// SPDX-License-Identifier: Apache-2.0
// Clocks: the kernel shows every process a page from which it reads the time without a system call,
// and every processor has a counter. Without both a rule that wants to know what time it is ends.
#include <sys/mman.h>
#include <sys/prctl.h>

#include <cstdio>
#include <fstream>

#include "rules/worker/confine.h"

namespace caseload::rules {

Layer TakeClocks() {
  const std::string name = "clocks";
  if (kSanitized) return {name, false, "built with a sanitizer"};
  std::ifstream maps("/proc/self/maps");
  bool found = false;
  for (std::string line; std::getline(maps, line);) {
    // The code beside it ([vdso]) stays: the loader still looks at it, and without the page it
    // cannot tell the time.
    if (line.find("[vvar") == std::string::npos) continue;
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    if (std::sscanf(line.c_str(), "%lx-%lx", &begin, &end) != 2 || end <= begin ||
        munmap(reinterpret_cast<void*>(begin), end - begin) != 0) {
      return {name, false, "the kernel keeps the page of its clocks"};
    }
    found = true;
  }
  return {name, found, found ? "" : "no page of clocks was found"};
}

Layer TakeCycleCounter() {
  const std::string name = "cycle counter";
  if (kSanitized) return {name, false, "built with a sanitizer"};
  const bool taken = prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0) == 0;
  return {name, taken, taken ? "" : "the processor's cannot be taken"};
}

}  // namespace caseload::rules
