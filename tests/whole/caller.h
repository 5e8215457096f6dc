// SPDX-License-Identifier: Apache-2.0
// Caller: somebody at work with one server: stubs of every service, and made-up children to work
// for.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "caseload/v1/case_service.grpc.pb.h"
#include "caseload/v1/caseload_service.grpc.pb.h"
#include "caseload/v1/finding_service.grpc.pb.h"
#include "caseload/v1/import_service.grpc.pb.h"
#include "caseload/v1/people_service.grpc.pb.h"
#include "caseload/v1/reference_service.grpc.pb.h"
#include "caseload/v1/rule_service.grpc.pb.h"
#include "caseload/v1/workforce_service.grpc.pb.h"
#include "whole/server_process.h"

namespace caseload::whole {

// The answer of a call that has to succeed.
template <class Stub, class Request, class Response>
Response Must(Stub& stub,
              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
              const Request& request) {
  auto answer = Ask(stub, method, request);
  EXPECT_TRUE(answer.ok()) << Request::descriptor()->name() << ": "
                           << answer.status.error_message();
  return std::move(answer.body);
}

struct Caller {
  explicit Caller(const ServerProcess& server) : Caller(server.Channel()) {}
  explicit Caller(std::shared_ptr<grpc::Channel> connection)
      : channel(std::move(connection)),
        people(v1::PeopleService::NewStub(channel)),
        cases(v1::CaseService::NewStub(channel)),
        workforce(v1::WorkforceService::NewStub(channel)),
        caseload(v1::CaseloadService::NewStub(channel)),
        imports(v1::ImportService::NewStub(channel)),
        reference(v1::ReferenceService::NewStub(channel)),
        rules(v1::RuleService::NewStub(channel)),
        findings(v1::FindingService::NewStub(channel)) {}

  v1::Person AChild(const std::string& forename = "Testname") {
    v1::CreatePersonRequest request;
    auto& name = *request.mutable_person()->add_names();
    name.set_forename(forename);
    name.set_surname("Alder");
    request.mutable_person()->set_born_on("2015-05-01");
    return Must(*people, &v1::PeopleService::Stub::CreatePerson, request).person();
  }

  v1::SigningKey AKey(const std::string& public_key) {
    v1::AddSigningKeyRequest request;
    request.mutable_signing_key()->set_public_key(public_key);
    request.mutable_signing_key()->set_holder("The rules office");
    request.set_because("it writes our rules");
    return Must(*rules, &v1::RuleService::Stub::AddSigningKey, request).signing_key();
  }

  v1::RuleVersion AnUpload(const std::string& package) {
    v1::UploadRuleRequest request;
    request.set_package(package);
    request.set_because("for a trial");
    return Must(*rules, &v1::RuleService::Stub::UploadRule, request).rule_version();
  }

  v1::RuleVersion Validated(const v1::RuleVersion& version) {
    return Step<v1::ValidateRuleRequest>(version, &v1::RuleService::Stub::ValidateRule);
  }
  // Uploaded, validated, and active.
  v1::RuleVersion BringIntoForce(const std::string& package) {
    const auto validated = Validated(AnUpload(package));
    return Step<v1::ActivateRuleRequest>(validated, &v1::RuleService::Stub::ActivateRule);
  }
  template <class Request, class Response>
  v1::RuleVersion Step(const v1::RuleVersion& version,
                       grpc::Status (v1::RuleService::Stub::*method)(grpc::ClientContext*,
                                                                     const Request&, Response*)) {
    Request request;
    request.set_rule_version_id(version.rule_version_id());
    request.set_etag(version.etag());
    request.set_because("for a trial");
    return Must(*rules, method, request).rule_version();
  }

  v1::Case ACase(const std::string& child_id, const std::string& referred_on = "2024-03-01") {
    v1::OpenCaseRequest request;
    auto& opened = *request.mutable_case_record();
    opened.set_child_id(child_id);
    opened.set_referred_on(referred_on);
    opened.set_referral_source("2A");
    auto& concern = *opened.add_concerns();
    concern.set_basis(v1::CONCERN_BASIS_NEED);
    concern.set_code("N1");
    concern.set_asserted_on(referred_on);
    return Must(*cases, &v1::CaseService::Stub::OpenCase, request).case_record();
  }

  v1::Case AClosedCase(const std::string& child_id, const std::string& referred_on,
                       const std::string& closed_on) {
    const v1::Case opened = ACase(child_id, referred_on);
    v1::CloseCaseRequest request;
    request.set_case_id(opened.case_id());
    request.set_etag(opened.etag());
    request.set_closed_on(closed_on);
    request.set_closure_reason("RC7");
    return Must(*cases, &v1::CaseService::Stub::CloseCase, request).case_record();
  }

  v1::Entry AVisit(const std::string& case_id, const std::string& day = "2024-04-02") {
    return Must(*cases, &v1::CaseService::Stub::RecordEntry, Visit({case_id}, day)).entry();
  }

  // The request for it; under a request id, when there is one.
  static v1::RecordEntryRequest Visit(const std::vector<std::string>& case_ids,
                                      const std::string& day, const std::string& request_id = "") {
    v1::RecordEntryRequest request;
    for (const auto& id : case_ids) request.mutable_entry()->add_case_ids(id);
    request.mutable_entry()->set_occurred_on(day);
    request.mutable_entry()->mutable_visit()->set_child_seen(true);
    request.set_request_id(request_id);
    return request;
  }

  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::PeopleService::Stub> people;
  std::unique_ptr<v1::CaseService::Stub> cases;
  std::unique_ptr<v1::WorkforceService::Stub> workforce;
  std::unique_ptr<v1::CaseloadService::Stub> caseload;
  std::unique_ptr<v1::ImportService::Stub> imports;
  std::unique_ptr<v1::ReferenceService::Stub> reference;
  std::unique_ptr<v1::RuleService::Stub> rules;
  std::unique_ptr<v1::FindingService::Stub> findings;
};

}  // namespace caseload::whole
