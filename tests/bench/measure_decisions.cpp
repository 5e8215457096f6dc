// SPDX-License-Identifier: Apache-2.0
// What it takes to follow the record with rules, and whether every decision comes out the same when
// it is asked again.
#include <future>

#include "bench/bench.h"
#include "bench/dice.h"
#include "bench/must.h"
#include "bench/places.h"
#include "bench/stopwatch.h"
#include "rules/release_packages.h"
#include "server/open_store.h"

namespace caseload::bench {
namespace {

constexpr std::uint64_t kDecisions = 100'000;
// Changes of the record between two rounds, each of a case of its own.
constexpr int kChanges = 120;
constexpr const char* kInShadow = "linked-children";
constexpr const char* kRules[] = {"recurrence", "timescale-clocks", "visits-seen", "drift",
                                  "cumulative-concern"};

// The whole server but for the wire, over a copy of the world.
class Decided {
 public:
  explicit Decided(const std::filesystem::path& folder) {
    server::Places places = ThePlaces();
    places.release_rules = rules::PackagesOfTheRelease();
    backend_ = Must(server::Backend::Open(Must(server::OpenStore(folder)), places, clock_));
    for (const char* rule : kRules) Validate(rule);
    Validate(kInShadow);
    Step<v1::ShadowRuleRequest, v1::ShadowRuleResponse>(versions_.back(), backend_->rule_life(),
                                                        &app::RuleLife::Shadow);
    versions_.pop_back();
  }

  // One set after the other until so many decisions were recorded; seconds of the last round over
  // all open cases, and how many it asked about.
  struct Round {
    double seconds = 0;
    std::uint64_t cases = 0;
  };
  std::vector<Round> DecideUntil(std::uint64_t wanted, const World& world) {
    std::vector<Round> rounds;
    Dice dice(23);
    std::uint64_t decided = 0;
    for (std::size_t next = 0; decided < wanted; ++next) {
      v1::RuleVersion& version = versions_[next % versions_.size()];
      if (version.stage() == v1::RULE_STAGE_ACTIVE) {
        Step<v1::RetireRuleRequest, v1::RetireRuleResponse>(version, backend_->rule_life(),
                                                            &app::RuleLife::Retire);
      } else {
        Step<v1::ActivateRuleRequest, v1::ActivateRuleResponse>(version, backend_->rule_life(),
                                                                &app::RuleLife::Activate);
      }
      const std::uint64_t before = Must(backend_->store().reader().Sequence());
      const Stopwatch watch;
      Follow();
      const double seconds = watch.Seconds();
      const std::uint64_t cases = DecisionsAfter(before);
      if (cases > 0) rounds.push_back({seconds, cases});
      // What was decided must be asked again of a record that is another one by then.
      const std::uint64_t then = Must(backend_->store().reader().Sequence());
      for (int change = 0; change < kChanges; ++change)
        ChangeTheRecord(world.AnyCase(dice), change);
      Follow();
      decided += cases + DecisionsAfter(then);
    }
    return rounds;
  }

  v1::ReplayDecisionsResponse ReplayAll() {
    const std::uint64_t end = Must(backend_->store().reader().Sequence());
    v1::ReplayDecisionsResponse all;
    app::Replay::Asked asked;
    for (std::uint64_t after = begin_; after < end;) {
      const auto some = Must(backend_->replay().Some(after, UINT64_MAX, asked));
      all.set_replayed(all.replayed() + some.replayed());
      all.set_same(all.same() + some.same());
    }
    return all;
  }

