// SPDX-License-Identifier: Apache-2.0
// DeskWorld: the whole backend over a store in memory, with hands on the clock and calls that wait.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <future>
#include <memory>
#include <string>

#include "fakes/hand_clock.h"
#include "rules/release_packages.h"
#include "server/backend.h"
#include "store/memory/memory_store.h"

namespace caseload::fakes {

class DeskWorld {
 public:
  explicit DeskWorld(const std::string& now = "2024-06-03T09:00:00Z") : clock(now) {
    auto opened = server::Backend::Open(
        std::make_unique<store::MemoryStore>(),
        {CASELOAD_PACKS_DIR, CASELOAD_RULE_WORKER, "", rules::PackagesOfTheRelease()}, clock);
    if (!opened) throw std::runtime_error(opened.error().message);
    backend = *std::move(opened);
  }

  // Waits for the answer of a change and reads it; `call` gets the Done to pass on.
  template <class Response>
  static Result<Response> Wait(const std::function<void(app::Done)>& call) {
    std::promise<Result<std::string>> promise;
    auto future = promise.get_future();
    call([&promise](Result<std::string> answer) { promise.set_value(std::move(answer)); });
    auto bytes = future.get();
    if (!bytes) return bytes.error();
    Response response;
    if (!response.ParseFromString(*bytes))
      return Error{v1::ERROR_REASON_INTERNAL, "unreadable answer"};
    return response;
  }

  v1::Person AChild(const std::string& forename = "Testname",
                    const std::string& born_on = "2015-05-01") {
    v1::CreatePersonRequest request;
    auto& name = *request.mutable_person()->add_names();
    name.set_forename(forename);
    name.set_surname("Alder");
    request.mutable_person()->set_born_on(born_on);
    return Wait<v1::CreatePersonResponse>(
               [&](app::Done done) { backend->people().Create(asking, request, std::move(done)); })
        ->person();
  }

  Result<v1::RuleVersion> Upload(const std::string& package) {
    v1::UploadRuleRequest request;
    request.set_package(package);
    request.set_because("for a trial");
    auto uploaded = Wait<v1::UploadRuleResponse>(
        [&](app::Done done) { backend->rule_versions().Upload(asking, request, std::move(done)); });
    if (!uploaded) return uploaded.error();
    return uploaded->rule_version();
  }
  Result<v1::RuleVersion> Validate(const v1::RuleVersion& version) {
    return Step<v1::ValidateRuleRequest, v1::ValidateRuleResponse>(
        version, backend->rule_validation(), &app::RuleValidation::Validate);
  }
  Result<v1::RuleVersion> Activate(const v1::RuleVersion& version) {
    return Step<v1::ActivateRuleRequest, v1::ActivateRuleResponse>(version, backend->rule_life(),
                                                                   &app::RuleLife::Activate);
  }
  Result<v1::RuleVersion> Retire(const v1::RuleVersion& version) {
    return Step<v1::RetireRuleRequest, v1::RetireRuleResponse>(version, backend->rule_life(),
                                                               &app::RuleLife::Retire);
  }
  Result<v1::RuleVersion> Quarantine(const v1::RuleVersion& version) {
    return Step<v1::QuarantineRuleRequest, v1::QuarantineRuleResponse>(
        version, backend->rule_life(), &app::RuleLife::Quarantine);
  }
  // One that came with the server, e.g. "recurrence".
  void BringIntoForce(const std::string& rule) {
    auto version = Upload(rules::PackageOfTheRelease(rule));
    if (version) version = Validate(*version);
    if (version) version = Activate(*version);
    if (!version) throw std::runtime_error(version.error().message);
  }

  v1::Case ACase(const std::string& child_id, const std::string& referred_on,
                 const std::string& need = "N1") {
    v1::OpenCaseRequest request;
    auto& opened = *request.mutable_case_record();
    opened.set_child_id(child_id);
    opened.set_referred_on(referred_on);
    opened.set_referral_source("2A");
    auto& concern = *opened.add_concerns();
    concern.set_basis(v1::CONCERN_BASIS_NEED);
    concern.set_code(need);
    concern.set_asserted_on(referred_on);
    return Wait<v1::OpenCaseResponse>(
               [&](app::Done done) { backend->cases().Open(asking, request, std::move(done)); })
        ->case_record();
  }

  Result<v1::Case> ReadCase(const std::string& case_id, const std::string& as_of = "",
                            const std::string& known_at = "") {
    v1::GetCaseRequest request;
    request.set_case_id(case_id);
    SetMoment(*request.mutable_moment(), as_of, known_at);
    auto bytes = backend->cases().Get(request);
    if (!bytes) return bytes.error();
    v1::GetCaseResponse response;
    response.ParseFromString(*bytes);
    return response.case_record();
  }

  static void SetMoment(v1::Moment& moment, const std::string& as_of, const std::string& known_at) {
    moment.set_as_of_on(as_of);
    if (known_at.empty()) return;
    const std::int64_t micros = ParseInstant(known_at)->micros;
    moment.mutable_known_at()->set_seconds(micros / 1'000'000);
    moment.mutable_known_at()->set_nanos(static_cast<std::int32_t>(micros % 1'000'000) * 1000);
  }

  std::uint64_t Sequence() { return *backend->store().reader().Sequence(); }

  template <class Request, class Response, class Noun>
  Result<v1::RuleVersion> Step(const v1::RuleVersion& version, Noun& noun,
                               void (Noun::*verb)(const app::Asking&, const Request&, app::Done)) {
    Request request;
    request.set_rule_version_id(version.rule_version_id());
    request.set_etag(version.etag());
    request.set_because("for a trial");
    auto moved =
        Wait<Response>([&](app::Done done) { (noun.*verb)(asking, request, std::move(done)); });
    if (!moved) return moved.error();
    return moved->rule_version();
  }

  HandClock clock;
  app::Asking asking{"worker/1", "", ""};
  std::unique_ptr<server::Backend> backend;
};

}  // namespace caseload::fakes
