// SPDX-License-Identifier: Apache-2.0
#include "rules/relations.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "rules/entry_facts.h"

namespace caseload::rules {
namespace {

// A row before it has its number. Evidence names the record, and the day from when it held.
struct Found {
  caseload_relation_row row{};
  const char* kind = "";
  std::string record_id;
};

// One link of the child to one person.
struct Link {
  std::uint16_t kind = CASELOAD_RELATION_OTHER;
  caseload_day start = CASELOAD_DAY_NOT_RECORDED;
  caseload_day end = CASELOAD_DAY_NONE;
  caseload_day recorded = CASELOAD_DAY_NOT_RECORDED;
  const char* record_kind = "relationship";
  std::string record_id;
};
using LinksByPerson = std::map<std::string, std::vector<Link>, std::less<>>;

// What the other person is to the child.
std::uint16_t KindOf(const v1::Relationship& said, bool child_is_person) {
  const auto& kind = said.kind();
  if (kind == "sibling") return CASELOAD_RELATION_SIBLING;
  if (kind == "lives_with") return CASELOAD_RELATION_SAME_HOUSEHOLD;
  if (child_is_person) return CASELOAD_RELATION_OTHER;
  if (kind == "mother" || kind == "father" || kind == "parent") return CASELOAD_RELATION_PARENT;
  return kind == "carer" ? CASELOAD_RELATION_CARER : CASELOAD_RELATION_OTHER;
}

void AddRelationship(const v1::Relationship& said, const std::string& child_id, Date as_of,
                     LinksByPerson& links) {
  const bool child_is_person = said.person_id() == child_id;
  if ((!child_is_person && said.related_person_id() != child_id) || After(said.from_on(), as_of))
    return;
  const auto& other = child_is_person ? said.related_person_id() : said.person_id();
  if (other.empty() || other == child_id) return;
  links[other].push_back(
      {KindOf(said, child_is_person), DayOr(said.from_on(), CASELOAD_DAY_NOT_RECORDED),
       EndBy(said.until_on(), as_of), RecordedOn(said), "relationship", said.relationship_id()});
}

// A time in a family is shared from the day the later of two came to the day the earlier one left.
void AddFamily(const v1::Family& family, const std::string& child_id, Date as_of,
               LinksByPerson& links) {
  for (const auto& own : family.members()) {
    if (own.person_id() != child_id || After(own.from_on(), as_of)) continue;
    for (const auto& other : family.members()) {
      if (other.person_id() == child_id || other.person_id().empty()) continue;
      if (After(other.from_on(), as_of)) continue;
      const auto start = std::max(DayOr(own.from_on(), CASELOAD_DAY_NOT_RECORDED),
                                  DayOr(other.from_on(), CASELOAD_DAY_NOT_RECORDED));
      const auto end = std::min(EndBy(own.until_on(), as_of), EndBy(other.until_on(), as_of));
      if (end != CASELOAD_DAY_NOT_RECORDED && end < start) continue;
      links[other.person_id()].push_back({CASELOAD_RELATION_SAME_HOUSEHOLD, start, end,
                                          RecordedOn(family), "family", family.family_id()});
    }
  }
}

LinksByPerson LinksOf(const Links& of, const std::string& child_id, Date as_of) {
  LinksByPerson links;
  for (const auto& one : of.relationships) AddRelationship(one, child_id, as_of, links);
  for (const auto& one : of.families) AddFamily(one, child_id, as_of, links);
  for (auto& [person, found] : links) {
    std::sort(found.begin(), found.end(), [](const Link& a, const Link& b) {
      const auto order = [](const Link& link) {
        return std::tuple(link.end != CASELOAD_DAY_NONE, link.kind, link.start,
                          std::string_view(link.record_id));
      };
      return order(a) < order(b);
    });
  }
  return links;
}

// Families to which the person belongs on the day and the child does not.
std::int32_t OtherFamilies(const LinkedPerson& person, const std::string& child_id, Date as_of) {
  const auto belongs = [&](const v1::Family& family, const std::string& id) {
    return std::any_of(family.members().begin(), family.members().end(),
                       [&](const v1::FamilyMember& one) {
                         return one.person_id() == id && !After(one.from_on(), as_of) &&
                                EndBy(one.until_on(), as_of) == CASELOAD_DAY_NONE;
                       });
  };
  const auto& id = person.person.person_id();
  return static_cast<std::int32_t>(std::count_if(
      person.families.begin(), person.families.end(),
      [&](const auto& family) { return belongs(family, id) && !belongs(family, child_id); }));
}

std::optional<std::uint16_t> FactOf(const caseload_span_row& span) {
  switch (span.kind) {
    case CASELOAD_SPAN_PROTECTION_PLAN:
      return CASELOAD_RELATION_PROTECTION_PLAN;
    case CASELOAD_SPAN_SECTION47:
      return CASELOAD_RELATION_SECTION47;
    case CASELOAD_SPAN_LOOKED_AFTER:
      return CASELOAD_RELATION_LOOKED_AFTER;
    default:
      return std::nullopt;
  }
}

caseload_relation_row RowOf(const Link& link, std::uint16_t fact) {
  caseload_relation_row row{};
  row.start = link.start;
  row.end = link.end;
  row.recorded = link.recorded;
  row.kind = link.kind;
  row.fact = fact;
  row.since = CASELOAD_DAY_NONE;
  row.until = CASELOAD_DAY_NONE;
  row.value = CASELOAD_VALUE_NOT_RECORDED;
  return row;
}

// What is known of one person, told with one link.
class Telling {
 public:
  Telling(const Link& link, Date as_of, std::vector<Found>& found)
      : link_(link), as_of_(as_of), found_(found) {}

