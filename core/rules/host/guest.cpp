// SPDX-License-Identifier: Apache-2.0
#include "rules/host/guest.h"

#include "base/ids.h"
#include "rules/card.h"
#include "rules/lint.h"
#include "rules/manifest.h"
#include "rules/settings.h"

namespace caseload::rules {
namespace {

Error Refused(std::string message) {
  return {v1::ERROR_REASON_RULE_UNAVAILABLE, std::move(message)};
}

}  // namespace

Guest::Guest(const House& house, RuleMember member, const std::string& why)
    : house_(house),
      member_(std::move(member)),
      rule_id_(member_.manifest ? member_.manifest->rule_id() : Legible(member_.name, 64)),
      budget_(house.limits.failures_in_a_row, house.limits.failures_in_an_hour) {
  shown_.set_rule_id(rule_id_);
  shown_.set_state(why.empty() ? v1::RULE_STATE_ACTIVE : v1::RULE_STATE_REFUSED);
  shown_.set_refused_because(why);
}

Guest::Guest(const House& house, RuleMember member) : Guest(house, std::move(member), "") {
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

v1::RuleSetMember Guest::AsMember() const {
  v1::RuleSetMember member;
  if (member_.manifest) member.set_rule_version_id(member_.name);
  member.set_rule_id(rule_id_);
  member.set_library_digest(digest_);
  member.mutable_values()->Add(values_.begin(), values_.end());
  return member;
}

v1::Rule Guest::Describe() const {
  const std::lock_guard lock(shown_mutex_);
  return shown_;
}

bool Guest::active() const {
  const std::lock_guard lock(shown_mutex_);
  return shown_.state() == v1::RULE_STATE_ACTIVE;
}

void Guest::Refuse(const std::string& why) {
  const std::lock_guard lock(shown_mutex_);
  shown_.set_state(v1::RULE_STATE_REFUSED);
  shown_.set_refused_because(why);
}

// From here on the copy is what runs.
Outcome Guest::Keep() {
  const auto bytes = member_.library();
  if (!bytes) return Refused(bytes.error().message);
  digest_ = Sha256Hex(*bytes);
  shown_.set_digest(digest_);
  if (const auto wrong = WrongWithLibrary(*bytes)) return Refused(*wrong);
  auto kept = house_.store.Keep(*bytes, digest_);
  if (!kept) return kept.error();
  copy_ = *std::move(kept);
  return Nothing{};
}

// What was signed is what runs.
Outcome Guest::Recognise() const {
  if (!member_.manifest) return Nothing{};
  if (member_.manifest->library_digest() != digest_)
    return Refused("its library is not the one its manifest names");
  if (const auto differs = Disagreement(*member_.manifest, card_)) return Refused(*differs);
  return Nothing{};
}

Result<std::unique_ptr<Worker>> Guest::NewWorker() {
  // Somebody has tidied the folder of copies: what it was made from is still there.
  if (!house_.store.Holds(digest_)) {
    const auto bytes = member_.library();
    if (!bytes || !house_.store.Keep(*bytes, digest_))
      return Error{v1::ERROR_REASON_BUSY, "the copy of the rule is gone and cannot be made again"};
  }
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
  if (auto recognised = Recognise(); !recognised) return recognised;
  auto values = ValuesFor(card_, member_.settings);
  if (!values) return Refused(values.error().message);
  values_ = *std::move(values);
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
