// SPDX-License-Identifier: Apache-2.0
#include "rules/proof/course.h"

#include <algorithm>
#include <map>

namespace caseload::rules {
namespace {

// Half of 25 years again and again is a day after so many.
constexpr int kRounds = 16;
// A rule that counts days says something else on each of them: four years of them are enough.
constexpr std::size_t kMostBetween = 1'500;
// Enough that a call's own cost is nothing; each is a copy of the record.
constexpr std::size_t kTogether = 64;

std::string BytesOf(const std::vector<v1::Finding>& findings) {
  std::string bytes;
  for (const auto& finding : findings) {
    bytes += finding.SerializeAsString();
    bytes += '\n';
  }
  return bytes;
}

// Of a copy of the record: only the day, and what the day alone changes.
void Freeze(const SubjectFacts& facts, Date later, SubjectFacts& copy) {
  copy.rows.as_of = later.days;
  for (std::size_t i = 0; i < facts.rows.children.size(); ++i) {
    const auto& child = facts.rows.children[i];
    const bool expected = child.expected_birth != CASELOAD_DAY_NOT_RECORDED &&
                          child.expected_birth != CASELOAD_DAY_NONE;
    const bool came =
        child.birth == CASELOAD_DAY_NONE && expected && child.expected_birth <= later.days;
    copy.rows.children[i].birth = came ? CASELOAD_DAY_NOT_RECORDED : child.birth;
  }
}

// The looks of one course as they are gathered.
class Following {
 public:
  Following(const SubjectFacts& facts, std::size_t edges, const AskSubjects& ask)
      : facts_(facts), edges_(edges), ask_(ask) {}

  // Asks about the days that nobody has asked about yet.
  Outcome Take(const std::map<Date, std::string>& days) {
    std::vector<Date> unasked;
    for (const auto& [day, why] : days) {
      if (!looks_.contains(day)) unasked.push_back(day);
    }
    for (std::size_t from = 0; from < unasked.size(); from += kTogether) {
      const auto part =
          std::span(unasked).subspan(from, std::min(kTogether, unasked.size() - from));
      if (auto taken = Take(part, days); !taken) return taken;
    }
    return Nothing{};
  }

  // Days that are worth a look now: around those the rule named, and between two that differ.
  std::map<Date, std::string> Next() const {
    std::map<Date, std::string> next;
    const std::size_t room = edges_ + kMostBetween - std::min(edges_ + kMostBetween, looks_.size());
    const Date last = Date{facts_.rows.as_of} + kFollowedDays;
    const auto add = [&](Date day, const char* why) {
      if (day.days > facts_.rows.as_of && day <= last && next.size() < room &&
          !looks_.contains(day))
        next.try_emplace(day, why);
    };
    for (auto look = looks_.begin(); look != looks_.end(); ++look) {
      if (const auto again = look->second.answer.look_again_on) {
        add(*again, "a day the rule named");
        add(*again - 1, "the day before a day the rule named");
        add(*again + 1, "the day after a day the rule named");
      }
      const auto later = std::next(look);
      if (later != looks_.end() && said_.at(look->first) != said_.at(later->first))
        add(look->first + (later->first - look->first) / 2, "");
    }
    return next;
  }

  Course Finish() {
    Course course;
    std::vector<const std::string*> said;
    for (auto& [day, look] : looks_) {
      said.push_back(&said_.at(day));
      if (said.size() > 1 && *said.back() != *said[said.size() - 2])
        course.changes.push_back(said.size() - 1);
      course.looks.push_back(std::move(look));
    }
    FindLie(course);
    return course;
  }

 private:
  Outcome Take(std::span<const Date> part, const std::map<Date, std::string>& days) {
    auto first = ask_(On(part));
    if (!first) return first.error();
    const std::vector<Date> backwards(part.rbegin(), part.rend());
    const auto again = ask_(On(backwards));
    if (!again) return again.error();
    for (std::size_t i = 0; i < part.size(); ++i) {
      auto& answer = (*first)[i];
      const auto& repeated = (*again)[part.size() - 1 - i];
      const std::string on = "on " + FormatDate(part[i]) + ": ";
      if (!answer) return Failed(on + answer.error().message);
      if (!repeated) return Failed(on + repeated.error().message);
      auto bytes = BytesOf(answer->findings);
      if (bytes != BytesOf(repeated->findings) || answer->look_again_on != repeated->look_again_on)
        return Failed(on + "asked again, it says something else of the same facts");
      looks_.emplace(part[i], Look{part[i], days.at(part[i]), *std::move(answer)});
      said_.emplace(part[i], std::move(bytes));
    }
    return Nothing{};
  }
  // The record on each of these days.
  std::span<const SubjectFacts> On(std::span<const Date> days) {
    while (copies_.size() < days.size()) copies_.push_back(facts_);
    for (std::size_t i = 0; i < days.size(); ++i) Freeze(facts_, days[i], copies_[i]);
    return std::span(copies_).first(days.size());
  }
  static Error Failed(std::string why) { return {v1::ERROR_REASON_RULE_FAILED, std::move(why)}; }

  // The first look that promised more than was kept.
  static void FindLie(Course& course) {
    std::size_t change = 0;
    for (std::size_t i = 0; i < course.looks.size(); ++i) {
      while (change < course.changes.size() && course.changes[change] <= i) ++change;
      if (change == course.changes.size()) return;
      const Look& look = course.looks[i];
      const Date changed = course.looks[course.changes[change]].day;
      if (look.answer.look_again_on && *look.answer.look_again_on <= changed) continue;
      course.lie = Lie{look.day, look.answer.look_again_on, changed};
      return;
    }
  }

  const SubjectFacts& facts_;
  const std::size_t edges_;
  const AskSubjects& ask_;
  std::vector<SubjectFacts> copies_;
  std::map<Date, Look> looks_;
  std::map<Date, std::string> said_;
};

}  // namespace

SubjectFacts FrozenUntil(const SubjectFacts& facts, Date later) {
  SubjectFacts frozen = facts;
  Freeze(facts, later, frozen);
  return frozen;
}

Result<Course> Follow(const SubjectFacts& facts, std::span<const Edge> edges,
                      const AskSubjects& ask) {
  Following following(facts, edges.size() + 1, ask);
  std::map<Date, std::string> days{{Date{facts.rows.as_of}, "the day asked about"}};
  for (const auto& edge : edges) days.try_emplace(edge.day, edge.why);
  for (int round = 0; round < kRounds && !days.empty(); ++round) {
    if (auto taken = following.Take(days); !taken) return taken.error();
    days = following.Next();
  }
  return following.Finish();
}

std::string InWords(const Lie& lie) {
  const std::string until = lie.again ? "on " + FormatDate(*lie.again) : std::string("on no day");
  return "asked on " + FormatDate(lie.looked) + " it is to be looked at again " + until +
         ", and on " + FormatDate(lie.changed) +
         " it says something else though nobody recorded anything";
}

}  // namespace caseload::rules