  void Tell(const LinkedPerson& of) {
    for (const auto& one : of.cases) {
      if (After(one.referred_on(), as_of_)) continue;
      Add(CASELOAD_RELATION_CASE, DayOr(one.referred_on(), CASELOAD_DAY_NOT_RECORDED),
          EndBy(one.closed_on(), as_of_), RecordedOn(one), {"case", one.case_id()});
    }
    for (const auto& entry : of.entries) {
      if (!entry.withdrawn_because().empty() || After(entry.occurred_on(), as_of_)) continue;
      const auto row = rules::RowOf(entry, as_of_, {});
      const auto* span = std::get_if<caseload_span_row>(&row);
      const auto fact = span == nullptr ? std::nullopt : FactOf(*span);
      if (fact) Add(*fact, span->start, span->end, span->recorded, {"entry", entry.entry_id()});
    }
    const auto died = ParseDate(of.person.died_on());
    if (died && *died <= as_of_)
      Add(CASELOAD_RELATION_DIED, died->days, CASELOAD_DAY_NONE, RecordedOn(of.person),
          {"person", of.person.person_id()});
  }

 private:
  struct Record {
    const char* kind;
    std::string id;
  };
  void Add(std::uint16_t fact, caseload_day since, caseload_day until, caseload_day recorded,
           Record record) {
    auto row = RowOf(link_, fact);
    row.since = since;
    row.until = until;
    row.recorded = recorded;
    found_.push_back({row, record.kind, std::move(record.id)});
  }

  const Link& link_;
  const Date as_of_;
  std::vector<Found>& found_;
};

void Number(std::vector<Found>& found, SubjectFacts& facts) {
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    const auto order = [](const Found& one) {
      return std::tuple(one.row.start, one.row.fact, one.row.since, std::string_view(one.record_id),
                        one.row.person);
    };
    return order(a) < order(b);
  });
  for (auto& one : found) {
    const auto& row = one.row;
    const auto day = row.fact == CASELOAD_RELATION_IS_LINKED ? row.start : row.since;
    facts.origins.push_back({CASELOAD_EVIDENCE_RELATION, one.kind, one.record_id, day, row.until});
    one.row.id = static_cast<std::uint32_t>(facts.origins.size());
    facts.rows.relations.push_back(one.row);
  }
}

}  // namespace

void AddRelations(const Links& links, const std::string& child_id, Date as_of,
                  SubjectFacts& facts) {
  std::vector<Found> found;
  std::uint32_t number = 0;
  for (const auto& [person_id, of] : LinksOf(links, child_id, as_of)) {
    const auto from = found.size();
    ++number;
    const auto person =
        std::find_if(links.people.begin(), links.people.end(),
                     [&id = person_id](const auto& one) { return one.person.person_id() == id; });
    for (const auto& link : of) {
      auto row = RowOf(link, CASELOAD_RELATION_IS_LINKED);
      if (person != links.people.end()) row.value = OtherFamilies(*person, child_id, as_of);
      found.push_back({row, link.record_kind, link.record_id});
    }
    if (person != links.people.end()) Telling(of.front(), as_of, found).Tell(*person);
    for (auto i = from; i < found.size(); ++i) {
      found[i].row.child = facts.rows.subject;
      found[i].row.person = number;
    }
  }
  Number(found, facts);
  facts.rows.given |= CASELOAD_GROUP_RELATIONS;
}

std::size_t MostRows(const Links& links) {
  std::size_t rows = links.relationships.size();
  for (const auto& family : links.families) rows += static_cast<std::size_t>(family.members_size());
  for (const auto& person : links.people) rows += person.cases.size() + person.entries.size() + 1;
  return rows;
}

}  // namespace caseload::rules
