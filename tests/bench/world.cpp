// SPDX-License-Identifier: Apache-2.0
// Builds the world as years of work would have: command by command, each with its own instant.
#include "bench/world.h"

#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <fstream>
#include <mutex>

#include "bench/made_up.h"
#include "bench/must.h"
#include "bench/places.h"
#include "bench/stopwatch.h"
#include "server/backend.h"
#include "server/open_store.h"

namespace caseload::bench {
namespace {

// Another layout makes another folder.
constexpr int kLayout = 4;
constexpr std::size_t kCasesPerCommand = 100;
constexpr std::size_t kWorkersPerTeam = 12;
constexpr std::int64_t kDayMicros = 86'400'000'000;
constexpr std::int32_t kYears = 3;
constexpr unsigned kReReferredPercent = 15;

// Moves on as the building does.
class BuildClock final : public Clock {
 public:
  Instant Now() const override { return {micros_.load()}; }
  void Set(Instant instant) { micros_.store(instant.micros); }

 private:
  std::atomic<std::int64_t> micros_{0};
};

std::size_t WorkersFor(std::size_t cases) {
  // Seven cases in ten are open, and held.
  return std::max<std::size_t>(12, cases * 7 / 10 / 46);
}

void WriteLines(const std::filesystem::path& file, const std::vector<std::string>& lines) {
  std::ofstream out(file);
  for (const auto& line : lines) out << line << '\n';
  if (!out.flush()) GiveUp("cannot write " + file.string());
}

std::vector<std::string> ReadLines(const std::filesystem::path& file) {
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// What is measured is a server that has been at work for a while: all of the file in the system's
// memory.
void Warm(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<char> block(std::size_t{4} << 20);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size()))) continue;
}

class Builder {
 public:
  Builder(const std::filesystem::path& folder, std::size_t cases) : cases_(cases) {
    today_ = SystemClock().Today();
    SetClock(0);
    backend_ = Must(server::Backend::Open(Must(server::OpenStore(folder)), ThePlaces(), clock_));
    made_up_.emplace(backend_->packs());
  }

  void Run() {
    Do([this](app::Draft& draft) { AddWorkers(draft); });
    const Stopwatch watch;
    for (std::size_t first = 0; first < cases_; first += kCasesPerCommand) {
      Do([this, first](app::Draft& draft) {
        AddCases(draft, first, std::min(cases_, first + kCasesPerCommand));
      });
      if ((first + kCasesPerCommand) % 100'000 == 0) {
        std::fprintf(stderr, "built %zu cases in %.0f s\n", first + kCasesPerCommand,
                     watch.Seconds());
      }
    }
    std::unique_lock lock(mutex_);
    fewer_.wait(lock, [this] { return waiting_ == 0; });
  }

  const std::vector<std::string>& case_ids() const { return case_ids_; }
  const std::vector<std::string>& worker_ids() const { return worker_ids_; }

 private:
  // Some commands are under way at once: what is decided while another is written costs no time of
  // its own.
  void Do(std::function<void(app::Draft&)> add) {
    constexpr int kUnderWay = 8;
    {
      std::unique_lock lock(mutex_);
      fewer_.wait(lock, [this] { return waiting_ < kUnderWay; });
      ++waiting_;
    }
    app::Command command;
    command.intent = {"bench", "cases.import", "", "", ""};
    command.decide = [add = std::move(add)](app::Draft& draft) -> Result<app::Answer> {
      add(draft);
      return app::Answer([](std::uint64_t) { return std::string(); });
    };
    backend_->ledger().Submit(std::move(command), [this](Result<std::string> answer) {
      Must(std::move(answer));
      const std::lock_guard lock(mutex_);
      --waiting_;
      fewer_.notify_one();
    });
  }

  Date DayOf(std::size_t number) const {
    const double past = 1.0 - static_cast<double>(number) / static_cast<double>(cases_);
    return today_ - 1 - static_cast<std::int32_t>(past * kYears * 365);
  }

  void SetClock(std::size_t number) { clock_.Set({DayOf(number).days * kDayMicros}); }

