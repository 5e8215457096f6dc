// SPDX-License-Identifier: Apache-2.0
#include "app/rule_follower.h"

#include <algorithm>
#include <chrono>

#include "app/decision_progress.h"
#include "app/touched_cases.h"
#include "record/findings.h"

namespace caseload::app {
namespace {

constexpr std::size_t kRowsAtOnce = 256;
constexpr std::size_t kRecordsPerDecision = 2;

constexpr const char* kServer = "caseloadd";

// Decisions that named the day or one before it.
Result<std::vector<store::Term>> DueBy(const Desk& desk, const char* stand, Date day,
                                       std::size_t most) {
  store::FindQuery query;
  query.field = store::Field::kDecisionToLookAt;
  query.value = stand;
  query.order_between = {INT32_MIN, day.days};
  query.limit = most;
  return desk.reader().Find(query);
}

Outcome KeepProgress(Draft& draft, v1::DecisionProgress reached) {
  const auto kept = draft.Under(store::Field::kOfKind, kProgress, 1);
  if (!kept) return kept.error();
  if (kept->empty()) {
    draft.Create(reached);
  } else {
    draft.Update(reached, kept->front());
  }
  return Nothing{};
}

std::string DigestOf(const rules::RuleSet& set) {
  return set.Describe().members().empty() ? std::string() : set.digest();
}

v1::RuleDecision Asked(const DecisionFacts& of, const std::string& case_id, const AskedAt& at) {
  v1::RuleDecision decision;
  decision.set_case_id(case_id);
  decision.set_child_id(of.child_id);
  decision.set_as_of_on(FormatDate(at.as_of));
  decision.set_facts_sequence(at.then.sequence);
  decision.set_facts_digest(of.digest);
  return decision;
}

void LookAgainOn(v1::RuleDecision& decision, const std::string& day) {
  const std::string& earliest = decision.look_again_on();
  // Days as text are in the order of days.
  if (!day.empty() && (earliest.empty() || day < earliest)) decision.set_look_again_on(day);
}

void AddAnswers(v1::RuleDecision& decision, const std::vector<v1::RuleAnswer>& answers,
                const std::string& changes_on) {
  for (const auto& answer : answers) {
    *decision.add_answers() = answer;
    LookAgainOn(decision, answer.look_again_on());
    if (answer.not_asked_because().empty()) LookAgainOn(decision, changes_on);
  }
}

}  // namespace

RuleFollower::RuleFollower(const Desk& desk, const Imports& imports, const rules::RuleBook& book)
    : desk_(desk),
      imports_(imports),
      book_(book),
      reference_digest_(DigestOf(book.words().reference)) {}

RuleFollower::~RuleFollower() { Stop(); }

Outcome RuleFollower::Recall() {
  store::FindQuery query;
  query.field = store::Field::kOfKind;
  query.value = kProgress;
  query.limit = 1;
  const auto found = desk_.reader().Find(query);
  if (!found) return found.error();
  if (!found->empty()) {
    auto kept = ReadMessage<v1::DecisionProgress>(desk_, found->front().target, {}, "progress_id");
    if (!kept) return kept.error();
    Reach(*std::move(kept));
  }
  through_ = progress_.through_sequence();
  return Nothing{};
}

void RuleFollower::Start(std::function<void(const Error&)> on_trouble) {
  on_trouble_ = std::move(on_trouble);
  thread_ = std::thread([this] { Run(); });
}

void RuleFollower::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

void RuleFollower::Wake() {
  const std::lock_guard lock(mutex_);
  woken_ = true;
  wake_.notify_one();
}

// A day begins without anybody recording anything; and a store that was busy is asked again soon.
void RuleFollower::Run() {
  constexpr auto kLookAtTheClock = std::chrono::seconds(60);
  constexpr auto kTryAgain = std::chrono::seconds(1);
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    woken_ = false;
    lock.unlock();
    const auto more = Step();
    if (!more && on_trouble_) on_trouble_(more.error());
    lock.lock();
    if (more && *more) continue;
    wake_.wait_for(lock, more ? kLookAtTheClock : kTryAgain,
                   [&] { return stopping_ || (more && woken_); });
  }
}

void RuleFollower::Reach(v1::DecisionProgress progress) {
  progress_ = std::move(progress);
  const std::lock_guard lock(asked_all_mutex_);
  asked_all_ = progress_;
}

