// SPDX-License-Identifier: Apache-2.0
#include "app/rule_life.h"

#include <algorithm>

#include "app/reading.h"
#include "app/rule_versions.h"
#include "record/checks.h"

namespace caseload::app {
namespace {

using record::Problems;

// Who stops a rule that failed too often.
constexpr const char* kServer = "caseloadd";

Error WrongStage(std::string message) { return {v1::ERROR_REASON_RULE_STAGE, std::move(message)}; }

// It was held to its contract, and nobody has said since that it must be again.
bool MayComeIntoForce(const v1::RuleVersion& version) {
  switch (version.stage()) {
    case v1::RULE_STAGE_VALIDATED:
    case v1::RULE_STAGE_SHADOW:
      return true;
    case v1::RULE_STAGE_RETIRED:
      return version.validated();
    default:
      return false;
  }
}

Outcome CheckBecause(const std::string& because) {
  Problems problems;
  problems.Needs("because", because);
  return problems.Judge();
}

Outcome CheckValues(const v1::RuleManifest& manifest, const v1::ActivateRuleRequest& request) {
  Problems problems;
  for (const auto& value : request.parameter_values()) {
    const auto parameter =
        std::ranges::find(manifest.parameters(), value.name(), &v1::RuleParameter::name);
    if (parameter == manifest.parameters().end()) {
      problems.Add("parameter_values.name", "is no parameter of the rule");
    } else if (value.value() < parameter->least() || value.value() > parameter->most()) {
      problems.Add("parameter_values.value", "of " + parameter->name() + " must lie between " +
                                                 std::to_string(parameter->least()) + " and " +
                                                 std::to_string(parameter->most()));
    }
  }
  return problems.Judge();
}

// The version that is in force of the rule; nothing when none is.
Result<std::optional<Loaded<v1::RuleVersion>>> InForceOf(Draft& draft, const std::string& rule_id) {
  const auto ids = draft.Under(store::Field::kRuleVersionInForce, kInForce, kInForceMost);
  if (!ids) return ids.error();
  for (const auto& id : *ids) {
    auto version = draft.Load<v1::RuleVersion>(id, "rule_version_id");
    if (!version) return version.error();
    if (version->message.manifest().rule_id() == rule_id) return std::optional(*std::move(version));
  }
  return std::optional<Loaded<v1::RuleVersion>>();
}

void Move(Draft& draft, v1::RuleVersion& version, v1::RuleStage stage, const std::string& because) {
  version.set_stage(stage);
  version.set_because(because);
  // Whatever was found before, it counts no more.
  if (stage == v1::RULE_STAGE_QUARANTINED) version.set_validated(false);
  draft.Update(version, version.rule_version_id());
}

template <class Response>
Answer Moved(const v1::RuleVersion& version, const v1::RuleSet& set) {
  Response response;
  *response.mutable_rule_version() = version;
  *response.mutable_rule_set() = set;
  return AnswerWith(std::move(response));
}

// The new rule of a set that was prepared, if it is not alive.
Outcome CheckAlive(const rules::RuleSet& set) {
  for (const auto& rule : set.List()) {
    if (rule.state() != v1::RULE_STATE_REFUSED) continue;
    return Error{v1::ERROR_REASON_RULE_UNAVAILABLE,
                 "the rule " + rule.rule_id() + " cannot be started: " + rule.refused_because()};
  }
  return Nothing{};
}

}  // namespace

// A rule that failed too often is refused by its set at once; here the record learns of it, and the
// next set is one without it.
void RuleLife::StopFailed() {
  std::unique_lock lock(failed_mutex_);
  while (true) {
    wake_.wait(lock, [this] { return ending_ || !failed_.empty(); });
    if (ending_) return;
    const auto [rule_version_id, why] = failed_.front();
    lock.unlock();
    const bool kept = Stop(rule_version_id, why);
    lock.lock();
    if (kept) {
      failed_.pop_front();
    } else {
      // The store is busy or full: until it takes the change, the rule stays refused in memory.
      constexpr auto kAgainIn = std::chrono::seconds(1);
      wake_.wait_for(lock, kAgainIn, [this] { return ending_; });
    }
  }
}

bool RuleLife::Stop(const std::string& rule_version_id, const std::string& why) {
  const std::lock_guard lock(changing_);
  Command command;
  command.intent = {kServer, "rules.quarantine", why, "", ""};
  command.decide = [&](Draft& draft) -> Result<Answer> {
    auto version = draft.Load<v1::RuleVersion>(rule_version_id, "rule_version_id");
    if (!version) return version.error();
    if (version->message.stage() == v1::RULE_STAGE_ACTIVE)
      Move(draft, version->message, v1::RULE_STAGE_QUARANTINED, why);
    return Moved<v1::QuarantineRuleResponse>(version->message, {});
  };
  const auto kept = desk_.ledger().SubmitAndWait(std::move(command));
  const bool later = !kept && (kept.error().reason == v1::ERROR_REASON_BUSY ||
                               kept.error().reason == v1::ERROR_REASON_STORE_UNAVAILABLE);
  return !later && FollowTheRecord().ok();
}

void RuleLife::Take(const Asking& asking, const std::string& action, const std::string& because,
                    std::span<const rules::RuleMember> wanted, const Step& step, Done done) {
  const auto set = book_.Prepare(without_rules_ ? std::span<const rules::RuleMember>() : wanted);
  Command command;
  command.intent = {asking.actor, action, because, asking.request_id, asking.request_digest};
  command.decide = [step, to_be = set->Describe()](Draft& draft) { return step(draft, to_be); };
  auto answer = desk_.ledger().SubmitAndWait(std::move(command));
  // What was prepared is alive until here. The record decides: a request that comes again is
  // answered as it was at first, and changes nothing.
  if (answer) {
    if (auto followed = FollowTheRecord(); !followed) answer = followed.error();
  }
  done(std::move(answer));
}

void RuleLife::Activate(const Asking& asking, const v1::ActivateRuleRequest& request, Done done) {
  if (auto wrong = CheckBecause(request.because()); !wrong) return done(wrong.error());
  const std::lock_guard lock(changing_);
  auto version =
      ReadMessage<v1::RuleVersion>(desk_, request.rule_version_id(), {}, "rule_version_id");
  if (!version) return done(version.error());
  if (auto wrong = CheckValues(version->manifest(), request); !wrong) return done(wrong.error());
  *version->mutable_parameter_values() = request.parameter_values();
  auto members = MembersBeside(version->manifest().rule_id());
  if (!members) return done(members.error());
  if (MayComeIntoForce(*version)) {
    // Alone first: one that is in force and fails to start is no reason to refuse another.
    const rules::RuleMember wanted = MemberOf(*version);
    const auto alone = book_.Prepare({&wanted, 1});
    if (auto alive = CheckAlive(*alone); !alive) return done(alive.error());
    members->push_back(wanted);
    return Take(
        asking, "rules.activate", request.because(), *members,
        [request](Draft& draft, const v1::RuleSet& to_be) -> Result<Answer> {
          auto kept = draft.Load<v1::RuleVersion>(request.rule_version_id(), "rule_version_id");
          if (!kept) return kept.error();
          if (auto stale = record::CheckEtag(request.etag(), kept->version); !stale)
            return stale.error();
          v1::RuleVersion& next = kept->message;
          if (!MayComeIntoForce(next)) return WrongStage("the version was not validated");
          if (auto stands = CheckKeyStands(draft, next); !stands) return stands.error();
          auto former = InForceOf(draft, next.manifest().rule_id());
          if (!former) return former.error();
          next.clear_replaced_rule_version_id();
          if (*former) {
            next.set_replaced_rule_version_id((*former)->message.rule_version_id());
            Move(draft, (*former)->message, v1::RULE_STAGE_RETIRED,
                 "another version took its place: " + request.because());
          }
          *next.mutable_parameter_values() = request.parameter_values();
          Move(draft, next, v1::RULE_STAGE_ACTIVE, request.because());
          return Moved<v1::ActivateRuleResponse>(next, to_be);
        },
        std::move(done));
  }
  Take(
      asking, "rules.activate", request.because(), *members,
      [](Draft&, const v1::RuleSet&) -> Result<Answer> {
        return WrongStage("only a version that was validated comes into force");
      },
      std::move(done));
}

void RuleLife::RollBack(const Asking& asking, const v1::RollBackRuleRequest& request, Done done) {
  if (auto wrong = CheckBecause(request.because()); !wrong) return done(wrong.error());
  const std::lock_guard lock(changing_);
  const auto versions = InForce();
  if (!versions) return done(versions.error());
  std::vector<rules::RuleMember> members;
  for (const auto& version : *versions) {
    if (version.manifest().rule_id() != request.rule_id()) {
      members.push_back(MemberOf(version));
    } else if (!version.replaced_rule_version_id().empty()) {
      auto former = ReadMessage<v1::RuleVersion>(desk_, version.replaced_rule_version_id(), {},
                                                 "rule_version_id");
      if (!former) return done(former.error());
      if (!MayComeIntoForce(*former)) continue;  // the step says so
      members.push_back(MemberOf(*former));
      const auto alone = book_.Prepare({&members.back(), 1});
      if (auto alive = CheckAlive(*alone); !alive) return done(alive.error());
    }
  }
  Take(
      asking, "rules.roll-back", request.because(), members,
      [request](Draft& draft, const v1::RuleSet& to_be) -> Result<Answer> {
        auto current = InForceOf(draft, request.rule_id());
        if (!current) return current.error();
        if (!*current) return WrongStage("no version of the rule is in force");
        v1::RuleVersion& leaving = (*current)->message;
        if (leaving.replaced_rule_version_id().empty())
          return WrongStage("the version in force took the place of none");
        auto former =
            draft.Load<v1::RuleVersion>(leaving.replaced_rule_version_id(), "rule_version_id");
        if (!former) return former.error();
        if (!MayComeIntoForce(former->message))
          return WrongStage("the version it took the place of must not come into force");
        Move(draft, leaving, v1::RULE_STAGE_RETIRED, request.because());
        Move(draft, former->message, v1::RULE_STAGE_ACTIVE, request.because());
        return Moved<v1::RollBackRuleResponse>(former->message, to_be);
      },
      std::move(done));
}

template <class Response, class Request>
void RuleLife::TakeOut(const Asking& asking, const Request& request, const std::string& action,
                       v1::RuleStage stage, Done done) {
  if (auto wrong = CheckBecause(request.because()); !wrong) return done(wrong.error());
  const std::lock_guard lock(changing_);
  const auto versions = InForce();
  if (!versions) return done(versions.error());
  std::vector<rules::RuleMember> members;
  for (const auto& version : *versions) {
    if (version.rule_version_id() != request.rule_version_id())
      members.push_back(MemberOf(version));
  }
  Take(
      asking, action, request.because(), members,
      [request, stage](Draft& draft, const v1::RuleSet& to_be) -> Result<Answer> {
        auto kept = draft.Load<v1::RuleVersion>(request.rule_version_id(), "rule_version_id");
        if (!kept) return kept.error();
        if (auto stale = record::CheckEtag(request.etag(), kept->version); !stale)
          return stale.error();
        if (kept->message.stage() == stage) return WrongStage("the version stands there already");
        Move(draft, kept->message, stage, request.because());
        return Moved<Response>(kept->message, to_be);
      },
      std::move(done));
}

void RuleLife::Retire(const Asking& asking, const v1::RetireRuleRequest& request, Done done) {
  TakeOut<v1::RetireRuleResponse>(asking, request, "rules.retire", v1::RULE_STAGE_RETIRED,
                                  std::move(done));
}

void RuleLife::Quarantine(const Asking& asking, const v1::QuarantineRuleRequest& request,
                          Done done) {
  TakeOut<v1::QuarantineRuleResponse>(asking, request, "rules.quarantine",
                                      v1::RULE_STAGE_QUARANTINED, std::move(done));
}

Result<v1::GetRuleSetResponse> RuleLife::GetSet(const v1::GetRuleSetRequest&) const {
  v1::GetRuleSetResponse response;
  *response.mutable_rule_set() = book_.InForce()->Describe();
  return response;
}

}  // namespace caseload::app
