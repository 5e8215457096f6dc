// SPDX-License-Identifier: Apache-2.0
// The return as a whole: its header, and what can only be told of all children together.
#include "modules.h"

namespace census {
namespace {

using namespace caseload::rule;

class Return {
 public:
  Return(const Facts& facts, const Year& year, Findings& out)
      : facts_(facts), year_(year), out_(out) {}

  // Made up to 31 March of the year it is of.
  void LookAtHeader() {
    const auto* of = Find(CASELOAD_TALLY_RETURN_YEAR);
    const auto* day = Find(CASELOAD_TALLY_REFERENCE_DAY);
    if (of == nullptr && day == nullptr) return;
    if (day != nullptr) {
      const Day on = static_cast<Day>(day->count);
      const std::chrono::year_month_day read{std::chrono::sys_days{std::chrono::days{on}}};
      const auto of_year = of == nullptr ? std::int64_t{static_cast<int>(read.year())} : of->count;
      const bool right = static_cast<int>(read.year()) == of_year &&
                         read.month() == std::chrono::March && read.day() == std::chrono::day{31};
      if (right) return;
    }
    Finding found{.text = k100};
    for (const auto* row : {of, day}) {
      if (row != nullptr) found.evidence.push_back(That(*row));
    }
    out_.Add(std::move(found));
  }

  // The host counts in the census year of the day asked about, and in no other.
  void LookAtPlans() {
    const auto* plans = Find(CASELOAD_TALLY_PLANS_STARTED);
    const auto* held = Find(CASELOAD_TALLY_CONFERENCES_HELD);
    if (plans == nullptr || held == nullptr || year_.ends != EndOfYear(facts_.as_of())) return;
    if (plans->count <= held->count) return;
    Say(k2883, plans->count, CASELOAD_OPERATOR_MORE, held->count, {That(*plans), That(*held)});
  }

  void LookAtSex() {
    const auto* all = Find(CASELOAD_TALLY_CHILDREN);
    const auto* unborn = Find(CASELOAD_TALLY_UNBORN);
    const auto* without = Find(CASELOAD_TALLY_BORN_WITHOUT_SEX);
    if (all == nullptr || unborn == nullptr || without == nullptr) return;
    const std::int64_t born = all->count - unborn->count;
    constexpr std::int64_t kPercent = 2;
    if (without->count * 100 <= born * kPercent) return;
    Say(k2886Q, without->count, CASELOAD_OPERATOR_NONE, born, {That(*without), That(*all)});
  }

  void LookAtDisabilities() {
    const auto* codes = Find(CASELOAD_TALLY_DISABILITY_CODES_USED);
    constexpr std::int64_t kCodes = 8;
    if (codes != nullptr && codes->count < kCodes)
      Say(k2887Q, codes->count, CASELOAD_OPERATOR_LESS, kCodes, {That(*codes)});
    const auto* children = Find(CASELOAD_TALLY_CHILDREN_WITH_DISABILITY);
    const auto* several = Find(CASELOAD_TALLY_CHILDREN_WITH_SEVERAL_DISABILITIES);
    if (children == nullptr || several == nullptr) return;
    if (children->count > 0 && several->count == 0)
      Say(k2888Q, children->count, CASELOAD_OPERATOR_NONE, {}, {That(*children), That(*several)});
  }

 private:
  const caseload_tally_row* Find(int kind) const {
    for (const auto& row : facts_.tallies()) {
      if (row.kind == kind) return &row;
    }
    return nullptr;
  }
  void Say(TextOf rule, std::int64_t measure, std::uint32_t comparison,
           std::optional<std::int64_t> threshold, std::vector<caseload_evidence> rows) {
    out_.Add({.text = rule,
              .measure = measure,
              .comparison = comparison,
              .threshold = threshold,
              .evidence = std::move(rows)});
  }

  const Facts& facts_;
  const Year& year_;
  Findings& out_;
};

}  // namespace

void LookAtReturn(const Facts& facts, const Year& year, Findings& out) {
  Return all(facts, year, out);
  all.LookAtHeader();
  all.LookAtPlans();
  all.LookAtSex();
  all.LookAtDisabilities();
}

}  // namespace census
