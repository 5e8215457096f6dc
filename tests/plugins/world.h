// SPDX-License-Identifier: Apache-2.0
// The words, the calendar and the clocks of the English packs, and what is known day by day.
#pragma once

#include <random>
#include <vector>

#include "plugins/rule_under_test.h"
#include "rules/proof/made_up.h"
#include "rules/reference_facts.h"
#include "taxonomy/packs.h"

namespace caseload::rules {

struct World {
  static const World& Get() {
    static const World world;
    return world;
  }
  taxonomy::Packs packs = *taxonomy::Packs::Load(CASELOAD_PACKS);
  CodeNumbers numbers = NumbersOf(packs);
  ShownReference reference{ReferenceOf(packs)};
  ShownReference without_clocks{[this] {
    auto rows = ReferenceOf(packs);
    rows.clocks.clear();
    return rows;
  }()};
};

// The facts of each day of half a year, from a day of chance; no facts before the case began.
template <class Subject>
std::vector<SubjectFacts> DayByDay(const Subject& subject, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  Date day = kFirstDay + static_cast<int>(engine() % 1'200);
  std::vector<SubjectFacts> days;
  for (int i = 0; i < 180; ++i, day = day + 1) {
    auto facts = FactsOf(subject, day, World::Get().numbers);
    if (facts) days.push_back(*std::move(facts));
  }
  return days;
}

}  // namespace caseload::rules