Result<bool> RuleFollower::HasAskedAll() const {
  const auto wanted = Wanted({book_.InForce(), book_.InShadow()}, through_);
  if (AsksNobody(wanted)) return true;
  {
    const std::lock_guard lock(asked_all_mutex_);
    if (asked_all_.unfinished() || !AskTheSame(wanted, asked_all_)) return false;
  }
  auto due = DueBy(desk_, kInForce, desk_.clock().Today(), 1);
  if (!due) return due.error();
  return due->empty();
}

v1::DecisionProgress RuleFollower::Wanted(const Sets& sets, std::uint64_t end) const {
  v1::DecisionProgress wanted;
  wanted.set_rule_set_digest(DigestOf(*sets.in_force));
  wanted.set_shadow_set_digest(DigestOf(*sets.in_shadow));
  wanted.set_reference_digest(reference_digest_);
  if (const auto complete = imports_.HistoryCompleteFrom(end))
    wanted.set_history_complete_from_on(FormatDate(*complete));
  std::set<std::string> silent;
  for (const auto* set : {&sets.in_force, &sets.in_shadow}) {
    for (const auto& rule : (*set)->Refused()) silent.insert(rule.rule_id());
  }
  for (const auto& rule_id : silent) wanted.add_silent_rule_ids(rule_id);
  return wanted;
}

Result<bool> RuleFollower::Step() {
  const Sets sets{book_.InForce(), book_.InShadow()};
  const auto end = desk_.reader().Sequence();
  if (!end) return end.error();
  const v1::DecisionProgress wanted = Wanted(sets, *end);
  const bool nobody_before = AsksNobody(progress_) && !progress_.unfinished();
  if (AsksNobody(wanted) && nobody_before &&
      std::ranges::equal(wanted.silent_rule_ids(), progress_.silent_rule_ids())) {
    through_ = *end;
    progress_.set_through_sequence(*end);
    return false;
  }
  const bool on_the_way = sweep_ && AskTheSame(wanted, sweep_->reaches);
  if (!on_the_way && (progress_.unfinished() || !AskTheSame(wanted, progress_))) {
    if (auto begun = BeginSweep(sets, wanted, *end); !begun) return begun.error();
  }
  // What was recorded just now before what fell due, and both before what is asked of everybody.
  for (const auto& work : {&RuleFollower::FollowJournal, &RuleFollower::AskWhatIsDue,
                           &RuleFollower::BringBackPutOff}) {
    auto done = (this->*work)(sets);
    if (!done || *done) return done;
  }
  return SweepOn(sets);
}

Result<bool> RuleFollower::FollowJournal(const Sets& sets) {
  const auto rows = desk_.reader().ReadJournal(through_, kRowsAtOnce);
  if (!rows) return rows.error();
  if (rows->empty()) return false;
  const auto cases = TouchedCases(desk_, *rows);
  if (!cases) return cases.error();
  v1::DecisionProgress reached = progress_;
  reached.set_through_sequence(rows->back().sequence);
  if (!cases->empty()) {
    const auto trigger = v1::DECISION_TRIGGER_RECORD_CHANGED;
    if (auto kept = Decide(sets, *cases, trigger, &reached); !kept) return kept.error();
  }
  progress_.set_through_sequence(reached.through_sequence());
  through_ = reached.through_sequence();
  return true;
}

Result<bool> RuleFollower::AskWhatIsDue(const Sets& sets) {
  std::set<std::string> cases;
  for (const char* stand : {kInForce, kInShadow}) {
    const auto due = DueBy(desk_, stand, desk_.clock().Today(), kCasesAtOnce);
    if (!due) return due.error();
    for (const auto& term : *due) {
      auto case_id = CaseOfDecision(desk_, term.target);
      if (!case_id) return case_id.error();
      cases.insert(*std::move(case_id));
    }
  }
  if (cases.empty()) return false;
  auto kept = Decide(sets, cases, v1::DECISION_TRIGGER_DAY_CAME, nullptr);
  if (!kept) return kept.error();
  return true;
}

