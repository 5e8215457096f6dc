// SPDX-License-Identifier: Apache-2.0
// What lies around a child's last episode: earlier ones, how they closed, care, contacts, and who
// held the case.
#include <algorithm>
#include <array>

#include "exchange/authority_marginals.h"
#include "exchange/authority_people.h"

namespace caseload::exchange {
namespace {

// SSD invo_worker_change_reason, the common ones.
constexpr const char* kChangeReasons[] = {"MANAGE", "LEFTRL", "TSPROC", "ABSENC", "ORGRST"};

}  // namespace

void AuthorityPeople::CloseNotOpen(ChildLife& child, EpisodeLife& episode, Day latest, bool last) {
  const Day room = latest - episode.referred;
  if (episode.course == Course::kNoFurtherAction || room <= 1) {
    episode.course = Course::kNoFurtherAction;
    episode.closed = episode.referred;
    episode.reason = "RC7";
    return;
  }
  if (episode.course == Course::kNotInNeed) {
    episode.closed = episode.referred + std::min(room, std::max(1, course_.AssessmentDays()));
    episode.reason = dice_.Chance(0.75) || !InUse("RC9", episode.closed) ? "RC8" : "RC9";
    return;
  }
  bool days[5] = {};
  for (std::size_t i = 0; i < 5; ++i) days[i] = i == 0 || kDurationBands[i].first <= room;
  const DayRange range = kDurationBands[ended_days_.Deal(dice_, days)];
  const Day least = std::min(room, std::max(range.first, 14));
  episode.closed = episode.referred + dice_.Between(least, std::min(range.last, room));
  // All others than RC7 end the story here; some need an age.
  const Day age = child.born == kNoDay ? -1 : episode.closed - child.born;
  const bool born = age >= 0;
  const std::array<bool, 7> reasons = {born && age < 3650, born, born, born, true,
                                       age >= 6400,        true};
  episode.reason = last ? ClosureShares()[closure_.Deal(dice_, reasons)].code : "RC7";
  if (std::string_view(episode.reason) == "RC2") child.died = episode.closed;
}

void AuthorityPeople::AddEarlier(ChildLife& child, std::uint8_t need) {
  for (;;) {
    const Day later = child.episodes.back().referred;
    const Day room = later - std::max(EarliestReferral(child), flow_.window());
    const bool allowed[3] = {room >= kReReferralGap.first, room >= kLaterGap.first, true};
    // Nothing is known from before the history: there the question is not asked.
    if (later - kReReferralGap.first < flow_.window()) break;
    Deck& returns = later > flow_.reference() - 365 ? return_recent_ : return_old_;
    const std::size_t kind = returns.Deal(dice_, allowed);
    if (kind == 2) break;
    const DayRange gap = kind == 0 ? kReReferralGap : kLaterGap;
    Day before = 0;
    for (int tries = 0; tries < 4; ++tries) {
      before = later - dice_.Between(gap.first, std::min(gap.last, room));
      const auto month = static_cast<unsigned>(AsDate(before).month());
      if (dice_.Chance(MonthShares()[month - 1] / 583)) break;
    }
    EpisodeLife earlier;
    earlier.referred = before;
    earlier.need = need;
    const bool courses[3] = {true, true, later - before > 45};
    earlier.course = static_cast<Course>(early_course_.Deal(dice_, courses));
    CloseNotOpen(child, earlier, later - 3, false);
    child.episodes.push_back(std::move(earlier));
  }
  std::reverse(child.episodes.begin(), child.episodes.end());
}

void AuthorityPeople::Finish(FamilyLife& family, const CourseOf& of) {
  ChildLife& child = family.children.back();
  for (EpisodeLife& episode : child.episodes) {
    episode.source = DealSource(episode.referred);
    episode.team = family.team;
    episode.worker = staff_.AnyCaseHolder(family.team, dice_);
    CourseOf course = of;
    if (&episode != &child.episodes.back()) course.standing = Standing::kOther;
    course_.Fill(course, episode);
  }
  AddCare(child, of);
  AddContacts(child);
  Allocate(family, child);
}

void AuthorityPeople::AddCare(ChildLife& child, const CourseOf& of) {
  for (const EpisodeLife& episode : child.episodes) {
    if (episode.course != Course::kInNeed) continue;
    const Day start = std::max(episode.referred + dice_.Between(3, 60), child.born);
    if (episode.closed != kNoDay) {
      const bool known = child.born != kNoDay && episode.closed - start > 40;
      if (known && dice_.Chance(0.12)) {
        child.looked_after.push_back({start, start + dice_.Between(20, episode.closed - start)});
      }
    } else if (of.standing == Standing::kLookedAfter) {
      const Day first = std::min(start, flow_.reference() - 1);
      child.looked_after.push_back({std::max(first, episode.referred), kNoDay});
    }
  }
  if (of.band < Band::kTenToFifteen || child.episodes.back().course != Course::kInNeed) return;
  if (!dice_.Chance(child.looked_after.empty() ? 0.015 : 0.10)) return;
  const EpisodeLife& last = child.episodes.back();
  const Day end = last.closed == kNoDay ? flow_.reference() : last.closed;
  Day day = std::max(last.referred, flow_.window()) + dice_.Between(2, 90);
  for (int count = dice_.Between(1, 6); count > 0 && day + 4 < end; --count) {
    MissingLife missing;
    missing.span = {day, day + dice_.Between(0, 3)};
    missing.away = dice_.Chance(0.2);
    missing.offered = dice_.Chance(0.85);
    missing.accepted = missing.offered && dice_.Chance(0.55);
    child.missing.push_back(missing);
    day += dice_.Between(5, 80);
  }
}

// The contact that became the referral may have come the day before it.
std::uint8_t AuthorityPeople::DealSource(Day referred) {
  std::array<bool, 32> allowed = {};
  const auto sources = SourceShares();
  for (std::size_t i = 0; i < sources.size(); ++i) {
    allowed[i] = InUse(sources[i].code, referred - 1);
  }
  return static_cast<std::uint8_t>(source_.Deal(dice_, std::span(allowed).first(sources.size())));
}

std::uint8_t AuthorityPeople::AnySource(Day day) {
  for (;;) {
    const std::size_t source = dice_.Below(SourceShares().size());
    if (InUse(SourceShares()[source].code, day)) return static_cast<std::uint8_t>(source);
  }
}

void AuthorityPeople::AddContacts(ChildLife& child) {
  for (const EpisodeLife& episode : child.episodes) {
    child.contacts.push_back({episode.referred - dice_.Between(0, 1), episode.source, true});
    // Some are told of again while the case is open, or once before it was.
    if (dice_.Chance(0.3)) {
      const Day day = episode.referred - dice_.Between(3, 30);
      child.contacts.push_back({day, AnySource(day), false});
    }
  }
  std::sort(child.contacts.begin(), child.contacts.end(),
            [](const ContactLife& a, const ContactLife& b) { return a.day < b.day; });
}

void AuthorityPeople::Allocate(FamilyLife& family, ChildLife& child) {
  for (std::size_t i = 0; i < child.episodes.size(); ++i) {
    if (child.episodes[i].course != Course::kNoFurtherAction) AllocateSpan(family, child, i);
  }
}

void AuthorityPeople::AllocateSpan(FamilyLife& family, ChildLife& child, std::size_t episode) {
  const EpisodeLife& of = child.episodes[episode];
  const bool open = of.closed == kNoDay;
  const bool social_worker = !open || allocated_.Deal(dice_) == 0;
  const bool in_care = open && !child.looked_after.empty();
  const Day end = open ? flow_.reference() : of.closed;
  AllocationLife held;
  held.episode = episode;
  held.team = family.team;
  held.social_worker = social_worker;
  Day from = std::min(of.referred + dice_.Between(0, 2), end);
  for (;;) {
    const std::uint32_t before = held.worker;
    held.worker = social_worker
                      ? (from == of.referred ? of.worker : staff_.AnyCaseHolder(family.team, dice_))
                      : staff_.AnySupport(family.team, dice_);
    if (!child.allocations.empty() && held.worker == before && from > of.referred + 2) {
      held.worker = social_worker ? staff_.AnyCaseHolder(family.team, dice_) : held.worker;
    }
    const Day until = from + dice_.Between(in_care ? 80 : 150, in_care ? 420 : 700);
    if (until + 5 >= end) break;
    held.span = {from, until};
    held.end_reason = kChangeReasons[dice_.Below(std::size(kChangeReasons))];
    child.allocations.push_back(held);
    from = until + 1;
  }
  held.span = {from, open ? kNoDay : of.closed};
  held.end_reason = "";
  child.allocations.push_back(held);
}

}  // namespace caseload::exchange
