// SPDX-License-Identifier: Apache-2.0
// The back-test of the rule about children who come back, over a made-up authority, against a count
// made here from the delivered units themselves: no record, no fact and no rule has a part in it.
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "app/rule_office.h"
#include "exchange/authority.h"
#include "fakes/back_test_ear.h"
#include "fakes/delivery.h"
#include "store/temporary_folder.h"

namespace caseload::app {
namespace {

using fakes::DeskWorld;

// Days as texts: "2024-02-29" sorts as it should.
std::string Later(const std::string& day, int months) {
  namespace ch = std::chrono;
  const ch::year_month_day from{ch::year{std::stoi(day.substr(0, 4))},
                                ch::month{static_cast<unsigned>(std::stoi(day.substr(5, 2)))},
                                ch::day{static_cast<unsigned>(std::stoi(day.substr(8, 2)))}};
  auto to = from + ch::months{months};
  if (!to.ok()) to = to.year() / to.month() / ch::last;
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(to.year()),
                static_cast<unsigned>(to.month()), static_cast<unsigned>(to.day()));
  return text;
}

std::string DaysBefore(const std::string& day, int days) {
  namespace ch = std::chrono;
  const ch::sys_days from = ch::year{std::stoi(day.substr(0, 4))} /
                            ch::month{static_cast<unsigned>(std::stoi(day.substr(5, 2)))} /
                            ch::day{static_cast<unsigned>(std::stoi(day.substr(8, 2)))};
  const ch::year_month_day to = from - ch::days{days};
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(to.year()),
                static_cast<unsigned>(to.month()), static_cast<unsigned>(to.day()));
  return text;
}

// What a reader with a pencil would write on cards.
struct CardOfPlan {
  std::string case_key;
  std::string start;
  std::string end;
  std::optional<unsigned> earlier;
};
struct CardOfCase {
  std::string key;
  std::string referred;
  std::string closed;
};
struct CardOfChild {
  int part = 0;  // of the delivery, which says when it became known
  std::string born;
  std::string expected;
  std::vector<CardOfCase> cases;
  std::vector<CardOfPlan> plans;
};

class Cards {
 public:
  void Take(const v1::ImportUnit& unit, int part) {
    for (const auto& person : unit.people()) {
      auto& card = children_["key:" + person.source().key()];
      EXPECT_TRUE(card.born.empty() && card.expected.empty()) << "a child told twice";
      card.part = part;
      card.born = person.born_on();
      card.expected = person.expected_on();
    }
    for (const auto& one : unit.cases()) {
      EXPECT_FALSE(one.referred_on().empty());
      child_of_["key:" + one.source().key()] = one.child_id();
      children_[one.child_id()].cases.push_back(
          {"key:" + one.source().key(), one.referred_on(), one.closed_on()});
    }
    for (const auto& entry : unit.entries()) {
      if (!entry.has_protection_plan() || entry.protection_plan().other_authority()) continue;
      ASSERT_EQ(entry.case_ids_size(), 1);
      std::optional<unsigned> earlier;
      if (entry.protection_plan().has_previous_plans())
        earlier = entry.protection_plan().previous_plans();
      children_[child_of_.at(entry.case_ids(0))].plans.push_back(
          {entry.case_ids(0), entry.occurred_on(), entry.ended_on(), earlier});
    }
  }

  // What must be said on the day, by code: of which cases. `parts`: how many of the delivery are
  // known. `whole_from`: empty when nobody has said from when the history is complete.
  using Said = std::map<std::string, std::set<std::string>>;
  Said On(const std::string& day, int parts, const std::string& whole_from) const {
    Said said;
    for (const auto& [key, child] : children_) {
      if (child.part >= parts) continue;
      for (const auto& one : child.cases) {
        const bool open = one.referred <= day && (one.closed.empty() || one.closed > day);
        if (!open) continue;
        said["asked"].insert(one.key);
        Referrals(child, one, day, whole_from, said);
        Plans(child, one, day, whole_from, said);
      }
    }
    return said;
  }

 private:
  // A baby has no history before the pregnancy.
  static bool Reaches(const CardOfChild& child, std::string back_to, const std::string& day,
                      const std::string& whole_from) {
    if (whole_from.empty()) return false;
    const bool is_born = !child.born.empty() && child.born <= day;
    const std::string& birth = is_born ? child.born : child.expected;
    if (!birth.empty()) back_to = std::max(back_to, DaysBefore(birth, 280));
    return whole_from <= back_to;
  }

