// SPDX-License-Identifier: Apache-2.0
// What the contract and the walls around a rule cost, and how soon a rule that fell is up again.
#include <thread>

#include "bench/bench.h"
#include "bench/must.h"
#include "bench/referrals_rule.h"
#include "bench/rule_books.h"
#include "bench/rule_subjects.h"
#include "bench/stopwatch.h"
#include "rules/host/findings.h"
#include "rules/host/worker.h"

namespace caseload::bench {
namespace {

namespace fs = std::filesystem;
using rules::RuleBook;
using rules::SubjectFacts;

constexpr std::size_t kBatch = 1024;
constexpr std::size_t kSubjects = 20 * kBatch;
constexpr Goal::Is kAtMost = Goal::Is::kAtMost;

// What the rule says when it is a class of this program's and nothing lies between; kept all the
// same.
struct Kept {
  rules::RuleAnswer& answer;
  void Add(rule::Finding finding) const {
    answer.said.push_back({finding.text,
                           finding.measure.value_or(CASELOAD_NO_NUMBER),
                           finding.threshold.value_or(CASELOAD_NO_NUMBER),
                           finding.comparison,
                           {},
                           std::move(finding.evidence)});
  }
};

std::vector<rules::RuleAnswer> AskDirectly(std::span<const caseload_facts> facts) {
  std::vector<rules::RuleAnswer> answers(facts.size());
  const Referrals rule;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    Kept kept{answers[i]};
    rule.Look(rule::Case(facts[i]), kept);
  }
  return answers;
}

std::size_t FindingsIn(std::span<const rules::RuleAnswer> answers) {
  std::size_t said = 0;
  for (const auto& one : answers) said += one.said.size();
  return said;
}

double NanosEach(const Stopwatch& watch, std::size_t count) {
  return watch.Seconds() * 1e9 / static_cast<double>(count);
}

// All subjects, so many at a time.
template <class Element, class Do>
void InBatches(std::span<Element> all, Do&& take) {
  for (std::size_t begin = 0; begin < all.size(); begin += kBatch)
    take(all.subspan(begin, std::min(kBatch, all.size() - begin)));
}

std::size_t SaidHere(const caseload_rule& rule, const rules::RuleCard& card,
                     std::span<const SubjectFacts> subjects) {
  std::size_t said = 0;
  const auto answers = AskHere(rule, InPlace(subjects));
  std::vector<Result<rules::Answer>> read;
  read.reserve(subjects.size());
  for (std::size_t i = 0; i < subjects.size(); ++i)
    said +=
        read.emplace_back(rules::ReadAnswer(answers[i], card, subjects[i], {}))->findings.size();
  return said;
}

std::size_t SaidBehindWalls(RuleBook& book, std::span<const SubjectFacts> subjects) {
  std::size_t said = 0;
  for (auto& answer : Must(book.InForce()->Ask(kReferrals, subjects)))
    said += Must(std::move(answer)).findings.size();
  return said;
}

// The card as a worker hands it over.
rules::RuleCard CardOf(const caseload_rule& rule) {
  const auto text = [](const caseload_str& from) { return std::string(from.ptr, from.len); };
  rules::RuleCard card{.id = text(rule.id),
                       .version = text(rule.version),
                       .title = text(rule.title),
                       .basis = text(rule.basis),
                       .subjects = rule.subjects,
                       .facts_needed = rule.facts_needed,
                       .texts = {},
                       .parameters = {}};
  for (std::uint64_t i = 0; i < rule.finding_count; ++i) {
    const auto& said = rule.findings[i];
    card.texts.push_back({text(said.code), said.kind, text(said.text), text(said.unit), {}});
  }
  return card;
}

std::unique_ptr<rules::Worker> Started(ErrandThread& spawner, const fs::path& library) {
  constexpr rules::Milliseconds kLong{10'000};
  auto worker = Must(rules::Worker::Start(spawner, {CASELOAD_RULE_WORKER, library.string(), {}}));
  Must(worker->Introduced(kLong));
  Must(worker->Make({{}}, kLong));
  Must(worker->Made({}, kLong));
  return worker;
}

std::string Tail(const std::vector<double>& figures, double share, const char* name) {
  char text[40];
  std::snprintf(text, sizeof text, "%s %.1f", name, Quantile(figures, share));
  return text;
}

Row OneByOne(RuleBook& book, std::span<const SubjectFacts> all) {
  std::vector<double> single;
  for (std::size_t i = 0; i < kSubjects; ++i) {
    const Stopwatch watch;
    SaidBehindWalls(book, all.subspan(i, 1));
    single.push_back(watch.Seconds() * 1e6);
  }
  Row one = Told("one case behind walls, p50", "us", {kAtMost, 16, 8}, single);
  one.by_round = {Median(single)};
  one.note = Tail(single, 0.99, "p99");
  return one;
}

}  // namespace

Rows MeasureRuleCalls(Bench& bench) {
  const auto subjects = MadeUpSubjects(kSubjects);
  const std::span<const SubjectFacts> all(subjects);
  const auto facts = InPlace(subjects);
  const caseload_rule& rule = LoadedHere(ReferralsLibrary());
  const auto card = CardOf(rule);
  const auto book = BookOf(bench, ReferralsLibrary());
  const std::size_t findings = FindingsIn(AskDirectly(facts));
  const auto same = [&](std::size_t said) {
    if (said != findings) GiveUp("two ways to ask a rule do not agree");
  };
  std::size_t said = 0;
  Rows rows;
  rows.push_back(bench.Compare(
      {"a rule through the contract / its class called directly",
       "ns",
       {kAtMost, 1.05, 1.02},
       [&] {
         const Stopwatch watch;
         said = 0;
         InBatches(std::span(facts), [&](auto some) { said += FindingsIn(AskHere(rule, some)); });
         same(said);
         return NanosEach(watch, kSubjects);
       },
       [&] {
         const Stopwatch watch;
         said = 0;
         InBatches(std::span(facts), [&](auto some) { said += FindingsIn(AskDirectly(some)); });
         same(said);
         return NanosEach(watch, kSubjects);
       }},
      3));
  rows.push_back(
      bench.Compare({"a thousand cases at a time behind walls / in this process",
                     "ns",
                     {kAtMost, 1.6, 1.4},
                     [&] {
                       const Stopwatch watch;
                       said = 0;
                       InBatches(all, [&](auto some) { said += SaidBehindWalls(*book, some); });
                       same(said);
                       return NanosEach(watch, kSubjects);
                     },
                     [&] {
                       const Stopwatch watch;
                       said = 0;
                       InBatches(all, [&](auto some) { said += SaidHere(rule, card, some); });
                       same(said);
                       return NanosEach(watch, kSubjects);
                     }},
                    3));
  rows.push_back(OneByOne(*book, all));
  return rows;
}

Rows MeasureRuleFaults(Bench& bench) {
  constexpr int kTimes = 60;
  ErrandThread spawner;
  auto subjects = MadeUpSubjects(kBatch);
  const SubjectFacts* first = subjects.data();
  std::vector<double> seen;
  std::vector<double> restart;
  std::vector<double> spare;
  for (int i = 0; i < kTimes; ++i) {
    const Stopwatch start;
    const auto worker = Started(spawner, GuestLibrary("crashes"));
    restart.push_back(start.Seconds() * 1e3);
    const Stopwatch crash;
    worker->Ask({&first, 1}, {CASELOAD_GROUP_ALL, 0, false});
    const auto answers = worker->Hear({rules::Milliseconds(1000), rules::Milliseconds(1000)});
    seen.push_back(crash.Seconds() * 1e3);
    if (answers.index() != 1) GiveUp("a rule that crashes did not");
  }
  const auto book = BookOf(bench, GuestLibrary("poison"));
  constexpr caseload_day kMarch2020 = 18'325;
  subjects[700].rows.cases[0].referred = kMarch2020;
  for (auto& subject : subjects) {
    auto& referred = subject.rows.cases[0].referred;
    if (&subject != &subjects[700] && referred < 18'400) referred = 18'400;
  }
  for (int i = 0; i < kTimes; ++i) {
    // One crash after the other would have each wait for the start of the next worker.
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const Stopwatch watch;
    const auto answers = Must(book->InForce()->Ask("test.poison", subjects));
    spare.push_back(watch.Seconds() * 1e3);
    for (std::size_t place = 0; place < kBatch; ++place) {
      if (answers[place].ok() == (place == 700)) GiveUp("more or less than one case was lost");
    }
  }
  return {Told("the server knows that a rule crashed", "ms", {kAtMost, 2, 0.5}, seen),
          Told("1,023 of 1,024 cases answered, one being poison", "ms", {kAtMost, 5, 2}, spare),
          Told("a worker started, its rule loaded and made", "ms", {kAtMost, 20, 5}, restart)};
}

}  // namespace caseload::bench
