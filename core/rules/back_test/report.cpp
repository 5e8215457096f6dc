// SPDX-License-Identifier: Apache-2.0
#include "rules/back_test/report.h"

#include <algorithm>
#include <map>

#include "rules/back_test/foresight.h"

namespace caseload::rules {
namespace {

enum class Who { kNobody, kFirst, kSecond, kBoth };

// Of two sides; a case on which one of them failed is compared in nothing.
class Compared {
 public:
  explicit Compared(const Tally& tally)
      : failed_first_(tally.sides()[0].failed), failed_second_(tally.sides()[1].failed) {}

  bool Fails(std::uint32_t number) const {
    return failed_first_[number] != 0 || failed_second_[number] != 0;
  }
  Who Spoke(std::uint32_t number, const FirstDays& first, const FirstDays& second) const {
    if (Fails(number)) return Who::kNobody;
    const bool one = first[number] != 0;
    const bool other = second[number] != 0;
    if (one && other) return Who::kBoth;
    if (one) return Who::kFirst;
    return other ? Who::kSecond : Who::kNobody;
  }

 private:
  const FirstDays& failed_first_;
  const FirstDays& failed_second_;
};

// Names cases, as many as are wanted in a list; without a telling none.
class Naming {
 public:
  explicit Naming(const Telling* telling) : telling_(telling) {}
  bool IsOnTheWay() const { return telling_ == nullptr; }

  Outcome Add(google::protobuf::RepeatedPtrField<v1::BackTestCase>& list, std::uint32_t number,
              std::uint8_t place, const std::string& because = "") const {
    if (telling_ == nullptr || static_cast<std::size_t>(list.size()) >= telling_->named)
      return Nothing{};
    auto id = telling_->case_id(number);
    if (!id) return id.error();
    auto& named = *list.Add();
    named.set_case_id(*std::move(id));
    named.set_on(FormatDate(telling_->days[place - 1U]));
    named.set_because(because);
    return Nothing{};
  }

