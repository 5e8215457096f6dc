// SPDX-License-Identifier: Apache-2.0
#include "rules/proof/made_up.h"

#include <array>
#include <random>

namespace caseload::rules {
namespace {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}

  int Below(int limit) {
    return static_cast<int>(engine_() % static_cast<std::uint64_t>(std::max(limit, 1)));
  }
  bool OneIn(int of) { return Below(of) == 0; }
  Date Between(Date first, Date last) { return first + Below(last - first + 1); }
  // Sometimes it is not recorded.
  std::string DayFrom(Date first, int within) {
    return OneIn(25) ? "" : FormatDate(first + Below(within));
  }
  // Not recorded, yes or no.
  template <class Set>
  void Maybe(Set&& set) {
    if (const int answer = Below(4); answer > 0) set(answer != 1);
  }

 private:
  std::mt19937_64 engine_;
};

// What lasts.
void FillSpan(v1::Entry& entry, int kind, Date on, Chance& chance) {
  const auto later = [&](int within) { return chance.OneIn(2) ? chance.DayFrom(on, within) : ""; };
  switch (kind) {
    case 32:
      entry.set_ended_on(later(90));
      chance.Maybe([&](bool yes) { entry.mutable_assessment()->set_no_further_action(yes); });
      chance.Maybe([&](bool yes) { entry.mutable_assessment()->set_child_seen(yes); });
      entry.mutable_assessment()->set_review_on(later(60));
      break;
    case 34: {
      auto& enquiry = *entry.mutable_section47_enquiry();
      entry.set_ended_on(later(60));
      if (chance.OneIn(2)) enquiry.set_conference_on(later(50));
      chance.Maybe([&](bool yes) { enquiry.set_conference_not_required(yes); });
      break;
    }
    case 36:
      entry.mutable_cin_plan();
      entry.set_ended_on(later(700));
      break;
    case 37:
      chance.Maybe([&](bool yes) { entry.mutable_protection_plan()->set_other_authority(!yes); });
      if (chance.OneIn(3)) entry.mutable_protection_plan()->set_previous_plans(2);
      entry.mutable_protection_plan();
      entry.set_ended_on(later(900));
      break;
    case 41:
      entry.mutable_looked_after_period()->set_start_reason("S");
      entry.set_ended_on(later(600));
      break;
    case 42:
      entry.mutable_placement();
      entry.set_ended_on(later(300));
      break;
    case 43:
      entry.mutable_missing_episode()->set_kind("M");
      entry.set_ended_on(later(5));
      break;
    default:
      entry.mutable_pre_proceedings()->set_court_application_on(later(200));
      entry.set_ended_on(later(300));
  }
}

// What happened on a day.
void FillEvent(v1::Entry& entry, int kind, Chance& chance) {
  switch (kind) {
    case 31:
      entry.mutable_contact()->set_source_code("6");
      break;
    case 33:
      entry.mutable_strategy_discussion();
      chance.Maybe(
          [&](bool yes) { entry.mutable_strategy_discussion()->set_enquiry_decided(yes); });
      break;
    case 35:
      entry.mutable_initial_conference();
      chance.Maybe([&](bool yes) { entry.mutable_initial_conference()->set_plan_decided(yes); });
      break;
    case 38:
      entry.mutable_review();
      chance.Maybe([&](bool yes) { entry.mutable_review()->set_continues(yes); });
      break;
    case 39:
      entry.mutable_core_group();
      break;
    case 40:
      entry.mutable_visit()->set_under(std::array{"cp", "cin", "cla", "other", ""}.at(
          static_cast<std::size_t>(chance.Below(5))));
      chance.Maybe([&](bool yes) { entry.mutable_visit()->set_child_seen(yes); });
      chance.Maybe([&](bool yes) { entry.mutable_visit()->set_seen_alone(yes); });
      chance.Maybe([&](bool yes) { entry.mutable_visit()->set_bedroom_seen(yes); });
      break;
    case 44:
      entry.mutable_supervision();
      break;
    case 45:
      entry.mutable_decision();
      break;
    default:
      entry.mutable_file_note();
  }
}