  static void Referrals(const CardOfChild& child, const CardOfCase& own, const std::string& day,
                        const std::string& whole_from, Said& said) {
    std::string previous;
    for (const auto& other : child.cases) {
      if (other.referred < own.referred) previous = std::max(previous, other.referred);
    }
    if (!previous.empty() && own.referred <= Later(previous, 12)) {
      said["RE_REFERRAL"].insert(own.key);
    } else if (!Reaches(child, Later(own.referred, -12), day, whole_from)) {
      said["RE_REFERRAL_UNKNOWN"].insert(own.key);
    }
  }

  static void Plans(const CardOfChild& child, const CardOfCase& own, const std::string& day,
                    const std::string& whole_from, Said& said) {
    const CardOfPlan* plan = nullptr;
    for (const auto& one : child.plans) {
      if (one.case_key != own.key || one.start > day) continue;
      if (plan == nullptr || one.start > plan->start) plan = &one;
    }
    if (plan == nullptr) return;
    std::size_t held = 0;
    std::string last_end;
    for (const auto& one : child.plans) {
      if (one.start >= plan->start) continue;
      ++held;
      if (!one.end.empty() && one.end <= day) last_end = std::max(last_end, one.end);
    }
    if (!last_end.empty() && plan->start <= Later(last_end, 24)) {
      said["REPEAT_PLAN"].insert(own.key);
    } else if (held > 0 || plan->earlier.value_or(0) > 0) {
      said["PREVIOUS_PLAN"].insert(own.key);
    } else if (!plan->earlier && !Reaches(child, "1900-01-01", day, whole_from)) {
      said["PREVIOUS_PLAN_UNKNOWN"].insert(own.key);
    }
    if (plan->earlier.value_or(0) > held) said["PREVIOUS_PLANS_NOT_HELD"].insert(own.key);
  }

  std::map<std::string, CardOfChild> children_;
  std::map<std::string, std::string> child_of_;  // of cases
};

// Half of the children were delivered in March 2025, the rest in December.
struct MadeUpAuthority : testing::Test {
  static constexpr char kWholeFrom[] = "2023-09-01";
  DeskWorld world{"2025-03-03T09:00:00Z"};
  Cards cards;
  v1::RuleVersion version;

  void SetUp() override {
    const store::TemporaryFolder folder;
    exchange::AuthorityPlan plan;
    plan.open_children = 400;
    plan.seed = 11;
    plan.visits = false;
    const auto made = exchange::MakeAuthority(plan, folder.path());
    ASSERT_TRUE(made) << made.failure().message;
    auto reader = exchange::OpenSsd(made->ssd, {});
    ASSERT_TRUE(reader) << reader.failure().message;
    std::vector<v1::ImportUnit> parts[2];
    for (bool more = true; more;) {
      auto unit = (*reader)->Next();
      ASSERT_TRUE(unit) << unit.failure().message;
      more = unit->has_value();
      if (!more) break;
      const int part = parts[0].size() < 300 ? 0 : 1;
      cards.Take(**unit, part);
      parts[part].push_back(**std::move(unit));
    }
    ASSERT_GT(parts[1].size(), 100U);
    fakes::Deliver(world, "the first half", std::move(parts[0]), kWholeFrom);
    world.clock.Set("2025-12-15T09:00:00Z");
    fakes::Deliver(world, "the second half", std::move(parts[1]));
    world.clock.Set("2026-03-31T09:00:00Z");
    auto uploaded = world.Upload(rules::PackageOfTheRelease("recurrence"));
    if (uploaded) uploaded = world.Validate(*uploaded);
    ASSERT_TRUE(uploaded) << uploaded.error().message;
    version = *uploaded;
  }

