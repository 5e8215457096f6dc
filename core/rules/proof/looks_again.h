// SPDX-License-Identifier: Apache-2.0
// Looks again: whether a rule names every day on which it will say something else though nobody
// records anything. Until that day the server does not ask it again.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "rules/proof/course.h"
#include "rules/vignettes/vignette.h"

namespace caseload::rules {

// One rule with one choice of settings, and the words in which it is asked.
struct Asked {
  Counting counting;
  const CodeNumbers& numbers;
  AskSubjects ask;
};

// Where it failed or did not name the day; nothing when it was right on all of `days`, to which
// those it was asked on are added. Of the vignette every stretch is followed; of the subjects some.
std::optional<std::string> WrongLooks(const Asked& asked, const Vignette& vignette,
                                      std::size_t& days);
std::optional<std::string> WrongLooks(const Asked& asked, std::span<const SubjectFacts> subjects,
                                      std::size_t& days);

}  // namespace caseload::rules