v1::Entry MadeUpEntry(const std::string& id, const std::string& case_id, Date from,
                      Chance& chance) {
  v1::Entry entry;
  entry.set_entry_id(id);
  if (!case_id.empty()) entry.add_case_ids(case_id);
  // Most of what happens happens in the first months.
  const Date on = chance.Between(from, chance.OneIn(3) ? kLastDay : from + 300);
  entry.set_occurred_on(chance.OneIn(25) ? "" : FormatDate(on));
  constexpr std::array kSpans{32, 34, 36, 37, 37, 41, 42, 43, 47};
  constexpr std::array kEvents{31, 33, 35, 38, 38, 39, 39, 40, 40, 40, 40, 44, 44, 45, 46};
  if (chance.OneIn(4)) {
    FillSpan(entry, kSpans.at(static_cast<std::size_t>(chance.Below(9))), on, chance);
  } else {
    FillEvent(entry, kEvents.at(static_cast<std::size_t>(chance.Below(15))), chance);
  }
  return entry;
}

void AddConcerns(v1::Case& to, Date from, Chance& chance) {
  constexpr std::array kFactors{"1B", "2B", "3B", "4B", "5B", "16A", "14A", "15A", "16A", "?"};
  for (int i = chance.Below(8); i > 0; --i) {
    auto& concern = *to.add_concerns();
    concern.set_concern_id(to.case_id() + "-concern-" + std::to_string(i));
    const bool category = chance.OneIn(4);
    const bool judged = !category && chance.OneIn(3);
    concern.set_basis(category ? v1::CONCERN_BASIS_CATEGORY_LATEST
                      : judged ? v1::CONCERN_BASIS_WORKER
                               : v1::CONCERN_BASIS_FACTOR);
    if (chance.OneIn(3)) concern.set_about_person_id("another");
    concern.set_code(
        category ? std::array{"NEG", "EMO", "PHY"}.at(static_cast<std::size_t>(chance.Below(3)))
                 : kFactors.at(static_cast<std::size_t>(chance.Below(10))));
    if (judged) concern.set_code("HARM.NEGLECT");
    concern.set_asserted_on(chance.DayFrom(from, 700));
    if (chance.OneIn(4)) concern.set_ended_on(chance.DayFrom(from + 700, 100));
  }
}

struct Record {
  std::vector<v1::Case> cases;
  std::vector<v1::Entry> entries;
};
Record MadeUpRecord(const std::string& of, int most_cases, int most_entries, Chance& chance) {
  Record record;
  for (int i = 1 + chance.Below(most_cases); i > 0; --i) {
    auto& one = record.cases.emplace_back();
    one.set_case_id(of + "-case-" + std::to_string(i));
    one.set_child_id(of);
    const Date referred = chance.Between(kFirstDay, kLastDay - 300);
    one.set_referred_on(chance.OneIn(30) ? "" : FormatDate(referred));
    if (chance.OneIn(4)) one.set_closed_on(chance.DayFrom(referred, 900));
    chance.Maybe([&](bool yes) { one.set_referral_no_further_action(!yes); });
    AddConcerns(one, referred, chance);
    // Of some hardly anything is known.
    for (int j = chance.Below(chance.OneIn(2) ? most_entries : 4); j > 0; --j) {
      record.entries.push_back(MadeUpEntry(one.case_id() + "-entry-" + std::to_string(j),
                                           one.case_id(), referred, chance));
    }
  }
  return record;
}