  void AddWorkers(app::Draft& draft) {
    const std::size_t workers = WorkersFor(cases_);
    for (std::size_t i = 0; i < workers; ++i) {
      if (i % kWorkersPerTeam == 0) {
        v1::Team team;
        team.set_name("Team " + std::to_string(i / kWorkersPerTeam + 1));
        draft.Create(team);
        team_ids_.push_back(team.team_id());
      }
      v1::Worker worker;
      worker.set_name("Madeup Worker " + std::to_string(i + 1));
      worker.set_team_id(team_ids_.back());
      worker.set_full_time_equivalent(1);
      draft.Create(worker);
      worker_ids_.push_back(worker.worker_id());
    }
  }

  void AddCases(app::Draft& draft, std::size_t first, std::size_t end) {
    for (std::size_t number = first; number < end; ++number) AddCase(draft, number);
    SetClock(end);
  }

  void AddCase(app::Draft& draft, std::size_t number) {
    const Date day = DayOf(number);
    const Date referred = day - static_cast<std::int32_t>(dice_.Of(10));
    std::string child_id;
    if (!child_ids_.empty() && dice_.Percent(kReReferredPercent)) {
      child_id = child_ids_[dice_.Of(child_ids_.size())];
    } else {
      v1::Person child = made_up_->Child(dice_, day);
      draft.Create(child);
      child_id = child.person_id();
      child_ids_.push_back(child_id);
    }
    v1::Case record = made_up_->Case(dice_, child_id, referred, today_);
    draft.Create(record);
    case_ids_.push_back(record.case_id());
    for (auto& entry : made_up_->Course(dice_, record.case_id(), record)) draft.Create(entry);
    Hold(draft, record);
  }

  void Hold(app::Draft& draft, const v1::Case& record) {
    const std::size_t worker = dice_.Of(worker_ids_.size());
    v1::Allocation held;
    held.set_case_id(record.case_id());
    held.set_child_id(record.child_id());
    held.set_worker_id(worker_ids_[worker]);
    held.set_team_id(team_ids_[worker / kWorkersPerTeam]);
    held.set_from_on(record.referred_on());
    held.set_until_on(record.closed_on());
    draft.Create(held);
  }

  const std::size_t cases_;
  Date today_;
  BuildClock clock_;
  std::unique_ptr<server::Backend> backend_;
  std::optional<MadeUp> made_up_;
  Dice dice_{1};
  std::vector<std::string> case_ids_;
  std::vector<std::string> child_ids_;
  std::vector<std::string> worker_ids_;
  std::vector<std::string> team_ids_;
  std::mutex mutex_;
  std::condition_variable fewer_;
  int waiting_ = 0;
};

}  // namespace

World FindOrBuildWorld(const std::filesystem::path& cache, std::size_t cases) {
  const auto home = cache / ("world-" + std::to_string(kLayout) + "-" + std::to_string(cases));
  const auto finished = home / "finished";
  if (!std::filesystem::exists(finished)) {
    std::fprintf(stderr, "building a world of %zu cases in %s; it is kept for the next run\n",
                 cases, home.c_str());
    std::filesystem::remove_all(home);
    std::filesystem::create_directories(home);
    Builder builder(home / "records", cases);
    builder.Run();
    WriteLines(home / "case_ids", builder.case_ids());
    WriteLines(home / "worker_ids", builder.worker_ids());
    WriteLines(finished, {"yes"});
  }
  World world{home / "records", ReadLines(home / "case_ids"), ReadLines(home / "worker_ids")};
  if (world.case_ids.size() != cases)
    GiveUp("the world in " + home.string() + " is damaged: remove it");
  Warm(world.folder / "caseload.db");
  return world;
}

ScratchCopy::ScratchCopy(const std::filesystem::path& from, std::filesystem::path to)
    : folder_(std::move(to)) {
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
  std::filesystem::copy(from, folder_, std::filesystem::copy_options::recursive);
  // Written back now, not while a commit waits for the disk.
  ::sync();
}

ScratchCopy::~ScratchCopy() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace caseload::bench
