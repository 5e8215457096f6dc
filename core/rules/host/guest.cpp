// SPDX-License-Identifier: Apache-2.0
#include "rules/host/guest.h"

#include <fstream>
#include <iterator>
#include <system_error>

#include "base/ids.h"
#include "rules/card.h"
#include "rules/lint.h"
#include "rules/settings.h"

namespace caseload::rules {
namespace {

// A rule is some tens of kilobytes; one with a whole runtime inside stays below this.
constexpr std::uintmax_t kLibraryBytes = std::uintmax_t{64} * 1024 * 1024;
constexpr std::uintmax_t kSettingsBytes = std::uintmax_t{64} * 1024;

Error Refused(std::string message) {
  return {v1::ERROR_REASON_RULE_UNAVAILABLE, std::move(message)};
}

Result<std::string> ReadFile(const std::filesystem::path& path, std::uintmax_t most) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error || size > most) return Refused("it cannot be read, or is too large");
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file || bytes.size() != size) return Refused("it cannot be read");
  return bytes;
}

}  // namespace

Guest::Guest(const House& house, const std::filesystem::path& library)
    : house_(house),
      library_(library),
      rule_id_(Legible(library.filename().string(), 64)),
      budget_(house.limits.failures_in_a_row, house.limits.failures_in_an_hour) {
  shown_.set_rule_id(rule_id_);
  shown_.set_state(v1::RULE_STATE_ACTIVE);
  if (const auto started = Start(); !started) {
    worker_.reset();
    Refuse(started.error().message);
    return;
  }
  rule_id_ = card_.id;
  shown_.set_rule_id(card_.id);
  shown_.set_version(card_.version);
  shown_.set_title(card_.title);
  shown_.set_basis(card_.basis);
  StandBy();
}

v1::Rule Guest::Describe() const {
  const std::lock_guard lock(shown_mutex_);
  return shown_;
}

bool Guest::active() const {
  const std::lock_guard lock(shown_mutex_);
  return shown_.state() == v1::RULE_STATE_ACTIVE;
}

void Guest::Dismiss(const std::string& why) {
  const std::lock_guard lock(asking_);
  Refuse(why);
  worker_.reset();
  spare_.reset();
}

void Guest::Refuse(const std::string& why) {
  const std::lock_guard lock(shown_mutex_);
  shown_.set_state(v1::RULE_STATE_REFUSED);
  shown_.set_refused_because(why);
}

// From here on the file in the folder means nothing any more: the copy is what runs.
Outcome Guest::Keep() {
  std::error_code error;
  if (!std::filesystem::exists(library_, error)) return Refused("there is no such file");
  const auto bytes = ReadFile(library_, kLibraryBytes);
  if (!bytes) return bytes.error();
  digest_ = Sha256Hex(*bytes);
  shown_.set_digest(digest_);
  if (const auto wrong = WrongWithLibrary(*bytes)) return Refused(*wrong);
  auto kept = house_.store.Keep(*bytes, digest_);
  if (!kept) return kept.error();
  copy_ = *std::move(kept);
  return Nothing{};
}

Outcome Guest::ReadValues() {
  std::error_code error;
  auto settings_path = library_;
  settings_path.replace_extension(".json");
  std::string settings = "{}";
  if (std::filesystem::exists(settings_path, error)) {
    auto read = ReadFile(settings_path, kSettingsBytes);
    if (!read) return Refused("its settings: " + read.error().message);
    settings = *std::move(read);
  }
  auto values = ReadSettings(settings, card_);
  if (!values) return Refused(values.error().message);
  values_ = *std::move(values);
  return Nothing{};
}

Result<std::unique_ptr<Worker>> Guest::NewWorker() {
  if (!house_.store.Holds(digest_)) return Refused("its copy is no longer what was loaded");
  return Worker::Start(house_.spawner, house_.worker_program, copy_);
}

Outcome Guest::Start() {
  if (auto kept = Keep(); !kept) return kept;
  auto worker = NewWorker();
  if (!worker) return worker.error();
  worker_ = *std::move(worker);
  auto introduced = worker_->Introduced(house_.limits.load);
  if (!introduced) return introduced.error();
  card_ = std::move(introduced->card);
  layers_ = std::move(introduced->layers);
  if (auto read = ReadValues(); !read) return read;
  if (auto sent = worker_->Make(values_, house_.limits.load); !sent) return sent;
  return worker_->Made(house_.words.reference, house_.limits.load);
}

// All that is to be said to it is said at once: it loads and makes its rule without us, and what it
// answers is read when it is taken up.
void Guest::StandBy() {
  if (spare_ || !active()) return;
  auto worker = NewWorker();
  if (!worker) return;  // the next one that is needed is started then, and says why not
  if ((*worker)->Make(values_, house_.limits.load)) spare_ = *std::move(worker);
}

Outcome Guest::TakeUp(std::unique_ptr<Worker> worker) {
  const auto introduced = worker->Introduced(house_.limits.load);
  if (!introduced) return introduced.error();
  if (PackCard(introduced->card) != PackCard(card_))
    return Refused("it says something else of itself than when it was loaded first");
  if (auto made = worker->Made(house_.words.reference, house_.limits.load); !made) return made;
  worker_ = std::move(worker);
  return Nothing{};
}

}  // namespace caseload::rules
