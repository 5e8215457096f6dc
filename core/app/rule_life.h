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

#include "app/desk.h"
#include "caseload/v1/rule_service.pb.h"
#include "rules/rule_book.h"

namespace caseload::app {

// More rules than any authority keeps.
inline constexpr std::size_t kInForceMost = 1000;

class RuleLife {
 public:
  RuleLife(const Desk& desk, rules::RuleBook& book);
  ~RuleLife();
  RuleLife(const RuleLife&) = delete;
  RuleLife& operator=(const RuleLife&) = delete;

  // All block while rules start: not for a thread that serves others. RULE_STAGE when the version
  // stands where the step cannot be taken from.
  void Activate(const Asking& asking, const v1::ActivateRuleRequest& request, Done done);
  void RollBack(const Asking& asking, const v1::RollBackRuleRequest& request, Done done);
  void Retire(const Asking& asking, const v1::RetireRuleRequest& request, Done done);
  void Quarantine(const Asking& asking, const v1::QuarantineRuleRequest& request, Done done);
  Result<v1::GetRuleSetResponse> GetSet(const v1::GetRuleSetRequest& request) const;

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
  Result<std::vector<rules::RuleMember>> MembersInForce() const;
  rules::RuleMember MemberOf(const v1::RuleVersion& version) const;
  // The members that stay when the rule of this name is left out.
  Result<std::vector<rules::RuleMember>> MembersBeside(const std::string& rule_id) const;
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
  std::mutex changing_;  // one step at a time: what was prepared is what is put in force
  std::atomic<bool> without_rules_ = false;
  std::mutex failed_mutex_;
  std::condition_variable wake_;
  std::deque<std::pair<std::string, std::string>> failed_;  // versions, and why
  bool ending_ = false;
  std::thread stopping_rules_;
};

}  // namespace caseload::app
