// SPDX-License-Identifier: Apache-2.0
// What twenty rules in force add to a question about one case: to an answer of the server, and
// without one around them.
#include "bench/bench.h"
#include "bench/must.h"
#include "bench/serve.h"
#include "bench/stopwatch.h"
#include "bench/twenty_rules.h"
#include "caseload/v1/rule_service.pb.h"
#include "rules/proof/made_up.h"
#include "rules/reference_facts.h"
#include "rules/rule_book.h"

namespace caseload::bench {
namespace {

constexpr std::size_t kTownCases = 20'000;
constexpr int kAsks = 400;
constexpr double kMicros = 1e6;
constexpr Goal kMiddle{Goal::Is::kAtMost, 150, 150};
constexpr Goal kTail{Goal::Is::kAtMost, 1'000, 1'000};

// Microseconds of the same questions, with and without rules, one after the other.
class Added {
 public:
  void Take(double with, double without) {
    with_.push_back(with * kMicros);
    without_.push_back(without * kMicros);
  }
  void EndRound() {
    middles_.push_back(Quantile(with_, 0.5) - Quantile(without_, 0.5));
    tails_.push_back(Quantile(with_, 0.99) - Quantile(without_, 0.99));
    note_ = Figures(0.5);
    tail_note_ = Figures(0.99);
    with_.clear();
    without_.clear();
  }
  Rows Told(const std::string& name) const {
    Row middle = bench::Told(name + ", p50", "us", kMiddle, middles_);
    middle.note = note_;
    Row tail = bench::Told(name + ", p99", "us", kTail, tails_);
    tail.note = tail_note_;
    return {middle, tail};
  }

 private:
  std::string Figures(double share) const {
    char text[60];
    std::snprintf(text, sizeof text, "last round: %.0f with, %.0f without", Quantile(with_, share),
                  Quantile(without_, share));
    return text;
  }

  std::vector<double> with_;
  std::vector<double> without_;
  std::vector<double> middles_;
  std::vector<double> tails_;
  std::string note_;
  std::string tail_note_;
};

double SecondsToEvaluate(const client::Connection& connection, const std::string& case_id,
                         int rules) {
  v1::EvaluateCaseRequest request;
  request.set_case_id(case_id);
  const Stopwatch watch;
  const auto answer = connection.Call<v1::EvaluateCaseResponse>(request);
  const double seconds = watch.Seconds();
  if (!answer) GiveUp("a case was not evaluated: " + answer.problem().message);
  if (answer->rules_size() != rules) GiveUp("not as many rules were asked as are in force");
  return seconds;
}

Rows AddedToACall(Bench& bench, const std::vector<std::string>& packages) {
  const World& town = bench.WorldOf(kTownCases);
  const ScratchCopy copy(town.folder, bench.scratch() / "with-rules");
  const Served with(copy.folder(), bench.scratch());
  const Served without(bench.WritableCopyOf(kTownCases), bench.scratch());
  const client::Connection to_some(At(with.ours()));
  const client::Connection to_none(At(without.ours()));
  Dice dice(17);
  BringIntoForce(to_some, packages, town.AnyCase(dice));
  const int rules = static_cast<int>(packages.size());
  Added added;
  for (int round = 0; round <= bench.options().rounds; ++round) {
    for (int i = 0; i < kAsks; ++i) {
      const std::string& case_id = town.AnyCase(dice);
      // Whoever comes second finds the machine warm: each in its turn.
      const double first = i % 2 == 0 ? SecondsToEvaluate(to_none, case_id, 0) : 0;
      const double asked = SecondsToEvaluate(to_some, case_id, rules);
      const double second = i % 2 == 0 ? 0 : SecondsToEvaluate(to_none, case_id, 0);
      if (round > 0) added.Take(asked, first + second);  // the first round warms up
    }
    if (round > 0) added.EndRound();
  }
  return added.Told("EvaluateCase, added by twenty rules");
}

std::vector<rules::RuleMember> MembersOf(const std::vector<rules::Package>& packages) {
  std::vector<rules::RuleMember> members;
  for (const auto& package : packages) {
    auto& member = members.emplace_back(rules::RuleMember{package.digest, package.manifest});
    member.library = [&package]() -> Result<std::string> { return package.parts.library(); };
  }
  return members;
}

double SecondsOfASet(const rules::RuleSet& set, const rules::Subject& subject, Date day) {
  const Stopwatch watch;
  Must(set.Evaluate(subject, day, {}));
  return watch.Seconds();
}

Rows AddedByASet(Bench& bench, const std::vector<rules::Package>& packages) {
  const rules::RuleBook book(CASELOAD_RULE_WORKER,
                             {rules::NumbersOf(bench.packs()), rules::ReferenceOf(bench.packs())});
  const auto twenty = book.Prepare(MembersOf(packages));
  const auto none = book.Prepare({});
  if (twenty->Describe().members_size() != static_cast<int>(packages.size()))
    GiveUp("not all rules came into force");
  Added added;
  for (int round = 0; round <= bench.options().rounds; ++round) {
    for (int i = 1; i <= kAsks; ++i) {
      const auto subject = rules::MadeUpChild(static_cast<std::uint64_t>(i));
      // Later, the case asked about may not have been referred.
      if (!rules::FactsOf(subject, rules::kLastDay, book.words().numbers)) continue;
      const double without = SecondsOfASet(*none, subject, rules::kLastDay);
      const double with = SecondsOfASet(*twenty, subject, rules::kLastDay);
      if (round > 0) added.Take(with, without);
    }
    if (round > 0) added.EndRound();
  }
  return added.Told("a set of twenty rules on one case");
}

}  // namespace

Rows MeasureTwentyRules(Bench& bench) {
  const auto bytes = TwentyRules(bench.scratch());
  std::vector<rules::Package> packages;
  for (const auto& package : bytes) packages.push_back(Must(rules::ReadPackage(package)));
  Rows rows = AddedByASet(bench, packages);
  for (auto& row : AddedToACall(bench, bytes)) rows.push_back(std::move(row));
  return rows;
}

}  // namespace caseload::bench