// Whoever follows the findings is told that one is back, as of anything else that becomes of it.
Result<bool> RuleFollower::BringBackPutOff(const Sets&) {
  const Date today = desk_.clock().Today();
  store::FindQuery query;
  query.field = store::Field::kFindingPutOff;
  query.value = kPutOff;
  query.order_between = {INT32_MIN, today.days};
  query.limit = kCasesAtOnce;
  const auto due = desk_.reader().Find(query);
  if (!due) return due.error();
  if (due->empty()) return false;
  Command command;
  command.intent = {kServer, "findings.bring-back", "", "", ""};
  command.decide = [&](Draft& draft) -> Result<Answer> {
    for (const auto& term : *due) {
      auto finding = draft.Load<v1::CaseFinding>(term.target, "finding_id");
      if (!finding) return finding.error();
      if (auto back = record::BackFromWhenPutOff(finding->message, today))
        draft.Update(*back, term.target);
    }
    return Answer([](std::uint64_t) { return std::string(); });
  };
  const auto kept = desk_.ledger().SubmitAndWait(std::move(command));
  if (!kept) return kept.error();
  return true;
}

Outcome RuleFollower::AskAbout(const Sets& sets, std::span<const std::string> case_ids,
                               const AskedAt& at, std::vector<Decided>& decided) const {
  const ToldAt told{at, imports_.HistoryCompleteFrom(at.then.sequence)};
  std::vector<DecisionFacts> facts;
  std::vector<Holder> holders;
  for (const auto& id : case_ids) {
    auto of = ReadDecisionFacts(desk_, book_.words().numbers, id, told);
    if (!of) return of.error();
    facts.push_back(*std::move(of));
    auto holder = HolderOf(desk_, id, at.then);
    if (!holder) return holder.error();
    holders.push_back(*std::move(holder));
  }
  for (const auto* set : {&sets.in_force, &sets.in_shadow}) {
    const auto answers = AskSet(**set, facts, at.as_of);
    if (!answers) return answers.error();
    for (std::size_t i = 0; i < case_ids.size(); ++i) {
      v1::RuleDecision decision = Asked(facts[i], case_ids[i], at);
      decision.set_shadow(set == &sets.in_shadow);
      decision.set_reference_digest(reference_digest_);
      if (told.history_complete_from)
        decision.set_history_complete_from_on(FormatDate(*told.history_complete_from));
      decision.set_rule_set_digest((*set)->digest());
      AddAnswers(decision, (*answers)[i], facts[i].changes_on);
      decided.push_back({std::move(decision), holders[i]});
    }
  }
  return Nothing{};
}

// As many at a time as do not keep other writers waiting; only with the last it is true that
// everything up to there was looked at.
Outcome RuleFollower::Decide(const Sets& sets, const std::set<std::string>& case_ids,
                             v1::DecisionTrigger trigger, const v1::DecisionProgress* reached) {
  const auto end = desk_.reader().Sequence();
  if (!end) return end.error();
  const AskedAt at{{false, *end, {}}, desk_.clock().Today()};
  const std::vector<std::string> ids(case_ids.begin(), case_ids.end());
  std::size_t first = 0;
  while (ids.size() - first > kCasesAtOnce) {
    if (stopping_) return Error{v1::ERROR_REASON_BUSY, "the server is shutting down"};
    auto kept =
        DecideSome(sets, std::span(ids).subspan(first, kCasesAtOnce), {at, trigger}, nullptr);
    if (!kept) return kept;
    first += kCasesAtOnce;
  }
  return DecideSome(sets, std::span(ids).subspan(first), {at, trigger}, reached);
}

Outcome RuleFollower::DecideSome(const Sets& sets, std::span<const std::string> case_ids,
                                 const Occasion& occasion, const v1::DecisionProgress* reached) {
  std::vector<Decided> decided;
  if (auto asked = AskAbout(sets, case_ids, occasion.at, decided); !asked) return asked;
  if (decided.empty() && reached == nullptr) return Nothing{};
  Command command;
  command.intent = {kServer, "rules.decide", "", "", ""};
  command.weight = 1 + decided.size() * kRecordsPerDecision;
  command.decide = [&](Draft& draft) -> Result<Answer> {
    for (const auto* set : {&sets.in_force, &sets.in_shadow}) {
      if ((*set)->Describe().members().empty() || decided.empty()) continue;
      if (auto kept = KeepRuleSet(draft, (*set)->Describe()); !kept) return kept.error();
    }
    for (auto& [decision, holder] : decided) {
      decision.set_trigger(occasion.trigger);
      if (auto kept = KeepDecision(draft, decision, holder); !kept) return kept.error();
    }
    if (reached != nullptr) {
      if (auto kept = KeepProgress(draft, *reached); !kept) return kept.error();
    }
    return Answer([](std::uint64_t) { return std::string(); });
  };
  const auto kept = desk_.ledger().SubmitAndWait(std::move(command));
  if (!kept) return kept.error();
  return Nothing{};
}

}  // namespace caseload::app
