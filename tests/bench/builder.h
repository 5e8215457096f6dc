// SPDX-License-Identifier: Apache-2.0
// Builder: fills a folder through the ledger as years of work would have: command by command, each
// with its own instant.
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "bench/dice.h"
#include "bench/units_by_day.h"
#include "server/backend.h"

namespace caseload::bench {

// Moves on as the building does.
class BuildClock final : public Clock {
 public:
  Instant Now() const override { return {micros_.load()}; }
  void Set(Date day) {
    constexpr std::int64_t kDayMicros = 86'400'000'000;
    micros_.store(day.days * kDayMicros);
  }

 private:
  std::atomic<std::int64_t> micros_{0};
};

class Builder {
 public:
  // With so many workers, from this day on.
  Builder(const std::filesystem::path& folder, std::size_t workers, Date first);

  // Children with their cases, as a delivery of this day. The notes of a case that is worked on are
  // added, and each child is given to a worker.
  void Keep(Date day, std::vector<v1::ImportUnit> units);
  // Waits until all is kept, and ends the delivery.
  void Finish();

  const std::vector<std::string>& case_ids() const { return case_ids_; }
  const std::vector<std::string>& worker_ids() const { return worker_ids_; }

 private:
  void Do(std::function<void(app::Draft&)> add);
  void WaitForFewerThan(int under_way);
  void AddWorkers(app::Draft& draft, std::size_t workers);
  void AddUnits(app::Draft& draft, std::vector<v1::ImportUnit>& units);
  std::size_t GiveToWorker(v1::ImportUnit& unit);
  void Hold(app::Draft& draft, const v1::Case& record, std::size_t worker);

  BuildClock clock_;
  // Used by the ledger's thread only, one command after the other.
  v1::Import import_;
  Dice dice_{1};
  std::vector<std::string> case_ids_;
  std::vector<std::string> worker_ids_;
  std::vector<std::string> team_ids_;
  std::mutex mutex_;
  std::condition_variable fewer_;
  int waiting_ = 0;
  std::unique_ptr<server::Backend> backend_;  // the first to go: its threads use the rest
};

}  // namespace caseload::bench
