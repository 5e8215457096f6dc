// SPDX-License-Identifier: Apache-2.0
#include "app/back_test_run.h"

#include <algorithm>

#include "app/rule_versions.h"
#include "rules/layout.h"

namespace caseload::app {
namespace {

using std::chrono::milliseconds;

// Cases read, asked about and counted before somebody looks whether it was given up: a
// millisecond's work, or a hundredth of a second where each is read from the records.
constexpr std::size_t kCasesAtATime = rules::kSubjectsPerAsk;
constexpr std::size_t kRecordsAtATime = 64;
constexpr milliseconds kBetweenWords{250};

// A worker that gives way may wait long for its turn: that is no failure of its rule. It may fail
// on many cases, and each is named or counted; one that does nothing else is not tried for hours.
constexpr rules::RuleLimits kTrial{.evaluation = milliseconds(2'000),
                                   .batch = milliseconds(60'000),
                                   .load = milliseconds(30'000),
                                   .failures_in_a_row = 50,
                                   .failures_in_an_hour = 1'000};

Error GivenUp() { return {v1::ERROR_REASON_BUSY, "the back-test was ended before it was done"}; }

bool Needs(const BackTestPlan& plan, const std::string& group) {
  return std::ranges::any_of(plan.sides, [&](const v1::RuleVersion& side) {
    const auto& needed = side.manifest().facts_needed();
    return std::ranges::find(needed, group) != needed.end();
  });
}

std::vector<rules::Tally::Code> CodesOf(const BackTestPlan& plan) {
  std::vector<rules::Tally::Code> codes;
  for (const auto& side : plan.sides) {
    for (const auto& saying : side.manifest().sayings()) {
      if (std::ranges::find(codes, saying.code(), &rules::Tally::Code::code) == codes.end())
        codes.push_back({saying.code(), saying.kind()});
    }
  }
  return codes;
}

// The last moment of the day in England.
Instant EndOf(Date day) {
  constexpr std::int64_t kHour = 3'600'000'000;
  const Instant end{(day.days + std::int64_t{1}) * 24 * kHour - 1};
  return Clock::DayInEngland(end) > day ? Instant{end.micros - kHour} : end;
}

}  // namespace

BackTestRun::BackTestRun(const Rooms& rooms, ErrandThread& ordinary, BackTestPlan plan,
                         Listener listener)
    : rooms_(rooms),
      ordinary_(ordinary),
      plan_(std::move(plan)),
      tell_(std::move(listener.tell)),
      given_up_(std::move(listener.given_up)),
      now_(rooms.facts.sequence()),
      cases_(rooms.desk, rooms.facts, now_) {}

// The resident facts are enough for rules that need no other groups than they hold.
Outcome BackTestRun::FindSubjects() {
  constexpr const char* kResident[] = {"children", "cases", "spans"};
  const bool resident = std::ranges::all_of(plan_.sides, [&](const v1::RuleVersion& side) {
    return std::ranges::all_of(side.manifest().facts_needed(), [&](const std::string& group) {
      return std::ranges::find(kResident, group) != std::end(kResident);
    });
  });
  std::optional<BackTestResident> source;
  if (resident && now_ > 0) {
    auto days = rooms_.days.UpTo(rooms_.desk.reader(), now_);
    if (!days) return days.error();
    source.emplace(rooms_.facts, *std::move(days), BackTestResident::Origins::kNotNamed);
  }
  subjects_.emplace(rooms_.desk, rooms_.book.words().numbers,
                    Wanted{.links = Needs(plan_, "relations"),
                           .shared = Needs(plan_, "marks"),
                           .allocations = Needs(plan_, "allocations")},
                    std::move(source), &ordinary_);
  return Nothing{};
}

Outcome BackTestRun::Start() {
  auto codes = CodesOf(plan_);
  for (const auto& version : plan_.sides) {
    const rules::RuleMember member = AsMember(rooms_.desk, version);
    Side side{version.manifest().rule_id(), rooms_.book.Apart({&member, 1}, kTrial, given_up_), {}};
    const auto rule = side.set->List().front();
    if (rule.state() == v1::RULE_STATE_REFUSED) {
      return Error{v1::ERROR_REASON_RULE_UNAVAILABLE,
                   "the rule " + rule.rule_id() + " cannot be started: " + rule.refused_because()};
    }
    for (const auto& saying : version.manifest().sayings()) {
      const auto place = std::ranges::find(codes, saying.code(), &rules::Tally::Code::code);
      side.codes.push_back(static_cast<std::uint16_t>(place - codes.begin()));
    }
    sides_.push_back(std::move(side));
  }
  tally_ = std::make_unique<rules::Tally>(std::move(codes), sides_.size(), plan_.named);
  so_far_.set_days(static_cast<std::int32_t>(plan_.days.size()));
  return FindSubjects();
}

Outcome BackTestRun::Run() {
  if (auto started = Start(); !started) return given_up_() ? GivenUp() : started.error();
  TellSoFar();
  for (std::size_t day = 0; day < plan_.days.size(); ++day) {
    if (auto asked = AskOn(day); !asked) return asked;
    so_far_.set_days_done(static_cast<std::int32_t>(day + 1));
    TellSoFar();
  }
  return TellTheWhole();
}

Result<std::uint64_t> BackTestRun::KnownOn(Date day) const {
  if (!plan_.known_then) return now_;
  auto known = rooms_.desk.reader().SequenceAt(EndOf(day));
  if (!known) return known;
  return std::min(*known, now_);
}

Outcome BackTestRun::AskOn(std::size_t place) {
  const Date as_of = plan_.days[place];
  const auto known = KnownOn(as_of);
  if (!known) return known.error();
  const BackTestDay day{as_of, *known, rooms_.imports.HistoryCompleteFrom(*known)};
  std::vector<std::uint32_t> cases;
  ordinary_.Run([&] { cases = cases_.On(as_of, *known, plan_.closed_cases); });
  so_far_.set_on(FormatDate(as_of));
  so_far_.set_cases(cases.size());
  so_far_.set_cases_done(0);
  const std::size_t most = subjects_->IsResident() ? kCasesAtATime : kRecordsAtATime;
  for (std::size_t begin = 0; begin < cases.size(); begin += most) {
    if (given_up_()) return GivenUp();
    const auto some = std::span(cases).subspan(begin, std::min(most, cases.size() - begin));
    if (auto asked = AskAbout(place, day, some); !asked) return asked;
    so_far_.set_cases_done(begin + some.size());
    if (std::chrono::steady_clock::now() - told_ >= kBetweenWords) TellSoFar();
  }
  return Nothing{};
}

Outcome BackTestRun::AskAbout(std::size_t place, const BackTestDay& day,
                              std::span<const std::uint32_t> cases) {
  // All that is read is read here: nothing of the store is held while a rule runs.
  if (auto read = subjects_->Read(day, cases, batch_); !read) return read;
  std::vector<rules::Heard> heard;
  for (const auto& side : sides_) {
    auto one = Ask(side);
    if (!one) return one.error();
    heard.push_back(*std::move(one));
  }
  tally_->Take(place, cases, heard);
  return Nothing{};
}

Result<rules::Heard> BackTestRun::Ask(const Side& side) const {
  const auto answers =
      side.set->Ask(side.rule_id, batch_.subjects(), rules::Why::kNotAsked, rules::Told::kPlaces);
  if (!answers) return WhyEnded(side, answers.error());
  rules::Heard heard;
  auto not_asked = batch_.not_asked.begin();
  const auto pass_by = [&](std::size_t until) {
    for (; not_asked != batch_.not_asked.end() && not_asked->question < until; ++not_asked)
      heard.Fail(not_asked->why);
  };
  for (std::size_t i = 0; i < answers->size(); ++i) {
    pass_by(batch_.questions[i]);
    const auto& answer = (*answers)[i];
    if (answer) {
      for (const std::uint16_t said : answer->places) heard.said.push_back(side.codes[said]);
      heard.End();
    } else if (answer.error().reason == v1::ERROR_REASON_RULE_FAILED ||
               answer.error().reason == v1::ERROR_REASON_TOO_LARGE) {
      heard.Fail(answer.error().message);
    } else {
      return WhyEnded(side, answer.error());
    }
  }
  pass_by(SIZE_MAX);
  return heard;
}

Error BackTestRun::WhyEnded(const Side& side, const Error& error) const {
  if (given_up_()) return GivenUp();
  const auto rule = side.set->List().front();
  if (rule.state() != v1::RULE_STATE_REFUSED) return error;
  return {v1::ERROR_REASON_RULE_FAILED,
          "the rule " + rule.rule_id() + " is not tried any further: " + rule.refused_because()};
}

void BackTestRun::Introduce(v1::BackTestReport& report) const {
  report.set_sequence(now_);
  for (std::size_t i = 0; i < sides_.size(); ++i) {
    const auto& set = sides_[i].set->Describe();
    auto& side = *report.mutable_sides(static_cast<int>(i));
    if (set.members_size() == 1) *side.mutable_member() = set.members(0);
    side.set_rule_set_digest(set.digest());
  }
}

void BackTestRun::TellSoFar() {
  *so_far_.mutable_report() = rules::CountsOf(*tally_);
  Introduce(*so_far_.mutable_report());
  tell_(so_far_);
  told_ = std::chrono::steady_clock::now();
}

BackTestRun::Outcomes BackTestRun::OutcomesOfAll() const {
  Outcomes outcomes;
  const std::size_t numbers = tally_->Numbers();
  for (std::size_t begin = 0; begin < numbers; begin += kCasesAtATime) {
    ordinary_.Run([&] {
      for (std::size_t at = begin; at < std::min(numbers, begin + kCasesAtATime); ++at) {
        const auto number = static_cast<std::uint32_t>(at);
        if (tally_->asked()[number] == 0) continue;
        auto days = cases_.OutcomesOf(number, plan_.outcome->kind);
        if (!days.empty()) outcomes.emplace(number, std::move(days));
      }
    });
  }
  return outcomes;
}

Outcome BackTestRun::TellTheWhole() {
  rules::Telling telling;
  telling.days = plan_.days;
  telling.named = plan_.named;
  telling.today = plan_.today;
  telling.case_id = [this](std::uint32_t number) { return cases_.IdOf(number); };
  telling.keys = [this](std::uint32_t number, std::size_t day) {
    return cases_.KeysOf(number, plan_.days[day]);
  };
  if (plan_.outcome) {
    telling.within_days = plan_.outcome->within_days;
    telling.outcomes = [outcomes = OutcomesOfAll()](std::uint32_t number) {
      const auto found = outcomes.find(number);
      return found == outcomes.end() ? std::vector<Date>() : found->second;
    };
  }
  auto report = rules::WholeReport(*tally_, telling);
  if (!report) return report.error();
  *so_far_.mutable_report() = *std::move(report);
  Introduce(*so_far_.mutable_report());
  so_far_.set_complete(true);
  tell_(so_far_);
  return Nothing{};
}

}  // namespace caseload::app
