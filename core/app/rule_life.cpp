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

Outcome CheckBecause(const std::string& because) {
  Problems problems;
  problems.Needs("because", because);
  return problems.Judge();
}

// The version of the rule that is in force, or in shadow; nothing when none is.
Result<std::optional<Loaded<v1::RuleVersion>>> StandingOf(Draft& draft, const char* stand,
                                                          const std::string& rule_id) {
  const auto ids = draft.Under(store::Field::kRuleVersionInForce, stand, kInForceMost);
  if (!ids) return ids.error();
  for (const auto& id : *ids) {
    auto version = draft.Load<v1::RuleVersion>(id, "rule_version_id");
    if (!version) return version.error();
    if (version->message.manifest().rule_id() == rule_id) return std::optional(*std::move(version));
  }
  return std::optional<Loaded<v1::RuleVersion>>();
}

Result<std::optional<Loaded<v1::RuleVersion>>> InForceOf(Draft& draft, const std::string& rule_id) {
  return StandingOf(draft, kInForce, rule_id);
}

void Move(Draft& draft, v1::RuleVersion& version, v1::RuleStage stage, const std::string& because) {
  version.set_stopped_in_force(stage == v1::RULE_STAGE_QUARANTINED &&
                               version.stage() == v1::RULE_STAGE_ACTIVE);
  version.set_stage(stage);
  version.set_because(because);
  // Whatever was found before, it counts no more.
  if (stage == v1::RULE_STAGE_QUARANTINED) version.set_validated(false);
  draft.Update(version, version.rule_version_id());
}

// Another version takes its place. One that was stopped stays in quarantine, and is missed no more.
void Leave(Draft& draft, v1::RuleVersion& version, const std::string& because) {
  if (version.stage() == v1::RULE_STAGE_ACTIVE) {
    Move(draft, version, v1::RULE_STAGE_RETIRED, because);
  } else {
    version.set_stopped_in_force(false);
    draft.Update(version, version.rule_version_id());
  }
}

// In force already: with other values it takes its own place.
Outcome TakeItsOwnPlace(v1::RuleVersion& version, const ParameterValues& values) {
  const auto bytes = [](const v1::RuleParameterValue& value) { return value.SerializeAsString(); };
  if (std::ranges::equal(version.parameter_values(), values, {}, bytes, bytes))
    return WrongStage("the version is in force with these very values");
  // Only what they rest on was put right: a rollback still goes back to what was before.
  if (SettingsOf(version.parameter_values()) == SettingsOf(values)) return Nothing{};
  version.set_replaced_rule_version_id(version.rule_version_id());
  *version.mutable_replaced_parameter_values() = version.parameter_values();
  return Nothing{};
}

template <class Response>
Answer Moved(const v1::RuleVersion& version, const v1::RuleSet& set) {
  Response response;
  *response.mutable_rule_version() = version;
  *response.mutable_rule_set() = set;
  return AnswerWith(std::move(response));
}

// Whether a version that was looked at may stand there; one that is in force may be given other
// values.
bool MayStand(const v1::RuleVersion& version, const char* stand) {
  const bool is_in_force = version.stage() == v1::RULE_STAGE_ACTIVE;
  return WasValidated(version) || (is_in_force && std::string_view(stand) == kInForce);
}

