// SPDX-License-Identifier: Apache-2.0
#include "rules/author/timing.h"

#include <algorithm>
#include <chrono>
#include <iomanip>
#include <ostream>

#include "rules/proof/trials.h"

namespace caseload::rules {
namespace {

// As many as a worker is asked about at a time.
constexpr std::size_t kTogether = 1'024;
// Some of the slowest are looked at again: the slowest of one round was disturbed.
constexpr int kAgain = 25;

double Nanoseconds(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count();
}

// The same sum each time: what it takes more at one time than at another is the machine's doing.
double SameWork() {
  return Nanoseconds([] {
    volatile std::uint64_t sum = 1;
    for (int i = 0; i < 400'000; ++i) sum = sum * 6'364'136'223'846'793'005u + 1;
  });
}

struct Subjects {
  std::vector<SubjectFacts> each;
  std::vector<SubjectFacts> together;  // the same, over and over
};

Result<Subjects> MakeUp(const RuleCard& card, const CodeNumbers& numbers) {
  Subjects subjects;
  constexpr std::pair<std::uint32_t, const char*> kKinds[] = {
      {CASELOAD_SUBJECT_CHILD, "child"},
      {CASELOAD_SUBJECT_FAMILY, "family"},
      {CASELOAD_SUBJECT_WORKER, "worker"},
      {CASELOAD_SUBJECT_TEAM, "team"},
      {CASELOAD_SUBJECT_AUTHORITY, "authority"}};
  for (const auto& [kind, name] : kKinds) {
    if ((card.subjects & kind) == 0) continue;
    std::ranges::move(MadeUpSubjects(name, numbers), std::back_inserter(subjects.each));
  }
  if (subjects.each.empty())
    return Error{v1::ERROR_REASON_RULE_FAILED, "nobody can make up what the rule is asked about"};
  for (std::size_t i = 0; i < kTogether; ++i)
    subjects.together.push_back(subjects.each[i % subjects.each.size()]);
  return subjects;
}

Outcome Answered(const Alive& alive, std::span<const SubjectFacts> subjects) {
  const auto answers = alive.Ask(subjects);
  if (!answers) return answers.error();
  for (const auto& answer : *answers) {
    if (!answer) return answer.error();
  }
  return Nothing{};
}

struct Rounds {
  std::vector<double> together = {};  // for one subject
  std::vector<double> alone = {};
  std::vector<double> same_work = {};
  std::vector<double> least = {};  // of each subject, alone
};

Rounds Run(const Alive& alive, const Subjects& subjects, int rounds) {
  const auto count = static_cast<double>(subjects.each.size());
  Rounds run{.least = std::vector<double>(subjects.each.size(), 1e18)};
  for (int round = 0; round < rounds; ++round) {
    run.same_work.push_back(SameWork());
    run.together.push_back(Nanoseconds([&] { (void)alive.Ask(subjects.together); }) /
                           static_cast<double>(kTogether));
    double all = 0;
    for (std::size_t i = 0; i < subjects.each.size(); ++i) {
      const double took = Nanoseconds([&] { (void)alive.Ask({&subjects.each[i], 1}); });
      all += took;
      run.least[i] = std::min(run.least[i], took);
    }
    run.alone.push_back(all / count);
  }
  return run;
}

std::size_t RowsOf(const SubjectFacts& facts) {
  std::size_t rows = 0;
  EachGroup(facts.rows, [&](std::uint32_t, const auto& group) { rows += group.size(); });
  return rows;
}

void PrintSpread(const char* what, const Spread& spread, std::ostream& out) {
  out << "  " << std::left << std::setw(26) << what << std::right << std::setw(10) << spread.median
      << std::setw(10) << spread.least << std::setw(10) << spread.most << "\n";
}

void PrintSlowest(const Alive& alive, const Subjects& subjects, const std::vector<double>& least,
                  std::ostream& out) {
  const auto slowest = std::ranges::max_element(least);
  const auto at = static_cast<std::size_t>(slowest - least.begin());
  const auto& facts = subjects.each[at];
  std::vector<double> times;
  for (int i = 0; i < kAgain; ++i)
    times.push_back(Nanoseconds([&] { (void)alive.Ask({&facts, 1}); }));
  const std::string who = "slowest, of " + std::to_string(RowsOf(facts)) + " rows";
  PrintSpread(who.c_str(), SpreadOf(std::move(times)), out);
}

}  // namespace

Spread SpreadOf(std::vector<double> times) {
  std::ranges::sort(times);
  return {times.front(), times[(times.size() - 1) / 2], times.back()};
}

Outcome Time(Candidate& candidate, const RuleSettings& settings, int rounds, std::ostream& out) {
  const auto alive = candidate.With(settings);
  if (!alive) return alive.error();
  const auto subjects = MakeUp(alive->card, candidate.words().numbers);
  if (!subjects) return subjects.error();
  // Once before it counts: it must answer, and memory must have been touched.
  if (auto answered = Answered(*alive, subjects->together); !answered) return answered;
  const Rounds run = Run(*alive, *subjects, rounds);
  out << alive->card.id << " " << alive->card.version << ", " << subjects->each.size()
      << " made-up subjects, " << rounds
      << " rounds, as a server asks it: in its sandboxed worker, with the facts handed over and "
         "the "
         "answers checked\n"
      << std::fixed << std::setprecision(0)
      << "  nanoseconds an evaluation     median     least      most\n";
  PrintSpread("1,024 together", SpreadOf(run.together), out);
  PrintSpread("one at a time", SpreadOf(run.alone), out);
  PrintSlowest(*alive, *subjects, run.least, out);
  const Spread same = SpreadOf(run.same_work);
  out << std::setprecision(1) << "The same work took this machine up to "
      << 100 * (same.most - same.least) / same.median
      << " % more at one time than at another: a smaller difference says nothing.\n";
  return Nothing{};
}

}  // namespace caseload::rules
