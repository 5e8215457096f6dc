// SPDX-License-Identifier: Apache-2.0
#include "rules/proof/edges.h"

#include <algorithm>
#include <array>
#include <caseload/rule_days.hpp>
#include <set>
#include <string_view>

#include "rules/proof/dated.h"

namespace caseload::rules {
namespace {

// Every one of a childhood would be a day in ten: what turns with months turns in the next ones.
constexpr int kMonthEnds = 24;

// So long after a day: a parameter as it is set, or a clock.
struct Window {
  caseload_clock_row length{};
  std::string name{};  // "12 months (referral_months)"
  bool clock = false;
};

// "1 working day", "3 months"
std::string Amount(std::int64_t amount, std::string_view units) {
  const bool one = amount == 1 && units.ends_with('s');
  return std::to_string(amount) + " " + std::string(units.substr(0, units.size() - (one ? 1 : 0)));
}

std::uint16_t UnitNamed(std::string_view unit) {
  struct Named {
    std::string_view name;
    std::uint16_t unit;
  };
  constexpr std::array kUnits{Named{"working day", CASELOAD_UNIT_WORKING_DAY},
                              Named{"day", CASELOAD_UNIT_DAY}, Named{"week", CASELOAD_UNIT_WEEK},
                              Named{"month", CASELOAD_UNIT_MONTH}};
  for (const auto& one : kUnits) {
    if (unit == one.name || unit == std::string(one.name) + "s") return one.unit;
  }
  return 0;
}

void AddWindow(const CardParameter& parameter, std::int64_t amount, std::vector<Window>& windows) {
  const bool years = parameter.unit == "years" || parameter.unit == "year";
  Window window;
  window.length.unit = years ? std::uint16_t{CASELOAD_UNIT_MONTH} : UnitNamed(parameter.unit);
  if (window.length.unit == 0 || amount <= 0 || amount > kFollowedDays) return;
  // A number of years may be a year: 2024 of them are no window.
  if (years && amount > kFollowedDays / 366) return;
  window.length.limit = static_cast<std::int32_t>(years ? 12 * amount : amount);
  window.name = Amount(amount, parameter.unit) + " (" + parameter.name + ")";
  windows.push_back(std::move(window));
}

std::vector<Window> WindowsOf(const Counting& counting) {
  std::vector<Window> windows;
  for (std::size_t i = 0; i < counting.card.parameters.size(); ++i) {
    std::set<std::int64_t> amounts;
    for (const auto& [from, values] : counting.values) {
      if (i < values.size() && amounts.insert(values[i]).second)
        AddWindow(counting.card.parameters[i], values[i], windows);
    }
  }
  constexpr std::array kUnits{"", "working days", "days", "weeks", "months", "hours"};
  std::set<std::array<int, 3>> known;
  for (const auto& clock : counting.reference.clocks) {
    if (!known.insert({clock.limit, clock.unit, clock.inclusive}).second) continue;
    if (clock.unit >= kUnits.size() || clock.limit <= 0 || clock.limit > kFollowedDays) continue;
    Window window{.clock = true};
    window.length.limit = clock.limit;
    window.length.unit = clock.unit;
    window.length.inclusive = clock.inclusive;
    window.name = Amount(clock.limit, kUnits.at(clock.unit)) + " (clock " + clock.name + ")";
    windows.push_back(std::move(window));
  }
  return windows;
}

// Edges as they are found: what was found first of a day is what is said of it, so the plainest
// reasons come first.
class Search {
 public:
  Search(const SubjectFacts& facts, const ReferenceRows& reference)
      : from_(facts.rows.as_of),
        calendar_{sizeof(caseload_reference),
                  CASELOAD_VOCABULARY,
                  reference.calendar_first,
                  reference.calendar_days,
                  reference.days_off.data(),
                  nullptr,
                  0},
        found_(kFollowedDays + 2) {}

  // `why` is called only for a day nobody has named yet.
  template <class Why>
  void Add(caseload_day day, const Why& why) {
    if (day < from_ || day > from_ + kFollowedDays) return;
    auto& said = found_[static_cast<std::size_t>(day - from_)];
    if (said.empty()) said = why();
  }
  // Nothing where the window has no last day in the calendar.
  std::optional<caseload_day> Later(caseload_day day, const Window& window) const {
    return rule::DueOn(calendar_, window.length, day);
  }
  std::optional<caseload_day> Earlier(caseload_day day, const Window& window) const {
    const auto& length = window.length;
    switch (length.unit) {
      case CASELOAD_UNIT_MONTH:
        return rule::AddMonths(day, -length.limit);
      case CASELOAD_UNIT_WEEK:
        return day - 7 * length.limit;
      case CASELOAD_UNIT_DAY:
      case CASELOAD_UNIT_WORKING_DAY:
        return day - length.limit;
      default:
        return std::nullopt;
    }
  }