// The new rule of a set that was prepared, if it is not alive.
Outcome CheckAlive(const rules::RuleSet& set) {
  const auto refused = set.Refused();
  if (refused.empty()) return Nothing{};
  const v1::Rule& rule = refused.front();
  return Error{v1::ERROR_REASON_RULE_UNAVAILABLE,
               "the rule " + rule.rule_id() + " cannot be started: " + rule.refused_because()};
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
    if (version->message.stage() == v1::RULE_STAGE_ACTIVE ||
        version->message.stage() == v1::RULE_STAGE_SHADOW)
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

// Alone first: one that is in force and fails to start is no reason to refuse another.
Outcome RuleLife::Join(const v1::RuleVersion& version,
                       std::vector<rules::RuleMember>& members) const {
  const rules::RuleMember wanted = MemberOf(version);
  const auto alone = book_.Prepare({&wanted, 1});
  if (auto alive = CheckAlive(*alone); !alive) return alive;
  members.push_back(wanted);
  return Nothing{};
}

template <class Request>
Result<RuleLife::Coming> RuleLife::ComingBy(const Request& request, const char* stand) const {
  auto version =
      ReadMessage<v1::RuleVersion>(desk_, request.rule_version_id(), {}, "rule_version_id");
  if (!version) return version.error();
  Problems problems;
  CheckValues(version->manifest(), request.parameter_values(), "parameter_values", problems);
  if (auto wrong = problems.Judge(); !wrong) return wrong.error();
  *version->mutable_parameter_values() = request.parameter_values();
  auto members = MembersThat(stand, version->manifest().rule_id());
  if (!members) return members.error();
  if (MayStand(*version, stand)) {
    if (auto alive = Join(*version, *members); !alive) return alive.error();
  }
  return Coming{*std::move(version), *std::move(members)};
}

void RuleLife::Activate(const Asking& asking, const v1::ActivateRuleRequest& request, Done done) {
  if (auto wrong = CheckBecause(request.because()); !wrong) return done(wrong.error());
  const std::lock_guard lock(changing_);
  const auto coming = ComingBy(request, kInForce);
  if (!coming) return done(coming.error());
  const bool may_stand = MayStand(coming->version, kInForce);
  const Outcome held = may_stand ? Hold(coming->version, coming->members) : Nothing{};
  Take(
      asking, "rules.activate", request.because(), coming->members,
      [request, may_stand, held](Draft& draft, const v1::RuleSet& to_be) -> Result<Answer> {
        if (!may_stand) return WrongStage("only a version that was validated comes into force");
        auto kept = draft.Load<v1::RuleVersion>(request.rule_version_id(), "rule_version_id");
        if (!kept) return kept.error();
        if (auto stale = record::CheckEtag(request.etag(), kept->version); !stale)
          return stale.error();
        v1::RuleVersion& next = kept->message;
        if (!MayStand(next, kInForce)) return WrongStage("the version was not validated");
        if (auto stands = CheckKeyStands(draft, next); !stands) return stands.error();
        auto former = InForceOf(draft, next.manifest().rule_id());
        if (!former) return former.error();
        if (next.stage() == v1::RULE_STAGE_ACTIVE) {
          if (auto other = TakeItsOwnPlace(next, request.parameter_values()); !other)
            return other.error();
        } else {
          next.clear_replaced_rule_version_id();
          next.clear_replaced_parameter_values();
        }
        if (next.stage() != v1::RULE_STAGE_ACTIVE && *former) {
          next.set_replaced_rule_version_id((*former)->message.rule_version_id());
          Move(draft, (*former)->message, v1::RULE_STAGE_RETIRED,
               "another version took its place: " + request.because());
        }
        if (!held) return held.error();
        *next.mutable_parameter_values() = request.parameter_values();
        Move(draft, next, v1::RULE_STAGE_ACTIVE, request.because());
        return Moved<v1::ActivateRuleResponse>(next, to_be);
      },
      std::move(done));
}

void RuleLife::Shadow(const Asking& asking, const v1::ShadowRuleRequest& request, Done done) {
  if (auto wrong = CheckBecause(request.because()); !wrong) return done(wrong.error());
  const std::lock_guard lock(changing_);
  const auto coming = ComingBy(request, kInShadow);
  if (!coming) return done(coming.error());
  // Only cases are asked about by the server itself: a report of the others would hold nothing, and
  // look as if they added nothing.
  if (std::ranges::count(coming->version.manifest().subjects(), "child") == 0) {
    return done(Error{v1::ERROR_REASON_RULE_UNAVAILABLE,
                      "the rule is not about cases: in shadow nobody would ask it",
                      {{"rule_version_id", "is of a rule that is not asked about children"}}});
  }
  Take(
      asking, "rules.shadow", request.because(), coming->members,
      [request](Draft& draft, const v1::RuleSet& to_be) -> Result<Answer> {
        auto kept = draft.Load<v1::RuleVersion>(request.rule_version_id(), "rule_version_id");
        if (!kept) return kept.error();
        if (auto stale = record::CheckEtag(request.etag(), kept->version); !stale)
          return stale.error();
        v1::RuleVersion& next = kept->message;
        if (!WasValidated(next))
          return WrongStage("only a version that was validated, and is not in force, is shadowed");
        if (auto stands = CheckKeyStands(draft, next); !stands) return stands.error();
        auto former = StandingOf(draft, kInShadow, next.manifest().rule_id());
        if (!former) return former.error();
        if (*former && (*former)->message.rule_version_id() != next.rule_version_id()) {
          Move(draft, (*former)->message, v1::RULE_STAGE_VALIDATED,
               "another version is in shadow: " + request.because());
        }
        *next.mutable_parameter_values() = request.parameter_values();
        Move(draft, next, v1::RULE_STAGE_SHADOW, request.because());
        return Moved<v1::ShadowRuleResponse>(next, to_be);
      },
      std::move(done));
}

// What was set before comes back, or the version that was there before; from one that was stopped
// in force as well: that is when it is needed most.
Result<RuleLife::WayBack> RuleLife::WayBackOf(const std::string& rule_id) const {
  std::optional<v1::RuleVersion> leaving;
  for (const char* stand : {kInForce, kStopped}) {
    const auto versions = VersionsThat(stand);
    if (!versions) return versions.error();
    for (const auto& version : *versions) {
      if (!leaving && version.manifest().rule_id() == rule_id) leaving = version;
    }
  }
  if (!leaving) return WrongStage("no version of the rule is in force, and none was stopped");
  const std::string& former_id = leaving->replaced_rule_version_id();
  if (former_id.empty()) return WrongStage("the version took the place of none");
  if (former_id == leaving->rule_version_id()) {
    if (leaving->stage() != v1::RULE_STAGE_ACTIVE)
      return WrongStage("the version was stopped, whatever is set for it");
    v1::RuleVersion former = *leaving;
    *former.mutable_parameter_values() = leaving->replaced_parameter_values();
    former.clear_replaced_parameter_values();
    former.clear_replaced_rule_version_id();
    return WayBack{*leaving, former};
  }
  auto former = ReadMessage<v1::RuleVersion>(desk_, former_id, {}, "rule_version_id");
  if (!former) return former.error();
  if (!WasValidated(*former))
    return WrongStage("the version it took the place of must not come into force");
  if (auto stands = CheckKeyStands(desk_, *former); !stands) return stands.error();
  return WayBack{*leaving, *std::move(former)};
}

void RuleLife::RollBack(const Asking& asking, const v1::RollBackRuleRequest& request, Done done) {
  if (auto wrong = CheckBecause(request.because()); !wrong) return done(wrong.error());
  const std::lock_guard lock(changing_);
  const auto way = WayBackOf(request.rule_id());
  auto members = MembersThat(kInForce, request.rule_id());
  if (!members) return done(members.error());
  Outcome held = Nothing{};
  if (way) {
    if (auto alive = Join(way->former, *members); !alive) return done(alive.error());
    held = Hold(way->former, *members);
  }
  Take(
      asking, "rules.roll-back", request.because(), *members,
      [request, way, held](Draft& draft, const v1::RuleSet& to_be) -> Result<Answer> {
        if (!way) return way.error();
        if (!held) return held.error();
        auto leaving = draft.Load<v1::RuleVersion>(way->leaving.rule_version_id(), "rule_id");
        if (!leaving) return leaving.error();
        // Steps take turns, but for the server's own that stops a rule: it comes first.
        if (auto stale = record::CheckEtag(way->leaving.etag(), leaving->version); !stale)
          return stale.error();
        v1::RuleVersion former = way->former;
        if (former.rule_version_id() != leaving->message.rule_version_id())
          Leave(draft, leaving->message, request.because());
        Move(draft, former, v1::RULE_STAGE_ACTIVE, request.because());
        return Moved<v1::RollBackRuleResponse>(former, to_be);
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
  // A rule that does harm must go whatever is promised of it: nothing here holds that back.
  const auto vignettes = vignettes_.Standing();
  const auto files = vignettes ? *vignettes : std::vector<rules::StoryFile>();
  Take(
      asking, action, request.because(), members,
      [request, stage, files](Draft& draft, const v1::RuleSet& to_be) -> Result<Answer> {
        auto kept = draft.Load<v1::RuleVersion>(request.rule_version_id(), "rule_version_id");
        if (!kept) return kept.error();
        if (auto stale = record::CheckEtag(request.etag(), kept->version); !stale)
          return stale.error();
        if (kept->message.stage() == stage) return WrongStage("the version stands there already");
        Response response;
        if (kept->message.stage() == v1::RULE_STAGE_ACTIVE) {
          for (auto& promise : rules::DemandedOf(kept->message.manifest().rule_id(), files))
            *response.add_open_promises() = std::move(promise);
        }
        Move(draft, kept->message, stage, request.because());
        *response.mutable_rule_version() = kept->message;
        *response.mutable_rule_set() = to_be;
        return AnswerWith(std::move(response));
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
  *response.mutable_shadow_set() = book_.InShadow()->Describe();
  return response;
}

}  // namespace caseload::app
