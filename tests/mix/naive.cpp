// SPDX-License-Identifier: Apache-2.0
// Follows the published definitions word for word, as slowly as that takes.
#include "naive.h"

#include <set>

namespace caseload::mix {
namespace {

using facts::Fact;
using facts::FactKind;

struct Assertion {
  std::string code;
  std::string group;
};

struct NaiveCase {
  Fact episode;
  std::int32_t day = 0;
  std::vector<Assertion> assertions;
};

class Caseload {
 public:
  Caseload(const std::vector<Held>& held, const Question& question) : question_(question) {
    for (const Held& one : held) {
      const bool still = one.until == ~std::uint64_t{0};
      if (one.from <= question.known_sequence && (still || one.until > question.known_sequence)) {
        believed_.push_back(one.fact);
      }
    }
    from_ = question.period ? question.period->from.days : question.as_of.days;
    until_ = question.period ? question.period->until.days : question.as_of.days;
  }

  std::vector<NaiveCase> Cases() const {
    std::vector<NaiveCase> cases;
    for (const Fact& fact : believed_) {
      if (fact.kind != FactKind::kEpisode || !Meets(fact)) continue;
      NaiveCase found{fact, until_, Assertions(fact.subject)};
      if (fact.end <= until_) found.day = std::max(fact.end - 1, fact.start);
      cases.push_back(found);
    }
    return cases;
  }

  std::string Value(v1::MixDimension dimension, const NaiveCase& one) const {
    switch (dimension) {
      case v1::MIX_DIMENSION_TRACK:
        return Track(one);
      case v1::MIX_DIMENSION_TEAM:
        return Holder(FactKind::kTeam, one.episode.subject, one.day);
      case v1::MIX_DIMENSION_WORKER:
        return Holder(FactKind::kAllocation, one.episode.subject, one.day);
      case v1::MIX_DIMENSION_AGE_BAND:
        return Age(one);
      case v1::MIX_DIMENSION_REFERRAL_SOURCE:
        return CodeText(one.episode.code);
      case v1::MIX_DIMENSION_DURATION_BAND:
        return Duration(one);
      case v1::MIX_DIMENSION_REFERRAL_MONTH:
        return one.episode.start == kDayUnknown ? ""
                                                : FormatDate(Date{one.episode.start}).substr(0, 7);
      case v1::MIX_DIMENSION_CLOSURE_REASON:
        return Closure(one);
      case v1::MIX_DIMENSION_RE_REFERRAL:
        return ReReferral(one);
      default:
        return "?";
    }
  }

  std::string Family(const NaiveCase& one) const {
    const auto child = static_cast<std::uint32_t>(one.episode.value);
    const std::string family = Holder(FactKind::kFamily, child, one.day);
    return family.empty() ? "child " + std::to_string(child) : family;
  }

 private:
  bool Meets(const Fact& episode) const {
    if (!question_.period) return OpenOn(episode, question_.as_of);
    if (question_.period->kind == v1::MIX_PERIOD_KIND_STARTED_IN) {
      return episode.start >= from_ && episode.start <= until_;
    }
    if (question_.period->kind == v1::MIX_PERIOD_KIND_ENDED_IN) {
      return episode.end >= from_ && episode.end <= until_;
    }
    for (std::int32_t day = from_; day <= until_; ++day) {
      if (OpenOn(episode, Date{day})) return true;
    }
    return false;
  }

  static std::string CodeText(std::uint16_t number) {
    if (number == facts::kCodeNotRecorded) return "";
    const auto* code = England().ByNumber(number);
    return code == nullptr ? "unknown code" : code->code;
  }

  std::vector<Assertion> Assertions(std::uint32_t number) const {
    std::vector<Assertion> found;
    for (const Fact& fact : believed_) {
      if (fact.kind != FactKind::kConcern || fact.subject != number) continue;
      if (fact.start > until_ || fact.end <= from_) continue;
      const bool any = question_.basis == v1::MIX_BASIS_ANY;
      if (!any && int{fact.detail} != static_cast<int>(question_.basis)) continue;
      const auto* code = England().ByNumber(fact.code);
      const auto* core = code == nullptr ? nullptr : England().CoreOf(*code);
      const auto* group = core == nullptr ? nullptr : England().GroupOf(*core);
      if (code == nullptr) {
        found.push_back({"unknown code", "unknown code"});
      } else {
        found.push_back({any ? (core == nullptr ? "unmapped" : core->code) : code->code,
                         group == nullptr ? "unmapped" : group->code});
      }
    }
    return found;
  }

  bool Open(FactKind kind, const NaiveCase& one) const {
    for (const Fact& fact : believed_) {
      if (fact.kind != kind || fact.subject != one.episode.subject) continue;
      if (!OpenOn(fact, Date{one.day})) continue;
      if (kind == FactKind::kSection47 && fact.end == kDayOpen &&
          (fact.start == kDayUnknown || one.day - fact.start >= 45)) {
        continue;
      }
      return true;
    }
    return false;
  }

  std::string Track(const NaiveCase& one) const {
    if (Open(FactKind::kLookedAfter, one)) return "looked_after";
    if (Open(FactKind::kProtectionPlan, one)) return "child_protection";
    if (Open(FactKind::kCinPlan, one)) return "child_in_need";
    if (Open(FactKind::kSection47, one)) return "section47";
    return Open(FactKind::kAssessment, one) ? "assessment" : "referral";
  }

