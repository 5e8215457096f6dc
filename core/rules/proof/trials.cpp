// SPDX-License-Identifier: Apache-2.0
#include "rules/proof/trials.h"

#include <random>

#include "rules/proof/made_up.h"
#include "rules/tallies.h"

namespace caseload::rules {
namespace {

constexpr std::uint64_t kSubjects = 300;
constexpr std::uint64_t kEveryFifth = 5;  // authorities take long to make up
constexpr int kDaysOfChance = 1'400;

// Every `step`th seed from the first on.
template <class Make>
std::vector<SubjectFacts> MadeUp(std::uint64_t first, std::uint64_t step, const Make& make) {
  std::vector<SubjectFacts> subjects;
  std::mt19937_64 chance(first);
  for (std::uint64_t seed = first; seed <= kSubjects; seed += step) {
    const Date day = kFirstDay + static_cast<int>(chance() % kDaysOfChance);
    auto facts = make(seed, day);
    if (facts) subjects.push_back(*std::move(facts));
  }
  return subjects;
}

// Some have no child, and some have said nothing of a return.
SubjectFacts MadeUpAuthority(std::uint64_t seed, Date day, const CodeNumbers& numbers) {
  constexpr std::uint64_t kMost = 25;
  Tallies tallies(day, numbers);
  for (std::uint64_t child = 0; child < seed / kEveryFifth % kMost; ++child)
    tallies.Add(MadeUpChild(seed * kMost + child));
  constexpr std::string_view kYears[] = {"2023", "2025", "", "?"};
  constexpr std::string_view kDays[] = {"2023-03-31", "2025-03-31", "2024-02-30", ""};
  if (seed % 3 != 0) {
    tallies.AddReturn(std::string(kYears[seed % std::size(kYears)]),
                      std::string(kDays[seed / 2 % std::size(kDays)]));
  }
  return tallies.Facts();
}

}  // namespace

std::vector<SubjectFacts> MadeUpSubjects(std::string_view kind, const CodeNumbers& numbers) {
  const auto child = [&](std::uint64_t seed, Date day) {
    return FactsOf(MadeUpChild(seed), day, numbers);
  };
  const auto worker = [&](std::uint64_t seed, Date day) {
    return FactsOf(MadeUpWorker(seed), day, numbers);
  };
  const auto family = [&](std::uint64_t seed, Date day) {
    return FactsOf(MadeUpFamily(seed), day, numbers);
  };
  const auto authority = [&](std::uint64_t seed, Date day) {
    return Result<SubjectFacts>(MadeUpAuthority(seed, day, numbers));
  };
  if (kind == "child") return MadeUp(1, 1, child);
  if (kind == "family") return MadeUp(1, 1, family);
  if (kind == "worker") return MadeUp(1, 2, worker);
  if (kind == "team") return MadeUp(2, 2, worker);
  if (kind == "authority") return MadeUp(1, kEveryFifth, authority);
  return {};
}

}  // namespace caseload::rules