std::optional<Date> MadeUpCompleteness(Chance& chance) {
  const int kind = chance.Below(4);
  if (kind == 0) return std::nullopt;
  return kind == 1 ? chance.Between(kFirstDay, kLastDay) : Date{10'957};  // 2000-01-01
}

Links MadeUpLinks(const std::string& child_id, Chance& chance) {
  Links links;
  constexpr std::array kKinds{"sibling", "mother", "lives_with", "carer", "other"};
  v1::Family family;
  family.set_family_id("family");
  family.add_members()->set_person_id(child_id);
  for (int i = chance.Below(4); i > 0; --i) {
    const std::string id = "person-" + std::to_string(i);
    auto& link = links.relationships.emplace_back();
    link.set_relationship_id("link-" + std::to_string(i));
    link.set_person_id(id);
    link.set_related_person_id(child_id);
    link.set_kind(kKinds.at(static_cast<std::size_t>(chance.Below(5))));
    link.set_from_on(chance.OneIn(3) ? chance.DayFrom(kFirstDay, 800) : "");
    if (chance.OneIn(4)) link.set_until_on(chance.DayFrom(kFirstDay + 800, 500));
    if (chance.OneIn(2)) family.add_members()->set_person_id(id);
    if (chance.OneIn(5)) continue;  // known by the link alone
    auto& person = links.people.emplace_back();
    person.person.set_person_id(id);
    if (chance.OneIn(8)) person.person.set_died_on(chance.DayFrom(kFirstDay, 1'400));
    auto record = MadeUpRecord(id, 2, 25, chance);
    person.cases = std::move(record.cases);
    person.entries = std::move(record.entries);
    for (int j = chance.Below(3); j > 0; --j) {
      auto& other = person.families.emplace_back();
      other.set_family_id("other-" + std::to_string(j));
      other.add_members()->set_person_id(id);
    }
  }
  links.families.push_back(std::move(family));
  return links;
}

v1::Person MadeUpPerson(const std::string& id, Chance& chance) {
  v1::Person child;
  child.set_person_id(id);
  switch (chance.Below(6)) {
    case 0:
      break;  // nothing is recorded
    case 1:
      child.set_expected_on(FormatDate(chance.Between(kFirstDay, kLastDay)));
      break;
    case 2:
      child.set_born_on(FormatDate(chance.Between(kFirstDay - 200, kLastDay)));
      if (chance.OneIn(2)) child.set_expected_on(child.born_on());
      break;
    default:
      child.set_born_on(FormatDate(chance.Between(kFirstDay - 18 * 365, kFirstDay)));
  }
  if (chance.OneIn(30)) child.set_died_on(FormatDate(chance.Between(kFirstDay, kLastDay)));
  return child;
}

// What only the census asks for; right, wrong or not there.
void Identify(Subject& subject, Chance& chance) {
  const auto any = [&](const auto& of) {
    return of.at(static_cast<std::size_t>(chance.Below(static_cast<int>(of.size()))));
  };
  const auto number = [&](const char* scheme, const char* value) {
    if (*value == '\0') return;
    auto& added = *subject.child.add_identifiers();
    added.set_scheme(scheme);
    added.set_value(value);
  };
  auto& child = subject.child;
  number("upn", any(std::array{"", "", "A123456789012", "H801200001001", "A1234567890I", "?"}));
  number("former_upn", any(std::array{"", "", "H801200001001", "1"}));
  number("la_child_id", any(std::array{"", "AB12", "AB 12", "123456789012345678901"}));
  child.set_upn_unknown_reason(any(std::array{"", "", "UN1", "UN3", "UN7"}));
  child.set_sex(any(std::array{"", "0", "1", "2", "M", "F", "U", "?"}));
  child.set_ethnicity(any(std::array{"", "WBRI", "MWBC", "?"}));
  for (int i = chance.Below(3); i > 0; --i)
    child.add_disabilities(any(std::array{"NONE", "MOB", "HAND"}));
  subject.shared = {.upn = chance.OneIn(5), .local_id = chance.OneIn(5)};
  for (auto& one : subject.cases) {
    one.set_referral_source(any(std::array{"", "1A", "3B", "?"}));
    one.set_closure_reason(any(std::array{"", "", "RC1", "RC2", "RC7", "RC8", "RC9", "?"}));
    const std::string need = any(std::array{"", "N1", "N4", "?"});
    if (need.empty()) continue;
    auto& added = *one.add_concerns();
    added.set_concern_id(one.case_id() + "-need");
    added.set_basis(v1::CONCERN_BASIS_NEED);
    added.set_code(need);
  }
}

// Who held the child, one after the other or beside each other; sometimes nobody.
std::vector<v1::Allocation> MadeUpHolders(const Subject& of, Chance& chance) {
  std::vector<v1::Allocation> allocations;
  for (const auto& one : of.cases) {
    const Date referred = ParseDate(one.referred_on()).value_or(kFirstDay);
    for (int i = chance.Below(4); i > 0; --i) {
      auto& allocation = allocations.emplace_back();
      allocation.set_allocation_id("to-" + one.case_id() + "-" + std::to_string(i));
      allocation.set_child_id(of.child.person_id());
      if (!chance.OneIn(8)) allocation.set_case_id(one.case_id());
      allocation.set_team_id("team");
      if (!chance.OneIn(5))
        allocation.set_worker_id("worker-" + std::to_string(1 + chance.Below(3)));
      const Date from = referred + chance.Below(200);
      allocation.set_from_on(chance.OneIn(15) ? "" : FormatDate(from));
      // A text that is no day says that it ended, and not when.
      if (!chance.OneIn(4))
        allocation.set_until_on(chance.OneIn(25) ? "?" : FormatDate(from + chance.Below(200)));
      if (chance.OneIn(6)) allocation.set_role("family support worker");
    }
  }
  return allocations;
}

}  // namespace

Subject MadeUpChild(std::uint64_t seed) {
  Chance chance(seed);
  Subject subject;
  subject.child = MadeUpPerson("child", chance);
  auto record = MadeUpRecord("child", 3, 60, chance);
  subject.cases = std::move(record.cases);
  subject.entries = std::move(record.entries);
  subject.case_id = subject.cases.front().case_id();
  subject.history_complete_from = MadeUpCompleteness(chance);
  if (!chance.OneIn(4)) subject.links = MadeUpLinks("child", chance);
  Identify(subject, chance);
  if (!chance.OneIn(4)) subject.allocations = MadeUpHolders(subject, chance);
  return subject;
}

FamilySubject MadeUpFamily(std::uint64_t seed) {
  FamilySubject family;
  family.family_id = "family";
  Subject child = MadeUpChild(seed);
  const auto links = std::exchange(child.links, std::nullopt);
  child.case_id.clear();
  const bool looked_up = child.allocations.has_value();
  family.history_complete_from = child.history_complete_from;
  family.children.push_back(std::move(child));
  if (!links) return family;
  for (const auto& linked : links->people) {
    Subject& sibling = family.children.emplace_back();
    sibling.child = linked.person;
    sibling.cases = linked.cases;
    sibling.entries = linked.entries;
    Chance chance(seed + family.children.size());
    if (looked_up) sibling.allocations = MadeUpHolders(sibling, chance);
  }
  return family;
}

WorkerSubject MadeUpWorker(std::uint64_t seed) {
  Chance chance(seed);
  WorkerSubject subject;
  const bool team = seed % 2 == 0;
  (team ? subject.team_id : subject.worker_id) = team ? "team" : "worker-1";
  const int workers = team ? 1 + chance.Below(5) : 2;
  for (int i = 1; i <= workers; ++i) {
    auto& worker = subject.workers.emplace_back();
    worker.set_worker_id("worker-" + std::to_string(i));
    worker.set_team_id("team");
    if (!chance.OneIn(5)) worker.set_full_time_equivalent(chance.Below(11) / 10.0);
    chance.Maybe([&](bool yes) { worker.set_newly_qualified(!yes); });
    worker.set_role_started_on(chance.DayFrom(kFirstDay - 300, 600));
    if (chance.OneIn(6)) worker.set_role_ended_on(chance.DayFrom(kFirstDay + 600, 600));
    for (int j = chance.Below(3); j > 0; --j) {
      auto& absence = subject.absences.emplace_back();
      absence.set_absence_id(worker.worker_id() + "-absence-" + std::to_string(j));
      absence.set_worker_id(worker.worker_id());
      const Date from = chance.Between(kFirstDay, kLastDay);
      absence.set_from_on(chance.OneIn(15) ? "" : FormatDate(from));
      if (!chance.OneIn(3)) absence.set_until_on(chance.DayFrom(from, 60));
      if (chance.OneIn(3)) absence.set_covered_by_worker_id("worker-1");
      if (chance.OneIn(2)) absence.set_reason("SIC");
    }
    for (int j = chance.Below(15); j > 0; --j) {
      auto& supervision = subject.entries.emplace_back(
          MadeUpEntry(worker.worker_id() + "-talk-" + std::to_string(j), "", kFirstDay, chance));
      supervision.mutable_supervision();
      supervision.set_worker_id(worker.worker_id());
    }
  }
  for (int i = 1 + chance.Below(6); i > 0; --i) {
    const std::string child = "child-" + std::to_string(i);
    subject.children.push_back(MadeUpPerson(child, chance));
    auto record = MadeUpRecord(child, 2, 25, chance);
    for (const auto& one : record.cases) {
      auto& allocation = subject.allocations.emplace_back();
      allocation.set_allocation_id("to-" + one.case_id());
      allocation.set_case_id(one.case_id());
      allocation.set_child_id(child);
      allocation.set_team_id("team");
      if (!chance.OneIn(4))
        allocation.set_worker_id("worker-" + std::to_string(1 + chance.Below(workers)));
      const Date from = chance.Between(kFirstDay, kLastDay);
      allocation.set_from_on(chance.OneIn(15) ? "" : FormatDate(from));
      if (chance.OneIn(3)) allocation.set_until_on(chance.DayFrom(from, 400));
      if (chance.OneIn(6)) allocation.set_role("family support worker");
    }
    std::move(record.cases.begin(), record.cases.end(), std::back_inserter(subject.cases));
    std::move(record.entries.begin(), record.entries.end(), std::back_inserter(subject.entries));
  }
  subject.history_complete_from = MadeUpCompleteness(chance);
  return subject;
}

}  // namespace caseload::rules
