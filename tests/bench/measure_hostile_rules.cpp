// SPDX-License-Identifier: Apache-2.0
// What others wait while rules that one client asks crash, hang and flood: the same load beside
// rules that behave.
#include <atomic>
#include <thread>

#include "base/clock.h"
#include "bench/bench.h"
#include "bench/must.h"
#include "bench/serve.h"
#include "bench/twenty_rules.h"
#include "caseload/v1/case_service.pb.h"
#include "caseload/v1/rule_service.grpc.pb.h"

namespace caseload::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kTownCases = 20'000;
constexpr auto kWindow = std::chrono::seconds(6);
// Calls a second, offered whether the last one was answered or not: what piles up counts.
constexpr int kReads = 500;
constexpr int kVisits = 250;
constexpr int kEvaluations = 3;
constexpr double kMicros = 1e6;

const std::vector<std::string> kHarm{"test.crashes", "test.loops", "test.ten-million"};
const std::vector<std::string> kNoHarm{"test.good"};

// Calls at their times, each from the moment it was due; one after the other.
template <class Call>
std::vector<double> AtTheirTimes(int a_second, std::atomic<bool>& over, Call&& call) {
  std::vector<double> micros;
  const auto begun = Clock::now();
  const std::chrono::nanoseconds apart(1'000'000'000 / a_second);
  for (int i = 0; !over; ++i) {
    const auto due = begun + i * apart;
    std::this_thread::sleep_until(due);
    call();
    micros.push_back(std::chrono::duration<double>(Clock::now() - due).count() * kMicros);
  }
  return micros;
}

// Somebody who asks rules, and is told that they failed or what they found.
class Asker {
 public:
  explicit Asker(const std::string& address)
      : channel_(Dial(address, 1)), stub_(v1::RuleService::NewStub(channel_.front())) {}

  void Ask(const std::string& rule, bool fails) {
    grpc::ClientContext context;
    v1::EvaluateCaseRequest request;
    v1::EvaluateCaseResponse response;
    request.add_rule_ids(rule);
    if (stub_->EvaluateCase(&context, request, &response).ok() == fails)
      GiveUp("the rule " + rule + (fails ? " did not fail" : " failed"));
  }

 private:
  Channels channel_;
  std::unique_ptr<v1::RuleService::Stub> stub_;
};

struct Waited {
  double read = 0;   // microseconds, p99
  double visit = 0;  // the same
};

class Neighbours {
 public:
  explicit Neighbours(Bench& bench)
      : bench_(bench),
        town_(bench.WorldOf(kTownCases)),
        served_(bench.WritableCopyOf(kTownCases), bench.scratch(), Served::Tick::kOn,
                Served::Guests::kIn),
        asker_(served_.probe()),
        connection_(At(served_.ours())) {}

  // p99 of all who ask for something else while these rules are asked in turn.
  Waited Beside(const std::vector<std::string>& rules) {
    std::atomic<bool> over = false;
    std::size_t next = 0;
    std::thread asking([&] {
      AtTheirTimes(kEvaluations, over,
                   [&] { asker_.Ask(rules[next++ % rules.size()], &rules == &kHarm); });
    });
    std::vector<double> visits;
    std::thread visiting([&] { visits = AtTheirTimes(kVisits, over, [&] { Visit(); }); });
    std::vector<double> reads;
    std::thread reading([&] { reads = AtTheirTimes(kReads, over, [&] { Read(); }); });
    std::this_thread::sleep_for(kWindow);
    over = true;
    for (auto* thread : {&asking, &visiting, &reading}) thread->join();
    return {Quantile(reads, 0.99), Quantile(visits, 0.99)};
  }

 private:
  void Read() {
    v1::GetCaseRequest request;
    request.set_case_id(town_.AnyCase(reading_dice_));
    if (!connection_.Call<v1::GetCaseResponse>(request)) GiveUp("a case was not read");
  }
  void Visit() {
    constexpr std::size_t kBytes = 1'400;
    v1::RecordEntryRequest request;
    *request.mutable_entry() = bench_.made_up().Visit(visiting_dice_, town_.AnyCase(visiting_dice_),
                                                      SystemClock().Today(), kBytes);
    if (!connection_.Call<v1::RecordEntryResponse>(request)) GiveUp("a visit was not recorded");
  }

  Bench& bench_;
  const World& town_;
  const Served served_;
  Asker asker_;
  const client::Connection connection_;
  Dice reading_dice_{23};
  Dice visiting_dice_{29};
};

}  // namespace

Rows MeasureHostileRules(Bench& bench) {
  Neighbours neighbours(bench);
  neighbours.Beside(kNoHarm);  // warms up
  constexpr Goal kTenth{Goal::Is::kAtMost, 1.1, 1.1};
  Row read{"GetCase p99, rules crash, hang and flood / rules behave", "us", 0, {}, {}, kTenth, {}};
  Row visit{"RecordEntry p99, the same", "us", 0, {}, {}, kTenth, {}};
  std::vector<Waited> harm;
  std::vector<Waited> none;
  for (int round = 0; round < bench.options().rounds; ++round) {
    const bool harm_first = round % 2 == 0;
    if (harm_first) harm.push_back(neighbours.Beside(kHarm));
    none.push_back(neighbours.Beside(kNoHarm));
    if (!harm_first) harm.push_back(neighbours.Beside(kHarm));
  }
  const auto fill = [&](Row& row, double Waited::*p99) {
    std::vector<double> ours;
    std::vector<double> probe;
    for (std::size_t i = 0; i < harm.size(); ++i) {
      ours.push_back(harm[i].*p99);
      probe.push_back(none[i].*p99);
      row.by_round.push_back(ours.back() / probe.back());
    }
    row.ours = Median(ours);
    row.probe = Median(probe);
  };
  fill(read, &Waited::read);
  fill(visit, &Waited::visit);
  return {read, visit};
}

}  // namespace caseload::bench
