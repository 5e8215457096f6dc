// SPDX-License-Identifier: Apache-2.0
// Back-tests: one rule over all cases there are, over two years of month ends, and what people who
// work meanwhile notice of it.
#include <sys/resource.h>

#include <fstream>
#include <future>
#include <iterator>

#include "base/ids.h"
#include "bench/back_testing.h"
#include "bench/bench.h"
#include "bench/load.h"
#include "bench/must.h"
#include "bench/places.h"
#include "bench/serve.h"
#include "bench/stopwatch.h"
#include "caseload/v1/case_service.pb.h"
#include "cpp/connection.h"
#include "server/open_store.h"

namespace caseload::bench {
namespace {

constexpr double kMillion = 1e6;
constexpr char kGetCase[] = "/caseload.v1.CaseService/GetCase";

std::string Package() {
  std::ifstream in(std::filesystem::path(CASELOAD_RULES_DIR) / "recurrence.clrule",
                   std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::unique_ptr<server::Backend> Opened(const std::filesystem::path& folder, const Clock& clock) {
  auto places = ThePlaces();
  places.release_rules = {Sha256Hex(Package())};
  return Must(server::Backend::Open(Must(server::OpenStore(folder)), places, clock));
}

template <class Response>
Response Wait(const std::function<void(app::Done)>& call) {
  std::promise<Result<std::string>> promise;
  auto answer = promise.get_future();
  call([&promise](Result<std::string> bytes) { promise.set_value(std::move(bytes)); });
  Response response;
  if (!response.ParseFromString(Must(answer.get()))) GiveUp("an answer cannot be read");
  return response;
}

// A version that may be run, of the rule about children who come back.
std::string Validated(server::Backend& backend) {
  const app::Asking asking{"bench", "", ""};
  v1::UploadRuleRequest upload;
  upload.set_package(Package());
  upload.set_because("to be measured");
  const auto version = Wait<v1::UploadRuleResponse>([&](app::Done done) {
                         backend.rule_versions().Upload(asking, upload, std::move(done));
                       }).rule_version();
  v1::ValidateRuleRequest validate;
  validate.set_rule_version_id(version.rule_version_id());
  validate.set_etag(version.etag());
  validate.set_because("to be measured");
  const auto validated = Wait<v1::ValidateRuleResponse>([&](app::Done done) {
                           backend.rule_validation().Validate(asking, validate, std::move(done));
                         }).rule_version();
  if (!validated.validated()) GiveUp("the rule to measure with is not valid");
  return validated.rule_version_id();
}

v1::BackTestRuleRequest Of(const std::string& version) {
  v1::BackTestRuleRequest request;
  request.mutable_first()->set_rule_version_id(version);
  request.set_knowledge(v1::BACK_TEST_KNOWLEDGE_NOW);
  return request;
}
v1::BackTestRuleRequest AllToday(const std::string& version) {
  auto request = Of(version);
  request.set_from_on(FormatDate(SystemClock().Today()));
  request.set_closed_cases(true);
  return request;
}
v1::BackTestRuleRequest TwoYears(const std::string& version) {
  const Date today = SystemClock().Today();
  const CivilDate civil = Civil(today);
  const Date month_end = *MakeDate({civil.year, civil.month, 1}) - 1;
  auto request = Of(version);
  request.set_until_on(FormatDate(month_end));
  request.set_from_on(FormatDate(AddMonths(month_end + 1, -24)));
  request.set_step(v1::BACK_TEST_STEP_MONTH_ENDS);
  return request;
}

// Of this process and of the workers it has waited for.
double ProcessorSeconds() {
  double seconds = 0;
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage used{};
    getrusage(who, &used);
    for (const timeval& part : {used.ru_utime, used.ru_stime})
      seconds += static_cast<double>(part.tv_sec) + static_cast<double>(part.tv_usec) * 1e-6;
  }
  return seconds;
}

struct Ran {
  double cpu = 0;
  double wall = 0;
  std::uint64_t questions = 0;
};
Ran Run(server::Backend& backend, const v1::BackTestRuleRequest& request) {
  Ran ran;
  std::promise<Outcome> ended;
  auto end = ended.get_future();
  const double before = ProcessorSeconds();
  const Stopwatch watch;
  Must(backend.back_tests().Start(
      request, {[&](const auto& so_far) { ran.questions = so_far.report().sides(0).questions(); },
                [] { return false; }, [&](const Outcome& how) { ended.set_value(how); }}));
  Must(end.get());
  ran.wall = watch.Seconds();
  ran.cpu = ProcessorSeconds() - before;
  if (ran.questions == 0) GiveUp("a back-test asked about nothing");
  return ran;
}

std::string Noted(const Ran& ran) {
  char text[100];
  std::snprintf(text, sizeof text, "%llu questions, %.2f s by the wall, %.2f s of processor",
                static_cast<unsigned long long>(ran.questions), ran.wall, ran.cpu);
  return text;
}

Row EachMillion(const std::string& name, const Goal& goal, double Ran::*what,
                const std::vector<Ran>& all) {
  std::vector<double> figures;
  for (const Ran& ran : all)
    figures.push_back(ran.*what * kMillion / static_cast<double>(ran.questions));
  Row row = Told(name, "s", goal, figures);
  row.note = Noted(all.back());
  return row;
}

// Microseconds of calls one after the other.
std::vector<double> LoneGets(const client::Connection& connection, const World& world, int calls) {
  std::vector<double> micros;
  Dice dice(9);
  for (int i = 0; i < calls; ++i) {
    v1::GetCaseRequest request;
    request.set_case_id(world.AnyCase(dice));
    const Stopwatch watch;
    if (!connection.Call<v1::GetCaseResponse>(request)) GiveUp("a call was refused");
    micros.push_back(watch.Seconds() * 1e6);
  }
  return micros;
}

Rows BesidePeople(Bench& bench, const std::filesystem::path& folder,
                  const v1::BackTestRuleRequest& request) {
  constexpr int kCalls = 2'000;
  const World& world = bench.world();
  const Served served(folder, bench.scratch());
  const Channels channels = Dial(served.ours(), 2);
  const Load load{kGetCase, 64, std::chrono::milliseconds(700), [&world](Dice& dice) {
                    v1::GetCaseRequest get;
                    get.set_case_id(world.AnyCase(dice));
                    return ToBuffer(get.SerializeAsString());
                  }};
  const auto rate = [&] { return Drive(channels, load, served.Cpu()).rate; };
  Rows rows;
  rows.push_back(bench.Compare({"GetCase, 64 in flight, beside a back-test / without",
                                "/s",
                                {Goal::Is::kAtLeast, 0.9, 0.95},
                                [&] {
                                  const BackTesting beside(served.ours(), request);
                                  return rate();
                                },
                                rate}));
  client::ConnectOptions options;
  options.address = served.ours();
  const client::Connection connection(options);
  std::vector<double> with;
  std::vector<double> without;
  const auto p50 = [&](std::vector<double>& into) {
    const auto micros = LoneGets(connection, world, kCalls);
    into.push_back(Quantile(micros, 0.99));
    return Median(micros);
  };
  Row lone = bench.Compare({"GetCase one by one beside a back-test / without, p50",
                            "us",
                            {Goal::Is::kAtMost, 1.1, 1.05},
                            [&] {
                              const BackTesting beside(served.ours(), request);
                              return p50(with);
                            },
                            [&] { return p50(without); }});
  char note[80];
  std::snprintf(note, sizeof note, "p99 %.0f us, without %.0f us", Median(with), Median(without));
  lone.note = note;
  rows.push_back(lone);
  return rows;
}

}  // namespace

Rows MeasureBackTest(Bench& bench) {
  const auto& folder = bench.WritableCopyOf(bench.options().cases);
  const SystemClock clock;
  std::string version;
  std::vector<Ran> resident;
  std::vector<Ran> years;
  std::vector<Ran> cold;
  {
    const auto backend = Opened(folder, clock);
    version = Validated(*backend);
    Run(*backend, AllToday(version));  // whoever comes first finds out when what was recorded
    for (int round = 0; round < std::max(3, bench.options().rounds / 3); ++round) {
      resident.push_back(Run(*backend, AllToday(version)));
      years.push_back(Run(*backend, TwoYears(version)));
    }
  }
  for (int round = 0; round < 3; ++round) {
    const double before = ProcessorSeconds();
    const Stopwatch watch;
    const auto backend = Opened(folder, clock);
    Ran ran = Run(*backend, AllToday(version));
    ran.wall = watch.Seconds();
    ran.cpu = ProcessorSeconds() - before;
    cold.push_back(ran);
  }
  constexpr Goal::Is kAtMost = Goal::Is::kAtMost;
  Rows rows{
      EachMillion("back-test of one rule over all cases of one day, a million, processor",
                  {kAtMost, 0.6, 0.3}, &Ran::cpu, resident),
      EachMillion("the same from opening the records on", {kAtMost, 5, 2.5}, &Ran::wall, cold),
      EachMillion("24 month ends of the open cases, a million questions, processor",
                  {kAtMost, 0.6, 0.3}, &Ran::cpu, years)};
  for (auto& row : BesidePeople(bench, folder, TwoYears(version))) rows.push_back(std::move(row));
  return rows;
}

}  // namespace caseload::bench