 private:
  void Follow() {
    while (Must(backend_->rule_follower().Step())) {
    }
  }
  // A visit; of every second the day is corrected, and every third is withdrawn.
  void ChangeTheRecord(const std::string& case_id, int change) {
    v1::RecordEntryRequest record;
    record.mutable_entry()->add_case_ids(case_id);
    record.mutable_entry()->set_occurred_on(FormatDate(clock_.Today() - change % 60));
    record.mutable_entry()->mutable_visit()->set_child_seen(change % 5 != 0);
    auto entry = Ask<v1::RecordEntryResponse>([&](app::Done done) {
                   backend_->cases().RecordEntry(asking_, record, std::move(done));
                 }).entry();
    if (change % 2 == 0) {
      v1::CorrectEntryRequest correct;
      *correct.mutable_entry() = entry;
      correct.mutable_entry()->set_occurred_on(FormatDate(clock_.Today() - change % 90));
      correct.set_because("to be measured");
      entry = Ask<v1::CorrectEntryResponse>([&](app::Done done) {
                backend_->cases().CorrectEntry(asking_, correct, std::move(done));
              }).entry();
    }
    if (change % 3 == 0) {
      v1::WithdrawEntryRequest withdraw;
      withdraw.set_entry_id(entry.entry_id());
      withdraw.set_etag(entry.etag());
      withdraw.set_because("to be measured");
      Ask<v1::WithdrawEntryResponse>([&](app::Done done) {
        backend_->cases().WithdrawEntry(asking_, withdraw, std::move(done));
      });
    }
  }
  template <class Request, class Response, class Noun>
  void Step(v1::RuleVersion& version, Noun& noun,
            void (Noun::*verb)(const app::Asking&, const Request&, app::Done)) {
    Request request;
    request.set_rule_version_id(version.rule_version_id());
    request.set_etag(version.etag());
    request.set_because("to be measured");
    Response response =
        Ask<Response>([&](app::Done done) { (noun.*verb)(asking_, request, std::move(done)); });
    version = std::move(*response.mutable_rule_version());
  }
  template <class Response>
  static Response Ask(const std::function<void(app::Done)>& call) {
    std::promise<Result<std::string>> promise;
    auto future = promise.get_future();
    call([&promise](Result<std::string> answer) { promise.set_value(std::move(answer)); });
    Response response;
    if (!response.ParseFromString(Must(future.get()))) GiveUp("an answer cannot be read");
    return response;
  }
  void Validate(const std::string& rule) {
    v1::UploadRuleRequest upload;
    upload.set_package(rules::PackageOfTheRelease(rule));
    upload.set_because("to be measured");
    auto uploaded = Ask<v1::UploadRuleResponse>([&](app::Done done) {
      backend_->rule_versions().Upload(asking_, upload, std::move(done));
    });
    v1::RuleVersion version = std::move(*uploaded.mutable_rule_version());
    if (version.stage() == v1::RULE_STAGE_LINTED) {
      Step<v1::ValidateRuleRequest, v1::ValidateRuleResponse>(version, backend_->rule_validation(),
                                                              &app::RuleValidation::Validate);
    }
    versions_.push_back(std::move(version));
    begin_ = Must(backend_->store().reader().Sequence());
  }
  std::uint64_t DecisionsAfter(std::uint64_t sequence) {
    constexpr std::size_t kRows = 10'000;
    std::uint64_t decisions = 0;
    while (true) {
      const auto rows = Must(backend_->store().reader().ReadJournal(sequence, kRows));
      if (rows.empty()) return decisions;
      for (const auto& row : rows) decisions += row.kind == store::Kind::kRuleDecision ? 1 : 0;
      sequence = rows.back().sequence;
    }
  }

  const SystemClock clock_;
  const app::Asking asking_{"bench", "", ""};
  std::unique_ptr<server::Backend> backend_;
  std::vector<v1::RuleVersion> versions_;
  std::uint64_t begin_ = 0;
};

}  // namespace

Rows MeasureDecisions(Bench& bench) {
  const ScratchCopy copy(bench.world().folder, bench.scratch() / "decided");
  Decided decided(copy.folder());
  std::vector<double> micros;
  for (const auto& round : decided.DecideUntil(kDecisions, bench.world()))
    micros.push_back(round.seconds * 1e6 / static_cast<double>(round.cases));
  const Stopwatch watch;
  const auto all = decided.ReplayAll();
  const double seconds = watch.Seconds();
  if (all.replayed() < kDecisions) GiveUp("too few decisions were replayed");
  if (all.same() != all.replayed()) {
    GiveUp(std::to_string(all.replayed() - all.same()) + " of " + std::to_string(all.replayed()) +
           " decisions did not come out the same");
  }
  Row decide = Told("a decision of up to five rules: read, asked, kept", "us", {}, micros);
  Row replay = Told("a decision replayed byte for byte", "us", {},
                    {seconds * 1e6 / static_cast<double>(all.replayed())});
  replay.note = std::to_string(all.replayed()) + " of them, all the same";
  return {decide, replay};
}

}  // namespace caseload::bench
