// SPDX-License-Identifier: Apache-2.0
#include "rules/proof/vignette_course.h"

#include <algorithm>

#include "rules/sanitized.h"

namespace caseload::rules {
namespace {

// A story of ten years has a thing a month; what a rule does at the end of it does not hang on
// each. With a sanitizer each look takes ten times as long, and finds what it is there to find in a
// few.
constexpr std::size_t kMostStretches = kSanitized ? 4 : 40;

// The record at the start of each stretch: each differs from the one before by more than the day.
Result<std::vector<SubjectFacts>> Starts(const Vignette& vignette, const CodeNumbers& numbers) {
  const Date last = LastDayOf(vignette);
  auto at_last = FactsOn(vignette, last, numbers);
  if (!at_last) return at_last.error();
  std::vector<Date> days = DaysOf(*at_last);
  if (days.empty() || days.back() != last) days.push_back(last);
  std::vector<SubjectFacts> starts;
  for (const Date day : days) {
    auto facts = FactsOn(vignette, day, numbers);
    // It cannot be asked about before it began.
    if (!facts) continue;
    const bool same = !starts.empty() &&
                      PackFacts(FrozenUntil(starts.back(), day).rows) == PackFacts(facts->rows);
    if (!same) starts.push_back(*std::move(facts));
  }
  if (starts.size() > kMostStretches) starts.erase(starts.begin(), starts.end() - kMostStretches);
  return starts;
}

}  // namespace

Date LastDayOf(const Vignette& vignette) {
  Date last = vignette.as_of.value_or(Date{});
  for (const auto& promise : vignette.promises) last = std::max(last, promise.day);
  return last;
}

Result<std::vector<Stretch>> FollowVignette(const Vignette& vignette, const Counting& counting,
                                            const CodeNumbers& numbers, const AskSubjects& ask) {
  const auto starts = Starts(vignette, numbers);
  if (!starts) return starts.error();
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < starts->size(); ++i) {
    const auto& facts = (*starts)[i];
    auto course = Follow(facts, EdgesOf(facts, counting), ask);
    if (!course) return course.error();
    auto& stretch = stretches.emplace_back(Stretch{*std::move(course), std::nullopt});
    if (i + 1 < starts->size()) stretch.until = Date{(*starts)[i + 1].rows.as_of};
  }
  return stretches;
}

}  // namespace caseload::rules
