// SPDX-License-Identifier: Apache-2.0
#include "rules/host/guest.h"

#include "base/ids.h"
#include "rules/card.h"
#include "rules/lint.h"
#include "rules/manifest.h"

namespace caseload::rules {
namespace {

Error Refused(std::string message) {
  return {v1::ERROR_REASON_RULE_UNAVAILABLE, std::move(message)};
}

// What a rule asks for, and never more than the server gives.
template <class Number>
Number Granted(Number given, std::uint32_t asked) {
  return asked == 0 ? given : std::min(given, Number(asked));
}
v1::RuleLimitsAsked AskedBy(const RuleMember& member) {
  return member.manifest ? member.manifest->limits_asked() : v1::RuleLimitsAsked();
}

v1::RuleSetValues& LaterValues(Date from, v1::RuleSetMember& member) {
  auto& later = *member.add_later_values();
  later.set_from_on(FormatDate(from));
  return later;
}

}  // namespace

Guest::Guest(const House& house, RuleMember member, const std::string& why)
    : house_(house),
      member_(std::move(member)),
      evaluation_(Granted(house.limits.evaluation, AskedBy(member_).evaluation_millis())),
      most_findings_(Granted(std::size_t{CASELOAD_MOST_FINDINGS}, AskedBy(member_).findings())),
      rule_id_(member_.manifest ? member_.manifest->rule_id() : Legible(member_.name, 64)),
      budget_(house.limits.failures_in_a_row, house.limits.failures_in_an_hour, house.limits.rest) {
  shown_.set_rule_id(rule_id_);
  if (member_.manifest) *shown_.mutable_subjects() = member_.manifest->subjects();
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
  *shown_.mutable_subjects() = ManifestOf(card_).subjects();
  StandBy();
}

v1::RuleSetMember Guest::AsMember() const {
  v1::RuleSetMember member;
  if (member_.manifest) member.set_rule_version_id(member_.name);
  member.set_rule_id(rule_id_);
  member.set_library_digest(digest_);
  for (const auto& [from, values] : values_) {
    auto& kept =
        from == kAlways ? *member.mutable_values() : *LaterValues(from, member).mutable_values();
    kept.Add(values.begin(), values.end());
  }
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

std::optional<WorkerUse> Guest::Used() const {
  const std::lock_guard lock(asking_);
  return worker_ ? worker_->Used() : std::nullopt;
}

std::string Guest::LostInABatch() const {
  const std::lock_guard lock(asking_);
  return lost_in_a_batch_;
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
      return Refused("its copy is gone and cannot be made again");
  }
  auto worker = Worker::Start(house_.spawner, {house_.worker_program, copy_, house_.environment});
  if (worker && house_.given_up) (*worker)->GiveWay();
  return worker;
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
  auto values = ValuesFor(card_, member_.manifest ? WithThoseOf(*member_.manifest, member_.settings)
                                                  : member_.settings);
  if (!values) return Refused(values.error().message);
  values_ = *std::move(values);
  if (auto sent = worker_->Make(WhatItIsMadeWith(), house_.limits.load); !sent) return sent;
  return worker_->Made(house_.words.reference, house_.limits.load);
}

Making Guest::WhatItIsMadeWith() const {
  Making making;
  for (const auto& [from, values] : values_) making.push_back(values);
  return making;
}

// All that is to be said to it is said at once: it loads and makes its rule without us, and what it
// answers is read when it is taken up.
void Guest::StandBy() {
  if (spare_ || !active()) return;
  auto worker = NewWorker();
  if (!worker) return;  // the next one that is needed is started then, and says why not
  if ((*worker)->Make(WhatItIsMadeWith(), house_.limits.load)) spare_ = *std::move(worker);
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