 private:
  const Telling* telling_;
};

Outcome Count(Who who, std::uint32_t number, std::uint8_t first, std::uint8_t second,
              const Naming& naming, v1::BackTestOverlap& overlap) {
  switch (who) {
    case Who::kNobody:
      return Nothing{};
    case Who::kFirst:
      overlap.set_only_first(overlap.only_first() + 1);
      return naming.Add(*overlap.mutable_named_only_first(), number, first);
    case Who::kSecond:
      overlap.set_only_second(overlap.only_second() + 1);
      return naming.Add(*overlap.mutable_named_only_second(), number, second);
    case Who::kBoth:
      overlap.set_both(overlap.both() + 1);
      return naming.Add(*overlap.mutable_named_both(), number, std::min(first, second));
  }
  return Nothing{};
}

Outcome Overlap(const Tally& tally, const FirstDays& first, const FirstDays& second,
                const Naming& naming, v1::BackTestOverlap& overlap) {
  const Compared compared(tally);
  for (std::uint32_t number = 0; number < tally.Numbers(); ++number) {
    const Who who = compared.Spoke(number, first, second);
    if (auto counted = Count(who, number, first[number], second[number], naming, overlap); !counted)
      return counted;
  }
  return Nothing{};
}

Outcome Compare(const Tally& tally, const Naming& naming, v1::BackTestComparison& comparison) {
  const auto& one = tally.sides()[0];
  const auto& other = tally.sides()[1];
  const Compared compared(tally);
  std::uint64_t failed = 0;
  for (std::uint32_t number = 0; number < tally.Numbers(); ++number)
    failed += compared.Fails(number) ? 1 : 0;
  comparison.set_not_compared(failed);
  if (auto done = Overlap(tally, one.spoken, other.spoken, naming, *comparison.mutable_all());
      !done) {
    return done;
  }
  // A pass over all cases for each code is too much for a word on the way.
  if (naming.IsOnTheWay()) return Nothing{};
  for (std::size_t code = 0; code < tally.codes().size(); ++code) {
    if (one.codes[code].findings == 0 && other.codes[code].findings == 0) continue;
    auto& of = *comparison.add_codes();
    of.set_code(tally.codes()[code].code);
    if (auto done = Overlap(tally, one.codes[code].first, other.codes[code].first, naming,
                            *of.mutable_overlap());
        !done) {
      return done;
    }
  }
  return Nothing{};
}

v1::BackTestSideReport CountsOfSide(const Tally& tally, const TallyOfSide& side) {
  v1::BackTestSideReport report;
  report.set_questions(side.questions);
  report.set_cases(tally.asked().Count());
  report.set_questions_spoken_of(side.questions_spoken_of);
  report.set_cases_spoken_of(side.spoken.Count());
  report.set_questions_failed(side.questions_failed);
  report.set_cases_failed(side.failed.Count());
  for (std::size_t code = 0; code < side.codes.size(); ++code) {
    if (side.codes[code].findings == 0) continue;
    auto& of = *report.add_codes();
    of.set_code(tally.codes()[code].code);
    of.set_kind(tally.codes()[code].kind);
    of.set_findings(side.codes[code].findings);
    of.set_questions(side.codes[code].questions);
    of.set_cases(side.codes[code].first.Count());
  }
  return report;
}

Result<v1::BackTestReport> Counted(const Tally& tally, const Naming& naming) {
  v1::BackTestReport report;
  for (const auto& side : tally.sides()) *report.add_sides() = CountsOfSide(tally, side);
  if (tally.sides().size() == 2) {
    if (auto done = Compare(tally, naming, *report.mutable_comparison()); !done)
      return done.error();
  }
  return report;
}

Outcome NameFailed(const TallyOfSide& side, const Naming& naming, v1::BackTestSideReport& report) {
  for (const auto& [number, why] : side.why) {
    if (auto named = naming.Add(*report.mutable_failed(), number, side.failed[number], why); !named)
      return named;
  }
  return Nothing{};
}

void HoldAgainst(const Tally& tally, const TallyOfSide& side, const Telling& telling,
                 v1::BackTestSideReport& report) {
  std::vector<std::size_t> spoken;  // codes, in the order of the report
  for (std::size_t code = 0; code < side.codes.size(); ++code) {
    if (side.codes[code].findings > 0) spoken.push_back(code);
  }
  Foresight whole(telling);
  std::vector<Foresight> by_code(spoken.size(), Foresight(telling));
  for (std::uint32_t number = 0; number < tally.Numbers(); ++number) {
    if (tally.asked()[number] == 0) continue;
    const auto outcomes = telling.outcomes(number);
    Foresight::Asked asked{tally.asked()[number], tally.LastAsked(number), side.spoken[number],
                           side.failed[number]};
    whole.Take(asked, outcomes);
    for (std::size_t i = 0; i < spoken.size(); ++i) {
      asked.word = side.codes[spoken[i]].first[number];
      by_code[i].Take(asked, outcomes);
    }
  }
  *report.mutable_foresight() = whole.Told();
  for (std::size_t i = 0; i < spoken.size(); ++i)
    *report.mutable_codes(static_cast<int>(i))->mutable_foresight() = by_code[i].Told();
}

using Shares = std::map<std::string, v1::BackTestShare>;

void AddShare(Shares& shares, const std::string& key, Who who) {
  auto& share = shares[key];
  share.set_key(key);
  if (who == Who::kFirst) share.set_only_first(share.only_first() + 1);
  if (who == Who::kSecond) share.set_only_second(share.only_second() + 1);
}

// Where the difference lies.
Outcome AddShares(const Tally& tally, const Telling& telling, v1::BackTestComparison& comparison) {
  const auto& one = tally.sides()[0].spoken;
  const auto& other = tally.sides()[1].spoken;
  const Compared compared(tally);
  Shares by_concern;
  Shares by_team;
  for (std::uint32_t number = 0; number < tally.Numbers(); ++number) {
    const Who who = compared.Spoke(number, one, other);
    if (who != Who::kFirst && who != Who::kSecond) continue;
    const std::uint8_t place = who == Who::kFirst ? one[number] : other[number];
    const auto keys = telling.keys(number, place - 1U);
    if (!keys) return keys.error();
    for (const auto& concern : keys->concerns) AddShare(by_concern, concern, who);
    AddShare(by_team, keys->team, who);
  }
  for (auto& [key, share] : by_concern) *comparison.add_by_concern() = std::move(share);
  for (auto& [key, share] : by_team) *comparison.add_by_team() = std::move(share);
  return Nothing{};
}

}  // namespace

v1::BackTestReport CountsOf(const Tally& tally) {
  // Nothing is looked up that could fail.
  return *Counted(tally, Naming(nullptr));
}

Result<v1::BackTestReport> WholeReport(const Tally& tally, const Telling& telling) {
  const Naming naming(&telling);
  auto report = Counted(tally, naming);
  if (!report) return report;
  for (std::size_t i = 0; i < tally.sides().size(); ++i) {
    auto& side = *report->mutable_sides(static_cast<int>(i));
    if (auto named = NameFailed(tally.sides()[i], naming, side); !named) return named.error();
    if (telling.outcomes) HoldAgainst(tally, tally.sides()[i], telling, side);
  }
  if (tally.sides().size() == 2) {
    if (auto shared = AddShares(tally, telling, *report->mutable_comparison()); !shared)
      return shared.error();
  }
  return report;
}

}  // namespace caseload::rules
