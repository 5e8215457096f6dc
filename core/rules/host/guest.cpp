// SPDX-License-Identifier: Apache-2.0
#include "rules/host/guest.h"

#include <fstream>
#include <iterator>
#include <system_error>

#include "base/ids.h"
#include "rules/card.h"
#include "rules/host/findings.h"
#include "rules/settings.h"

namespace caseload::rules {
namespace {

// A rule is some tens of kilobytes; one with a whole runtime inside stays below this.
constexpr std::uintmax_t kLibraryBytes = std::uintmax_t{64} * 1024 * 1024;
constexpr std::uintmax_t kSettingsBytes = std::uintmax_t{64} * 1024;

Error Failed(std::string message) { return {v1::ERROR_REASON_RULE_FAILED, std::move(message)}; }
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

Guest::Guest(Spawner& spawner, const std::filesystem::path& worker_program,
             const std::filesystem::path& library, const RuleWords& words, const RuleLimits& limits)
    : spawner_(spawner),
      program_(worker_program.string()),
      library_(library),
      words_(words),
      limits_(limits),
      rule_id_(Legible(library.filename().string(), 64)) {
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
  worker_.reset();
  Refuse(why);
}

void Guest::Refuse(const std::string& why) {
  const std::lock_guard lock(shown_mutex_);
  shown_.set_state(v1::RULE_STATE_REFUSED);
  shown_.set_refused_because(why);
}

Outcome Guest::StartWorker() {
  auto worker = WorkerProcess::Start(spawner_, program_, library_.string());
  if (!worker) return worker.error();
  worker_ = *std::move(worker);
  return Nothing{};
}

Result<RuleCard> Guest::Introduced() {
  const auto frame = worker_->Exchange(FrameType::kLoad, "", limits_.load);
  if (!frame) return frame.error();
  if (frame->type == FrameType::kRefused)
    return Refused(Legible(frame->payload, 2 * kLineCharacters));
  auto card = frame->type == FrameType::kHello ? UnpackCard(frame->payload) : std::nullopt;
  if (!card) return Failed("its worker said what cannot be understood");
  if (const auto wrong = WrongWith(*card)) return Failed("its card is invalid: " + *wrong);
  return *std::move(card);
}

Outcome Guest::Made(const RuleCard& card) {
  std::error_code error;
  auto settings_path = library_;
  settings_path.replace_extension(".json");
  std::string settings = "{}";
  if (std::filesystem::exists(settings_path, error)) {
    auto read = ReadFile(settings_path, kSettingsBytes);
    if (!read) return Refused("its settings: " + read.error().message);
    settings = *std::move(read);
  }
  auto values = ReadSettings(settings, card);
  if (!values) return Refused(values.error().message);
  const auto frame = worker_->Exchange(
      FrameType::kMake, PackMaking({*std::move(values), words_.reference}), limits_.load);
  if (!frame) return frame.error();
  if (frame->type == FrameType::kRefused)
    return Refused(Legible(frame->payload, 2 * kLineCharacters));
  if (frame->type != FrameType::kMade) return Failed("its worker said what cannot be understood");
  return Nothing{};
}

// UNAVAILABLE: it was refused for good, and trying again changes nothing.
Outcome Guest::Start() {
  std::error_code error;
  if (!std::filesystem::exists(library_, error)) return Refused("there is no such file");
  const auto bytes = ReadFile(library_, kLibraryBytes);
  if (!bytes) return bytes.error();
  const std::string digest = Sha256Hex(*bytes);
  if (!digest_.empty() && digest != digest_) {
    return Refused("its file is no longer the one that was loaded");
  }
  digest_ = digest;
  {
    const std::lock_guard lock(shown_mutex_);
    shown_.set_digest(digest);
  }
  if (auto started = StartWorker(); !started) return started;
  auto card = Introduced();
  if (!card) return card.error();
  if (!card_.id.empty() && card->id != card_.id) return Refused("it changed its name");
  if (auto made = Made(*card); !made) return made;
  card_ = *std::move(card);
  return Nothing{};
}

Result<std::vector<v1::Finding>> Guest::Ask(const SubjectFacts& facts) {
  if (!worker_) {
    if (const auto started = Start(); !started) return started.error();
  }
  const auto frame = worker_->Exchange(FrameType::kAsk, PackFacts(facts.rows, card_.facts_needed),
                                       limits_.evaluation);
  if (!frame) return frame.error();
  const auto answer =
      frame->type == FrameType::kAnswer ? UnpackAnswer(frame->payload) : std::nullopt;
  if (!answer) return Failed("its worker said what cannot be understood");
  return ReadAnswer(*answer, card_, facts, words_.numbers);
}

// A failure costs the worker: whatever state the rule got itself into is gone with it.
void Guest::Count(const Error& failure) {
  worker_.reset();
  ++failures_;
  if (failure.reason == v1::ERROR_REASON_RULE_UNAVAILABLE) {
    Refuse(failure.message);
  } else if (failures_ >= limits_.failures_in_a_row) {
    Refuse("it failed " + std::to_string(failures_) + " times in a row, the last time because " +
           failure.message);
  }
}

Result<std::vector<v1::Finding>> Guest::Evaluate(const SubjectFacts& facts) {
  const std::lock_guard lock(asking_);
  if (!active()) return Refused("the rule " + rule_id_ + " is not in force");
  auto findings = Ask(facts);
  if (findings) {
    failures_ = 0;
    return findings;
  }
  if (findings.error().reason == v1::ERROR_REASON_TOO_LARGE) return findings;
  Count(findings.error());
  return Failed("the rule " + rule_id_ + " failed: " + findings.error().message);
}

}  // namespace caseload::rules
