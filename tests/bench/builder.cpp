// SPDX-License-Identifier: Apache-2.0
#include "bench/builder.h"

#include "app/delivery.h"
#include "bench/made_up.h"
#include "bench/must.h"
#include "bench/places.h"
#include "record/stamp.h"
#include "server/open_store.h"

namespace caseload::bench {
namespace {

constexpr std::size_t kWorkersPerTeam = 12;

// What the case weighs once it is kept: with ids of this length instead of keys, and with who said
// it and when.
std::size_t BytesKept(v1::Case record, const std::string& id, Instant now) {
  record.set_child_id(id);
  record.mutable_source()->set_import_id(id);
  record::SetStamp(record, {id, 1, now, "bench"});
  for (auto& concern : *record.mutable_concerns()) {
    concern.set_concern_id(id);
    if (!concern.entry_id().empty()) concern.set_entry_id(id);
    concern.set_recorded_by(record.recorded_by());
    *concern.mutable_recorded_at() = record.recorded_at();
  }
  return record.ByteSizeLong();
}

// What a worked case carries: the note fills it up to what it weighs.
void AddNote(v1::Case& record, const std::string& id, Instant now) {
  constexpr std::size_t kNotesOwn = 3;
  const std::size_t bytes = BytesKept(record, id, now) + kNotesOwn;
  record.set_note(Narrative(bytes < kCaseBytes ? kCaseBytes - bytes : 0));
}

}  // namespace

Builder::Builder(const std::filesystem::path& folder, std::size_t workers, Date first) {
  clock_.Set(first);
  backend_ = Must(server::Backend::Open(Must(server::OpenStore(folder)), ThePlaces(), clock_));
  Do([this, workers](app::Draft& draft) {
    import_.set_form("ssd");
    draft.Create(import_);
    AddWorkers(draft, workers);
  });
}

void Builder::WaitForFewerThan(int under_way) {
  std::unique_lock lock(mutex_);
  fewer_.wait(lock, [&] { return waiting_ < under_way; });
}

// Some commands are under way at once: what is decided while another is written costs no time of
// its own.
void Builder::Do(std::function<void(app::Draft&)> add) {
  constexpr int kUnderWay = 8;
  WaitForFewerThan(kUnderWay);
  {
    const std::lock_guard lock(mutex_);
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

void Builder::AddWorkers(app::Draft& draft, std::size_t workers) {
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

void Builder::Keep(Date day, std::vector<v1::ImportUnit> units) {
  auto kept = std::make_shared<std::vector<v1::ImportUnit>>(std::move(units));
  Do([this, day, kept](app::Draft& draft) {
    AddUnits(draft, *kept);
    clock_.Set(day);
  });
}

void Builder::AddUnits(app::Draft& draft, std::vector<v1::ImportUnit>& units) {
  app::Delivery delivery(draft, backend_->packs(), import_);
  for (auto& unit : units) {
    const std::size_t worker = GiveToWorker(unit);
    for (auto& record : *unit.mutable_cases()) AddNote(record, worker_ids_[worker], draft.now());
    Must(delivery.Take(unit));
    for (const auto& record : unit.cases()) {
      case_ids_.push_back(record.case_id());
      // A referral that ended there is nobody's to hold.
      if (!record.referral_no_further_action()) Hold(draft, record, worker);
    }
  }
}

// Whoever is named in the dataset gives way to a worker of this world.
std::size_t Builder::GiveToWorker(v1::ImportUnit& unit) {
  const std::size_t worker = dice_.Of(worker_ids_.size());
  const std::string& team_id = team_ids_[worker / kWorkersPerTeam];
  for (auto& record : *unit.mutable_cases()) {
    record.set_referral_worker_id(worker_ids_[worker]);
    record.set_referral_team_id(team_id);
  }
  for (auto& entry : *unit.mutable_entries()) {
    if (!entry.worker_id().empty()) entry.set_worker_id(worker_ids_[worker]);
    if (!entry.team_id().empty()) entry.set_team_id(team_id);
  }
  return worker;
}

void Builder::Hold(app::Draft& draft, const v1::Case& record, std::size_t worker) {
  v1::Allocation held;
  held.set_case_id(record.case_id());
  held.set_child_id(record.child_id());
  held.set_worker_id(worker_ids_[worker]);
  held.set_team_id(team_ids_[worker / kWorkersPerTeam]);
  held.set_from_on(record.referred_on());
  held.set_until_on(record.closed_on());
  draft.Create(held);
}

void Builder::Finish() {
  Do([this](app::Draft& draft) {
    import_.set_state(v1::IMPORT_STATE_FINISHED);
    draft.Update(import_, import_.import_id());
  });
  WaitForFewerThan(1);
  if (import_.counts().faults() > 0) {
    std::fprintf(stderr, "of the world %llu faults were listed\n",
                 static_cast<unsigned long long>(import_.counts().faults()));
  }
}

}  // namespace caseload::bench
