// SPDX-License-Identifier: Apache-2.0
// RuleLife: the steps by which a version of a rule comes into force and out of it. Each is a change
// with who and why; what is in force is what the record says.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "app/case_vignettes.h"
#include "app/desk.h"
#include "caseload/v1/rule_service.pb.h"
#include "rules/rule_book.h"

namespace caseload::app {

// More rules than any authority keeps.
inline constexpr std::size_t kInForceMost = 1000;

class RuleLife {
 public:
  RuleLife(const Desk& desk, rules::RuleBook& book, const CaseVignettes& vignettes);
  ~RuleLife();
  RuleLife(const RuleLife&) = delete;
  RuleLife& operator=(const RuleLife&) = delete;

  // All block while rules start: not for a thread that serves others. RULE_STAGE when the version
  // stands where the step cannot be taken from.
  void Activate(const Asking& asking, const v1::ActivateRuleRequest& request, Done done);
  void Shadow(const Asking& asking, const v1::ShadowRuleRequest& request, Done done);
  void RollBack(const Asking& asking, const v1::RollBackRuleRequest& request, Done done);
  void Retire(const Asking& asking, const v1::RetireRuleRequest& request, Done done);
  void Quarantine(const Asking& asking, const v1::QuarantineRuleRequest& request, Done done);
  Result<v1::GetRuleSetResponse> GetSet(const v1::GetRuleSetRequest& request) const;
  // Called after other rules came into force or into shadow, on the thread that took the step. Set
  // once, before steps are taken; it must not block.
  void OnNewSet(std::function<void()> listener) { on_new_set_ = std::move(listener); }

  // A rule as it stands in a set that was kept, whatever became of its version since.
  Result<rules::RuleMember> MemberAsKept(const v1::RuleSetMember& member) const;

  // Brings into force what the record says is. Once, at start; a rule that cannot be started is in
  // the list, and does not keep the server from starting.
  Outcome Recall();
  // Instead: no rule is in force until the next start, whatever steps are taken, and the list says
  // why.
  void DoWithout(const std::string& why);

 private:
  // What is changed of the record, once the rules that would be in force are alive.
  using Step = std::function<Result<Answer>(Draft&, const v1::RuleSet& to_be)>;
  // Starts what `wanted` lists, takes the step, and puts in force what the record then says.
  void Take(const Asking& asking, const std::string& action, const std::string& because,
            std::span<const rules::RuleMember> wanted, const Step& step, Done done);
  Result<std::vector<v1::RuleVersion>> InForce() const;
  rules::RuleMember MemberOf(const v1::RuleVersion& version) const;
  // Whether the set keeps what is promised: by the case vignettes of the authority, and, when the
  // authority set values, by the stories that come with the version. RULE_VIGNETTE_BROKEN.
  Outcome Hold(const v1::RuleVersion& version, std::span<const rules::RuleMember> members) const;
  // The version that a request wants to stand there, with the values it names, and the members
  // that would then: it is among them when it was validated, and alive.
  struct Coming {
    v1::RuleVersion version;
    std::vector<rules::RuleMember> members;
  };
  // What a rollback of the rule ends, and what it brings back, as that will stand. RULE_STAGE when
  // there is no way back; RULE_SIGNATURE_INVALID when the key of what was before was revoked.
  struct WayBack {
    v1::RuleVersion leaving;
    v1::RuleVersion former;
  };
  Result<WayBack> WayBackOf(const std::string& rule_id) const;
  // Adds the version to those it is to stand with. RULE_UNAVAILABLE when it cannot be started.
  Outcome Join(const v1::RuleVersion& version, std::vector<rules::RuleMember>& members) const;
  template <class Request>
  Result<Coming> ComingBy(const Request& request, const char* stand) const;
  // The members that stand there, but for the rule of this name.
  Result<std::vector<rules::RuleMember>> MembersThat(const char* stand,
                                                     const std::string& but = {}) const;
  Result<std::vector<v1::RuleVersion>> VersionsThat(const char* stand) const;
  Result<std::vector<v1::Rule>> Stopped() const;
  Outcome FollowTheRecord();
  void StopFailed();
  // Whether the record and what is in force have followed.
  bool Stop(const std::string& rule_version_id, const std::string& why);
  // Retire and Quarantine: out of force, to the stage.
  template <class Response, class Request>
  void TakeOut(const Asking& asking, const Request& request, const std::string& action,
               v1::RuleStage stage, Done done);

  const Desk& desk_;
  rules::RuleBook& book_;
  std::function<void()> on_new_set_;
  const CaseVignettes& vignettes_;
  std::mutex changing_;  // one step at a time: what was prepared is what is put in force
  std::atomic<bool> without_rules_ = false;
  std::mutex failed_mutex_;
  std::condition_variable wake_;
  std::deque<std::pair<std::string, std::string>> failed_;  // versions, and why
  bool ending_ = false;
  std::thread stopping_rules_;
};

}  // namespace caseload::app
