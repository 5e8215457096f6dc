// SPDX-License-Identifier: Apache-2.0
#include "rules/tallies.h"

#include <charconv>
#include <chrono>

namespace caseload::rules {
namespace {

// The census year runs from 1 April to 31 March.
Date YearOf(Date day) {
  const std::chrono::year_month_day on{std::chrono::sys_days{std::chrono::days{day.days}}};
  const auto year = on.month() < std::chrono::April ? on.year() - std::chrono::years{1} : on.year();
  const std::chrono::sys_days first = year / std::chrono::April / 1;
  return {static_cast<std::int32_t>(first.time_since_epoch().count())};
}

bool CountsAsPlan(const v1::Entry& entry) {
  return entry.has_protection_plan() && !entry.protection_plan().other_authority();
}

}  // namespace

Tallies::Tallies(Date as_of, const CodeNumbers& numbers)
    : as_of_(as_of), year_begins_(YearOf(as_of)), numbers_(numbers) {}

bool Tallies::InYear(const std::string& day) const {
  const auto date = ParseDate(day);
  return date && *date >= year_begins_ && *date <= as_of_;
}

void Tallies::CountPerson(const v1::Person& child) {
  ++children_;
  const auto born = ParseDate(child.born_on());
  const bool unborn = (!born || *born > as_of_) && ParseDate(child.expected_on());
  if (unborn) ++unborn_;
  const auto sex = SexOf(child);
  if (!unborn && (sex == SexAs::kMissing || sex == SexAs::kNotKnown)) ++born_without_sex_;
  std::set<std::string> own(child.disabilities().begin(), child.disabilities().end());
  for (const auto& code : own) {
    const bool known =
        numbers_.number && numbers_.number("disability", code) != CASELOAD_CODE_UNKNOWN;
    if (known) disabilities_.insert(code);
  }
  own.erase("NONE");
  if (!own.empty()) ++with_disability_;
  if (own.size() > 1) ++with_several_;
}

// One conference may stand in the record as an event and with its enquiry: a child has one a day.
void Tallies::CountYear(const Subject& child) {
  std::set<std::string> conferences;
  for (const auto& entry : child.entries) {
    if (!entry.withdrawn_because().empty()) continue;
    if (CountsAsPlan(entry) && InYear(entry.occurred_on())) ++plans_;
    if (entry.has_initial_conference()) conferences.insert(entry.occurred_on());
    if (entry.has_section47_enquiry())
      conferences.insert(entry.section47_enquiry().conference_on());
  }
  for (const auto& day : conferences) conferences_ += InYear(day) ? 1 : 0;
}

void Tallies::Add(const Subject& child) {
  CountPerson(child.child);
  CountYear(child);
}

void Tallies::AddReturn(const std::string& year, const std::string& reference_on) {
  of_return_.clear();
  std::int64_t number = 0;
  const auto read = std::from_chars(year.data(), year.data() + year.size(), number);
  if (read.ec == std::errc{}) of_return_.push_back({0, CASELOAD_TALLY_RETURN_YEAR, 0, number});
  if (const auto day = ParseDate(reference_on))
    of_return_.push_back({0, CASELOAD_TALLY_REFERENCE_DAY, 0, day->days});
}

SubjectFacts Tallies::Facts() const {
  SubjectFacts facts;
  facts.rows.subject_kind = CASELOAD_SUBJECT_AUTHORITY;
  facts.rows.as_of = as_of_.days;
  facts.rows.given = CASELOAD_GROUP_TALLIES;
  facts.rows.tallies = {
      {0, CASELOAD_TALLY_CHILDREN, 0, children_},
      {0, CASELOAD_TALLY_UNBORN, 0, unborn_},
      {0, CASELOAD_TALLY_BORN_WITHOUT_SEX, 0, born_without_sex_},
      {0, CASELOAD_TALLY_DISABILITY_CODES_USED, 0, static_cast<std::int64_t>(disabilities_.size())},
      {0, CASELOAD_TALLY_CHILDREN_WITH_DISABILITY, 0, with_disability_},
      {0, CASELOAD_TALLY_CHILDREN_WITH_SEVERAL_DISABILITIES, 0, with_several_},
      {0, CASELOAD_TALLY_PLANS_STARTED, 0, plans_},
      {0, CASELOAD_TALLY_CONFERENCES_HELD, 0, conferences_}};
  facts.rows.tallies.insert(facts.rows.tallies.end(), of_return_.begin(), of_return_.end());
  for (auto& row : facts.rows.tallies) {
    facts.origins.push_back({CASELOAD_EVIDENCE_TALLY, "tally", std::to_string(row.kind)});
    row.id = static_cast<std::uint32_t>(facts.origins.size());
  }
  return facts;
}

void NumbersInUse::Add(const v1::Person& child) {
  ++upns_[NumberOfScheme(child, "upn")];
  ++local_ids_[NumberOfScheme(child, "la_child_id")];
}

SharedNumbers NumbersInUse::Of(const v1::Person& child) const {
  const auto twice = [](const auto& uses, const std::string& number) {
    const auto found = number.empty() ? uses.end() : uses.find(number);
    return found != uses.end() && found->second > 1;
  };
  return {twice(upns_, NumberOfScheme(child, "upn")),
          twice(local_ids_, NumberOfScheme(child, "la_child_id"))};
}

}  // namespace caseload::rules