  std::vector<Edge> WithNeighbours() const {
    std::vector<Edge> edges;
    for (std::size_t i = 1; i + 1 < found_.size(); ++i) {
      const Date day{from_ + static_cast<caseload_day>(i)};
      const auto& before = found_[i - 1];
      // What must be done by a day is late on the next, so both are said.
      if (!found_[i].empty()) {
        edges.push_back({day, found_[i] + (before.empty() ? "" : ", or the day after " + before)});
      } else if (!before.empty()) {
        edges.push_back({day, "the day after " + before});
      } else if (!found_[i + 1].empty()) {
        edges.push_back({day, "the day before " + found_[i + 1]});
      }
    }
    return edges;
  }

 private:
  const caseload_day from_;
  const caseload_reference calendar_;
  std::vector<std::string> found_;  // from as_of on; empty: no edge
};

std::string InWords(const DatedFact& fact) { return fact.what + " on " + FormatDate(fact.day); }

// A day of the record and each window after it; before it too, as something is prepared for.
void AddWindows(const std::vector<DatedFact>& facts, const std::vector<Window>& windows,
                Search& search) {
  for (const auto& fact : facts) {
    search.Add(fact.day.days, [&] { return InWords(fact); });
    for (const auto& window : windows) {
      const auto with = [&](const char* sign) {
        return [&fact, &window, sign] { return InWords(fact) + sign + window.name; };
      };
      if (const auto day = search.Later(fact.day.days, window)) search.Add(*day, with(" + "));
      if (const auto day = search.Earlier(fact.day.days, window)) search.Add(*day, with(" - "));
    }
  }
}

// A limit, and how long before or after it a rule is set to speak.
void AddPairs(const std::vector<DatedFact>& facts, const std::vector<Window>& windows,
              Search& search) {
  for (const auto& fact : facts) {
    for (const auto& first : windows) {
      const auto limit = search.Later(fact.day.days, first);
      if (!limit) continue;
      for (const auto& second : windows) {
        if (second.clock) continue;
        const auto with = [&](const char* sign) {
          return [&fact, &first, &second, sign] {
            return InWords(fact) + " + " + first.name + sign + second.name;
          };
        };
        if (const auto day = search.Earlier(*limit, second)) search.Add(*day, with(" - "));
        if (const auto day = search.Later(*limit, second)) search.Add(*day, with(" + "));
      }
    }
  }
}

void AddBirthdays(const SubjectFacts& facts, Search& search) {
  constexpr int kYears = 25;
  for (const auto& child : facts.rows.children) {
    const auto born = rule::Known(child.birth);
    if (!born) continue;
    for (int years = 1; years <= kYears; ++years)
      search.Add(rule::AddMonths(*born, 12 * years),
                 [&] { return "the birthday at which a child is " + std::to_string(years); });
  }
}

// The last day of each month, whose neighbour is the first of the next, and each 29 February.
void AddTurns(Date from, Search& search) {
  const CivilDate civil = Civil(from);
  const Date first = *MakeDate({civil.year, civil.month, 1});
  constexpr int kMonthsOfAChildhood = 25 * 12;
  for (int months = 1; months <= kMonthsOfAChildhood; ++months) {
    const Date last = AddMonths(first, months) - 1;
    const CivilDate end = Civil(last);
    const bool leap = end.month == 2 && end.day == 29;
    if (months <= kMonthEnds || leap)
      search.Add(last.days, [&] { return leap ? "29 February" : "the end of a month"; });
  }
}

void AddReference(const ReferenceRows& reference, Search& search) {
  for (const auto& clock : reference.clocks) {
    if (const auto day = rule::Known(clock.valid_from))
      search.Add(*day, [&] { return "the day from which the clock " + clock.name + " holds"; });
    if (const auto day = rule::Known(clock.valid_until))
      search.Add(*day, [&] { return "the last day of the clock " + clock.name; });
  }
  if (reference.calendar_days > 0)
    search.Add(reference.calendar_first + static_cast<caseload_day>(reference.calendar_days) - 1,
               [] { return "the last day of the calendar"; });
}

}  // namespace

std::vector<Edge> EdgesOf(const SubjectFacts& facts, const Counting& counting) {
  Search search(facts, counting.reference);
  // What it is not shown changes nothing it says.
  const auto dated = DatedFacts(facts, counting.card.facts_needed);
  const auto windows = WindowsOf(counting);
  AddWindows(dated, windows, search);
  AddBirthdays(facts, search);
  AddReference(counting.reference, search);
  for (const auto& [from, values] : counting.values) {
    if (from != kAlways)
      search.Add(from.days, [] { return "the day from which other values hold"; });
  }
  AddPairs(dated, windows, search);
  AddTurns({facts.rows.as_of}, search);
  return search.WithNeighbours();
}

std::vector<Date> DaysOf(const SubjectFacts& facts) {
  std::set<Date> days;
  for (const auto& fact : DatedFacts(facts)) {
    if (fact.day.days <= facts.rows.as_of) days.insert(fact.day);
  }
  return {days.begin(), days.end()};
}

}  // namespace caseload::rules
