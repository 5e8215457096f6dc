// SPDX-License-Identifier: Apache-2.0
#include "app/authority_tallies.h"

#include <algorithm>

#include "app/links.h"
#include "rules/tallies.h"

namespace caseload::app {
namespace {

// The last day of the year of the census: of the return, or 31 March of the year it is named after.
std::optional<Date> LastDayOf(const v1::Import& record) {
  if (const auto reference = ParseDate(record.reference_on())) return reference;
  return ParseDate(record.edition() + "-03-31");
}

// The return that says the most of this day; of two of one year the one that was delivered later.
Outcome AddLatestReturn(const Desk& desk, const Then& then, Date as_of, rules::Tallies& tallies) {
  auto ids = AllUnder(desk, store::Field::kOfKind, "import");
  if (!ids) return ids.error();
  std::ranges::sort(*ids);  // ids are in the order of time
  std::optional<Date> latest;
  for (const auto& id : *ids) {
    auto known = KnownThen<v1::Import>(desk, id, then, "import_id");
    if (!known) return known.error();
    if (!*known || (*known)->form() != "cin") continue;
    const auto last = LastDayOf(**known);
    if (!last || *last > as_of || (latest && *last < *latest)) continue;
    latest = last;
    tallies.AddReturn((*known)->edition(), (*known)->reference_on());
  }
  return Nothing{};
}

// The ids of some people, in the order of their numbers; none at the end.
struct People {
  std::vector<std::string> ids;
  std::uint32_t last_number = 0;
};
Result<People> PeopleAfter(const Desk& desk, std::uint32_t number) {
  // A page: what is read of each child in between must not hold a scan open.
  constexpr std::size_t kPeopleAtATime = 500;
  People people;
  const auto take = [&](const store::RecordView& record) {
    people.ids.emplace_back(record.id);
    people.last_number = record.number;
    return people.ids.size() < kPeopleAtATime;
  };
  if (auto failed = desk.reader().Scan(store::Kind::kPerson, number, take); !failed)
    return failed.error();
  return people;
}

Outcome AddChild(const Desk& desk, const std::string& id, const Then& then, Date as_of,
                 rules::Tallies& tallies) {
  auto of = ReadCasesOf(desk, id, then, as_of);
  if (!of) return of.error();
  if (of->cases.empty()) return Nothing{};
  auto child = KnownThen<v1::Person>(desk, id, then, "person_id");
  if (!child) return child.error();
  if (!*child) return Nothing{};
  rules::Subject subject;
  subject.child = **std::move(child);
  subject.cases = std::move(of->cases);
  subject.entries = std::move(of->entries);
  tallies.Add(subject);
  return Nothing{};
}

}  // namespace

Result<rules::SubjectFacts> CountAuthority(const Desk& desk, const Then& then, Date as_of,
                                           const rules::CodeNumbers& numbers) {
  rules::Tallies tallies(as_of, numbers);
  if (auto failed = AddLatestReturn(desk, then, as_of, tallies); !failed) return failed.error();
  std::size_t looked_at = 0;
  std::uint32_t number = 0;
  while (true) {
    const auto people = PeopleAfter(desk, number);
    if (!people) return people.error();
    if (people->ids.empty()) return tallies.Facts();
    number = people->last_number;
    looked_at += people->ids.size();
    if (looked_at > limits::kPeopleTallied)
      return Error{v1::ERROR_REASON_TOO_LARGE, "the authority is too large to be counted"};
    for (const auto& id : people->ids) {
      if (auto failed = AddChild(desk, id, then, as_of, tallies); !failed) return failed.error();
    }
  }
}

}  // namespace caseload::app
