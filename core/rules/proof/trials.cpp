// SPDX-License-Identifier: Apache-2.0
#include "rules/proof/trials.h"

#include <random>

#include "rules/proof/made_up.h"

namespace caseload::rules {
namespace {

constexpr std::uint64_t kSubjects = 300;
constexpr int kDaysOfChance = 1'400;
// As far as a day can be written: the years 1 and 9999.
constexpr caseload_day kFirst = -719'162;
constexpr caseload_day kLast = 2'932'896;

template <class Make>
std::vector<SubjectFacts> MadeUp(const CodeNumbers& numbers, const Make& make) {
  std::vector<SubjectFacts> subjects;
  std::mt19937_64 chance(1);
  for (std::uint64_t seed = 1; seed <= kSubjects; ++seed) {
    const Date day = kFirstDay + static_cast<int>(chance() % kDaysOfChance);
    auto facts = FactsOf(make(seed), day, numbers);
    if (facts) subjects.push_back(*std::move(facts));
  }
  return subjects;
}

// A case of a child, with a row of every kind that has these days.
SubjectFacts WithDays(caseload_day start, caseload_day end, std::size_t times) {
  SubjectFacts facts;
  FactsRows& rows = facts.rows;
  rows.subject = 1;
  rows.case_id = 2;
  rows.as_of = kFirstDay.days;
  rows.given = CASELOAD_GROUP_ALL;
  auto& child = rows.children.emplace_back();
  child.id = 1;
  child.birth = start;
  auto& own = rows.cases.emplace_back();
  own.id = 2;
  own.child = 1;
  own.referred = start;
  own.closed = end;
  facts.origins = {{CASELOAD_EVIDENCE_CHILD, "person", "child", start, CASELOAD_DAY_NONE},
                   {CASELOAD_EVIDENCE_CASE, "case", "case", start, end}};
  std::uint32_t id = 2;
  const auto add = [&](auto& to, std::uint32_t evidence, auto&& fill) {
    for (std::size_t i = 0; i < times; ++i) {
      auto& row = to.emplace_back();
      row.id = ++id;
      fill(row);
      facts.origins.push_back({evidence, "entry", "row-" + std::to_string(id), start, end});
    }
  };
  // Kinds and codes that are none among them.
  const auto number = [&] { return static_cast<std::uint16_t>(id * 7'919); };
  add(rows.spans, CASELOAD_EVIDENCE_SPAN, [&](auto& row) {
    row.case_id = 2;
    row.kind = id % 2 == 0 ? number() : static_cast<std::uint16_t>(id % 12);
    row.flags = number();
    row.start = start;
    row.end = end;
  });
  add(rows.events, CASELOAD_EVIDENCE_EVENT, [&](auto& row) {
    row.case_id = 2;
    row.kind = id % 2 == 0 ? number() : static_cast<std::uint16_t>(id % 12);
    row.flags = row.code = number();
    row.day = start;
  });
  add(rows.concerns, CASELOAD_EVIDENCE_CONCERN, [&](auto& row) {
    row.case_id = 2;
    row.code = row.core_code = row.basis = number();
    row.start = start;
    row.end = end;
  });
  return facts;
}

}  // namespace

std::vector<SubjectFacts> MadeUpChildren(const CodeNumbers& numbers) {
  return MadeUp(numbers, [](std::uint64_t seed) { return MadeUpChild(seed); });
}

std::vector<SubjectFacts> MadeUpWorkers(const CodeNumbers& numbers) {
  return MadeUp(numbers, [](std::uint64_t seed) { return MadeUpWorker(seed); });
}

std::vector<SubjectFacts> Garbage() {
  constexpr std::size_t kMany = 5'000;
  return {WithDays(kFirstDay.days, CASELOAD_DAY_NONE, 0),
          WithDays(CASELOAD_DAY_NOT_RECORDED, CASELOAD_DAY_NOT_RECORDED, 3),
          WithDays(kFirst, kLast, 3), WithDays(kLast, kFirst, 3),
          WithDays(kFirstDay.days, kFirstDay.days, kMany)};
}

}  // namespace caseload::rules
