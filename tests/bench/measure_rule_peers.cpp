// SPDX-License-Identifier: Apache-2.0
// The rule of referrals_rule.h here, behind walls, and in other engines: the same facts, and every
// finding must be the same or the run ends.
#include <algorithm>
#include <map>

#include "bench/bench.h"
#include "bench/must.h"
#include "bench/peer.h"
#include "bench/rule_books.h"
#include "bench/rule_subjects.h"
#include "bench/stopwatch.h"
#include "rules/host/guest.h"

namespace caseload::bench {
namespace {

using rules::SubjectFacts;

constexpr std::size_t kSubjects = 5'000;

// What was said of one, as a digit.
template <class Findings, class Bit>
char Digit(const Findings& findings, const Bit& bit) {
  int said = 0;
  for (const auto& one : findings) said |= bit(one);
  return static_cast<char>('0' + said);
}

// Ours, in the same form as a peer.
class Here : public Peer {
 public:
  explicit Here(std::span<const SubjectFacts> subjects)
      : facts_(InPlace(subjects)), rule_(LoadedHere(ReferralsLibrary())) {}
  PeerAnswer AskAll() override {
    // A single time is over before a clock has told it.
    constexpr int kTimes = 20;
    const Stopwatch watch;
    for (int i = 1; i < kTimes; ++i) AskHere(rule_, facts_);
    const auto answers = AskHere(rule_, facts_);
    PeerAnswer said{"", watch.CpuSeconds() / kTimes};
    for (const auto& answer : answers)
      said.said += Digit(answer.said, [](const rules::Said& one) { return 1 << one.text; });
    return said;
  }

 private:
  std::vector<caseload_facts> facts_;
  const caseload_rule& rule_;
};

class BehindWalls : public Peer {
 public:
  BehindWalls(rules::RuleBook& book, std::span<const SubjectFacts> subjects, std::size_t at_a_time)
      : set_(book.InForce()), subjects_(subjects), at_a_time_(at_a_time) {}
  PeerAnswer AskAll() override {
    const double before = Worker();
    const Stopwatch watch;
    std::vector<Result<rules::Answer>> answers;
    for (auto rest = subjects_; !rest.empty();) {
      const auto some = rest.first(std::min(at_a_time_, rest.size()));
      for (auto& one : Must(set_->Ask(kReferrals, some))) answers.push_back(std::move(one));
      rest = rest.subspan(some.size());
    }
    PeerAnswer said{"", watch.CpuSeconds() + Worker() - before};
    for (auto& answer : answers) {
      said.said += Digit(Must(std::move(answer)).findings, [](const v1::Finding& one) {
        return one.code() == "REFERRALS" ? 1 : one.code() == "CONCERNS" ? 2 : 4;
      });
    }
    return said;
  }

 private:
  double Worker() const {
    const auto used = set_->guests().front()->Used();
    if (!used) GiveUp("the worker is dead");
    return std::chrono::duration<double>(used->processor).count();
  }

  std::shared_ptr<const rules::RuleSet> set_;
  std::span<const SubjectFacts> subjects_;
  std::size_t at_a_time_;
};

struct Side {
  std::string name;
  std::unique_ptr<Peer> peer;
  std::vector<double> rates = {};  // evaluations in a second of processor time, a round each
};

// Every side in each round, a different one first.
void TakeTurns(std::vector<Side>& sides, int rounds) {
  std::string agreed;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < sides.size(); ++i) {
      Side& side = sides[(i + static_cast<std::size_t>(round)) % sides.size()];
      const PeerAnswer answer = side.peer->AskAll();
      if (agreed.empty()) agreed = answer.said;
      if (answer.said.size() != kSubjects || answer.said != agreed)
        GiveUp(side.name + " says something else of the same facts");
      side.rates.push_back(static_cast<double>(kSubjects) / answer.cpu_seconds);
    }
  }
  const auto spoken_of = kSubjects - static_cast<std::size_t>(std::ranges::count(agreed, '0'));
  if (spoken_of == 0) GiveUp("there is nothing to be found");
  std::fprintf(stderr, "all sides agree: findings about %zu of %zu subjects\n", spoken_of,
               kSubjects);
}

Row Lead(const Side& ours, const std::string& over, const std::vector<double>& rates,
         const Goal& goal) {
  Row row{ours.name + " / " + over, "/s", Median(ours.rates), Median(rates), {}, goal, {}};
  for (std::size_t i = 0; i < rates.size(); ++i) row.by_round.push_back(ours.rates[i] / rates[i]);
  char text[60];
  std::snprintf(text, sizeof text, "CPU %.0f ns each, theirs %.0f", 1e9 / row.ours,
                1e9 / *row.probe);
  row.note = text;
  return row;
}

}  // namespace

Rows MeasureRulePeers(Bench& bench) {
  const auto subjects = MadeUpSubjects(kSubjects);
  const auto book = BookOf(bench, ReferralsLibrary());
  std::vector<Side> sides;
  sides.push_back({"the rule in this process", std::make_unique<Here>(subjects)});
  sides.push_back({"the rule behind walls, a thousand cases at a time",
                   std::make_unique<BehindWalls>(*book, subjects, rules::kSubjectsPerAsk)});
  sides.push_back({"the rule behind walls, one case at a time",
                   std::make_unique<BehindWalls>(*book, subjects, 1)});
  const std::size_t ours = sides.size();
  const auto add = [&](const std::string& name, std::unique_ptr<Peer> peer) {
    if (peer != nullptr) sides.push_back({name, std::move(peer)});
  };
  add("json-rules-engine", NodePeer("json-rules-engine", subjects, bench.scratch()));
  add("zen-engine", NodePeer("zen-engine", subjects, bench.scratch()));
  add("CLIPS", ClipsPeer(subjects));
  TakeTurns(sides, bench.options().rounds);
  Rows rows;
  std::vector<double> best;  // of the peers, a round each
  for (std::size_t i = ours; i < sides.size(); ++i) {
    rows.push_back(Lead(sides[0], sides[i].name, sides[i].rates, {}));
    best.resize(sides[i].rates.size());
    for (std::size_t j = 0; j < best.size(); ++j) best[j] = std::max(best[j], sides[i].rates[j]);
  }
  if (best.empty()) return rows;
  // The best of some is not the best of all.
  constexpr std::size_t kAll = 3;
  const bool all = sides.size() == ours + kAll;
  rows.push_back(
      Lead(sides[0], "the best of them", best, all ? Goal{Goal::Is::kAtLeast, 100, 100} : Goal{}));
  rows.push_back(Lead(sides[1], "the best of them", best, {}));
  rows.push_back(Lead(sides[2], "the best of them", best, {}));
  return rows;
}

}  // namespace caseload::bench
