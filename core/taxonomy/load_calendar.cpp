// SPDX-License-Identifier: Apache-2.0
// Loads pack.csv, bank_holidays.csv and clocks.csv.
#include <map>
#include <tuple>
#include <utility>

#include "taxonomy/contents.h"
#include "taxonomy/table.h"

namespace caseload::taxonomy {
namespace {

constexpr int kSaturday = 5;
// Two centuries: the running totals stay small, and an end in the year 9999 is a slip.
constexpr std::int32_t kMostKnownDays = 200 * 366;

class PackRows {
 public:
  PackRows(const std::filesystem::path& folder, Faults& faults)
      : table_(folder, "pack.csv", {"key", "value"}, faults) {
    for (const CsvRow& row : table_.rows()) {
      const std::string& key = table_.OneOf(row, "key",
                                            {"title", "version", "jurisdiction", "licence",
                                             "holidays_known_from", "holidays_known_until"});
      if (!rows_.emplace(key, &row).second) table_.Fault(row, key + " is there already");
    }
  }
  std::string Text(const char* key) {
    const auto found = rows_.find(key);
    if (found != rows_.end()) return table_.Needed(*found->second, "value");
    table_.FaultInFile(std::string(key) + " is missing");
    return {};
  }
  std::optional<Date> Day(const char* key) {
    if (Text(key).empty()) return std::nullopt;
    return table_.Day(*rows_.at(key), "value");
  }
  void FaultInFile(const char* what) { table_.FaultInFile(what); }

 private:
  Table table_;
  std::map<std::string, const CsvRow*, std::less<>> rows_;
};

void LoadHolidays(const std::filesystem::path& folder, std::pair<Date, Date> known,
                  Contents& contents, Faults& faults) {
  Table table(folder, "bank_holidays.csv", {"day", "name", "note"}, faults);
  std::vector<Holiday> holidays;
  for (const CsvRow& row : table.rows()) {
    table.Needed(row, "day");
    const auto day = table.Day(row, "day");
    if (!day) continue;
    if (*day < known.first || *day > known.second) table.Fault(row, "lies outside the known days");
    // A holiday on a weekend is moved to a working day; a weekend here is a slip in that.
    if (Weekday(*day) >= kSaturday) table.Fault(row, "is a weekend");
    if (!holidays.empty() && *day <= holidays.back().day) {
      table.Fault(row, "is not in the order of days");
    }
    holidays.push_back({*day, table.Needed(row, "name"), table.Text(row, "note")});
  }
  if (faults.none()) contents.calendar = Calendar(std::move(holidays), known.first, known.second);
}

bool Overlap(const ClockRow& a, const ClockRow& b) {
  const bool a_ends_first = a.valid_until && b.valid_from && *a.valid_until < *b.valid_from;
  const bool b_ends_first = b.valid_until && a.valid_from && *b.valid_until < *a.valid_from;
  return !a_ends_first && !b_ends_first;
}

void LoadClocks(const std::filesystem::path& folder, Contents& contents, Faults& faults) {
  Table table(folder, "clocks.csv",
              {"name", "trigger", "satisfied_by", "limit", "unit", "inclusive", "kind", "source",
               "valid_from", "valid_until"},
              faults);
  for (const CsvRow& row : table.rows()) {
    ClockRow clock;
    clock.name = table.Needed(row, "name");
    clock.trigger = table.Needed(row, "trigger");
    clock.satisfied_by = table.Needed(row, "satisfied_by");
    clock.limit = table.Number(row, "limit", 1, Calendar::kMostWorkingDays);
    clock.unit = table.OneOf(row, "unit", {"working_day", "calendar_day", "week", "month", "hour"});
    clock.inclusive = table.OneOf(row, "inclusive", {"0", "1"}) == "1";
    clock.kind = table.OneOf(row, "kind", {"statute", "guidance", "census", "local"});
    clock.source = table.Needed(row, "source");
    std::tie(clock.valid_from, clock.valid_until) = table.Validity(row);
    for (const ClockRow& other : contents.clocks) {
      if (other.name == clock.name && Overlap(other, clock)) {
        table.Fault(row, "clock " + clock.name + " is there already for some of these days");
      }
    }
    contents.clocks.push_back(std::move(clock));
  }
}

}  // namespace

void LoadCalendar(const std::filesystem::path& folder, Contents& contents, Faults& faults) {
  PackRows pack(folder, faults);
  contents.title = pack.Text("title");
  contents.version = pack.Text("version");
  contents.jurisdiction = pack.Text("jurisdiction");
  pack.Text("licence");
  const auto from = pack.Day("holidays_known_from");
  const auto until = pack.Day("holidays_known_until");
  if (from && until && (*until < *from || *until - *from > kMostKnownDays)) {
    pack.FaultInFile(
        "holidays_known_until must lie after holidays_known_from, by 200 years at most");
  } else if (from && until) {
    LoadHolidays(folder, {*from, *until}, contents, faults);
  }
  LoadClocks(folder, contents, faults);
}

}  // namespace caseload::taxonomy