  // The latest to take it on; of one day, the last recorded, which is the last of the list.
  std::string Holder(FactKind kind, std::uint32_t subject, std::int32_t day) const {
    const Fact* holder = nullptr;
    for (const Fact& fact : believed_) {
      if (fact.kind != kind || fact.subject != subject || !OpenOn(fact, Date{day})) continue;
      if (holder == nullptr || fact.start >= holder->start) holder = &fact;
    }
    return holder == nullptr ? "" : std::to_string(holder->value);
  }

  std::string Age(const NaiveCase& one) const {
    for (const Fact& fact : believed_) {
      if (fact.kind != FactKind::kBirth ||
          fact.subject != static_cast<std::uint32_t>(one.episode.value)) {
        continue;
      }
      if (fact.detail == 1 || fact.start > one.day) return "unborn";
      const int age = AgeInYears(Date{fact.start}, Date{one.day});
      return age < 1    ? "0"
             : age < 5  ? "1-4"
             : age < 10 ? "5-9"
             : age < 16 ? "10-15"
             : age < 18 ? "16-17"
                        : "18+";
    }
    return "unknown";
  }

  static std::string Duration(const NaiveCase& one) {
    if (one.episode.start == kDayUnknown) return "";
    const Date start{one.episode.start};
    const Date day{one.day};
    if (day <= AddMonths(start, 3)) return "0-3m";
    if (day <= AddMonths(start, 6)) return "3-6m";
    if (day < AddMonths(start, 12)) return "6-12m";
    return day < AddMonths(start, 24) ? "1-2y" : "2y+";
  }

  std::string Closure(const NaiveCase& one) const {
    if (one.episode.end > until_) return "open";
    for (const Fact& fact : believed_) {
      if (fact.kind == FactKind::kClosure && fact.subject == one.episode.subject &&
          fact.start <= until_) {
        return CodeText(fact.code);
      }
    }
    return "";
  }

  std::string ReReferral(const NaiveCase& one) const {
    if (one.episode.start == kDayUnknown) return "unknown";
    for (const Fact& fact : believed_) {
      if (fact.kind != FactKind::kEpisode || fact.value != one.episode.value) continue;
      if (fact.subject == one.episode.subject || fact.start == kDayUnknown) continue;
      const bool earlier = fact.start < one.episode.start ||
                           (fact.start == one.episode.start && fact.subject < one.episode.subject);
      if (earlier && AddMonths(Date{fact.start}, 12).days >= one.episode.start) return "yes";
    }
    const bool year_is_complete =
        question_.history_complete_from &&
        AddMonths(Date{one.episode.start}, -12) >= *question_.history_complete_from;
    return year_is_complete ? "no" : "unknown";
  }

  const Question& question_;
  std::vector<Fact> believed_;
  std::int32_t from_ = 0;
  std::int32_t until_ = 0;
};

bool Allowed(const Filter& filter, const std::string& value) {
  return std::find(filter.values.begin(), filter.values.end(), value) != filter.values.end();
}

bool IsAboutConcerns(v1::MixDimension dimension) {
  return dimension == v1::MIX_DIMENSION_CONCERN || dimension == v1::MIX_DIMENSION_CONCERN_GROUP;
}

std::string TextOf(const Assertion& assertion, v1::MixDimension dimension) {
  return dimension == v1::MIX_DIMENSION_CONCERN ? assertion.code : assertion.group;
}

}  // namespace

NaiveAnswer AnswerNaively(const std::vector<Held>& held, const Question& question) {
  const Caseload caseload(held, question);
  const bool count_assertions = question.unit == v1::MIX_UNIT_ASSERTIONS;
  const bool by_concern = std::any_of(question.by.begin(), question.by.end(), IsAboutConcerns);
  std::set<std::string> all;
  std::map<std::vector<std::string>, std::set<std::string>> groups;
  int assertion_number = 0;
  for (const NaiveCase& one : caseload.Cases()) {
    std::vector<Assertion> counted = one.assertions;
    bool kept = true;
    for (const Filter& filter : question.filters) {
      if (!IsAboutConcerns(filter.dimension)) {
        kept = kept && Allowed(filter, caseload.Value(filter.dimension, one));
      } else if (count_assertions) {
        std::erase_if(counted, [&](const Assertion& assertion) {
          return !Allowed(filter, TextOf(assertion, filter.dimension));
        });
      } else {
        bool has = one.assertions.empty() && Allowed(filter, "");
        for (const Assertion& assertion : one.assertions) {
          has = has || Allowed(filter, TextOf(assertion, filter.dimension));
        }
        kept = kept && has;
      }
    }
    if (!kept) continue;
    std::string unit = std::to_string(one.episode.subject);
    if (question.unit == v1::MIX_UNIT_CHILDREN) unit = std::to_string(one.episode.value);
    if (question.unit == v1::MIX_UNIT_FAMILIES) unit = caseload.Family(one);
    if (!count_assertions) {
      all.insert(unit);
      if (!by_concern) counted = {Assertion{}};
      if (by_concern && counted.empty()) counted = {Assertion{}};
    }
    for (const Assertion& assertion : counted) {
      if (count_assertions) {
        unit = "assertion " + std::to_string(++assertion_number);
        all.insert(unit);
      }
      std::vector<std::string> keys;
      for (const v1::MixDimension dimension : question.by) {
        keys.push_back(IsAboutConcerns(dimension) ? TextOf(assertion, dimension)
                                                  : caseload.Value(dimension, one));
      }
      groups[keys].insert(unit);
    }
  }
  NaiveAnswer answer;
  answer.total = all.size();
  if (question.by.empty()) return answer;
  for (const auto& [keys, units] : groups) answer.rows[keys] = units.size();
  return answer;
}

}  // namespace caseload::mix