  v1::BackTestSideReport BackTest(const std::string& from, const std::string& until,
                                  v1::BackTestKnowledge knowledge) {
    v1::BackTestRuleRequest request;
    request.mutable_first()->set_rule_version_id(version.rule_version_id());
    request.set_from_on(from);
    request.set_knowledge(knowledge);
    if (!until.empty()) {
      request.set_until_on(until);
      request.set_step(v1::BACK_TEST_STEP_MONTH_ENDS);
    }
    const auto whole = fakes::BackTestToTheEnd(world.backend->back_tests(), request);
    EXPECT_TRUE(whole) << (whole ? "" : whole.error().message);
    if (!whole) return {};
    EXPECT_EQ(whole->report().sides(0).questions_failed(), 0U);
    return whole->report().sides(0);
  }

  Cards::Said Counted(const std::string& day, v1::BackTestKnowledge knowledge) const {
    const bool now = knowledge == v1::BACK_TEST_KNOWLEDGE_NOW;
    const int parts = now || day >= "2025-12-15" ? 2 : day >= "2025-03-03" ? 1 : 0;
    return cards.On(day, parts, parts > 0 ? kWholeFrom : "");
  }

  using Numbers = std::map<std::string, std::size_t>;
  static Numbers Sizes(const Cards::Said& said) {
    Numbers numbers;
    for (const auto& [code, keys] : said) numbers[code] = keys.size();
    return numbers;
  }
  static Numbers Questions(const v1::BackTestSideReport& side) {
    Numbers numbers;
    if (side.questions() > 0) numbers["asked"] = side.questions();
    for (const auto& code : side.codes()) numbers[code.code()] = code.questions();
    return numbers;
  }
  static Numbers Cases(const v1::BackTestSideReport& side) {
    Numbers numbers{{"asked", side.cases()}};
    for (const auto& code : side.codes()) numbers[code.code()] = code.cases();
    return numbers;
  }
};

TEST_F(MadeUpAuthority, IsCountedAsSomebodyElseCountsIt) {
  Numbers all;
  for (const char* day : {"2023-03-31", "2024-02-29", "2025-03-02", "2025-03-03", "2025-08-31",
                          "2025-12-14", "2025-12-15", "2026-03-31"}) {
    for (const auto knowledge : {v1::BACK_TEST_KNOWLEDGE_NOW, v1::BACK_TEST_KNOWLEDGE_THEN}) {
      const auto counted = Sizes(Counted(day, knowledge));
      EXPECT_EQ(Questions(BackTest(day, "", knowledge)), counted)
          << day << (knowledge == v1::BACK_TEST_KNOWLEDGE_NOW ? " now" : " then");
      for (const auto& [code, number] : counted) all[code] += number;
    }
  }
  // The authority has something of everything that is compared.
  for (const char* code :
       {"asked", "RE_REFERRAL", "RE_REFERRAL_UNKNOWN", "REPEAT_PLAN", "PREVIOUS_PLAN"}) {
    EXPECT_GT(all[code], 0U) << code;
  }
}

TEST_F(MadeUpAuthority, IsCountedOverTwoYearsOfMonthEnds) {
  const auto side = BackTest("2024-04-01", "2026-03-31", v1::BACK_TEST_KNOWLEDGE_THEN);
  Numbers questions;
  Cards::Said cases;
  for (int month = 0; month < 24; ++month) {
    const auto day = DaysBefore(Later("2024-05-01", month), 1);
    for (const auto& [code, keys] : Counted(day, v1::BACK_TEST_KNOWLEDGE_THEN)) {
      questions[code] += keys.size();
      cases[code].insert(keys.begin(), keys.end());
    }
  }
  EXPECT_EQ(Questions(side), questions);
  EXPECT_EQ(Cases(side), Sizes(cases));
}

// One that asks for more than the resident facts hold.
TEST_F(MadeUpAuthority, IsAskedAboutTheSameCasesFromTheRecords) {
  RuleOffice guests(world);
  guests.IsTrusted();
  version = guests.Validated("steady");
  for (const auto knowledge : {v1::BACK_TEST_KNOWLEDGE_NOW, v1::BACK_TEST_KNOWLEDGE_THEN}) {
    const auto side = BackTest("2025-08-31", "", knowledge);
    const auto asked = Counted("2025-08-31", knowledge).at("asked").size();
    EXPECT_GT(asked, 64U) << "more than are read at a time";
    EXPECT_EQ(Questions(side), (Numbers{{"asked", asked}, {"OPEN", asked}}));
  }
}

}  // namespace
}  // namespace caseload::app
