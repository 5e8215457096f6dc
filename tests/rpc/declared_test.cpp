// SPDX-License-Identifier: Apache-2.0
// What every RPC has to declare, and what the server does with one that does not.
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>
#include <gtest/gtest.h>

#include "caseload/v1/case_service.pb.h"
#include "caseload/v1/caseload_service.pb.h"
#include "caseload/v1/import_service.pb.h"
#include "caseload/v1/people_service.pb.h"
#include "caseload/v1/reference_service.pb.h"
#include "caseload/v1/rule_service.pb.h"
#include "caseload/v1/workforce_service.pb.h"
#include "rpc/described_service.h"

namespace caseload::rpc {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptorProto;
using google::protobuf::ServiceDescriptor;

// A service of one method as somebody might add it to the API.
class MadeUp {
 public:
  explicit MadeUp(const v1::MethodRule& rule) {
    FileDescriptorProto file;
    file.set_name("made_up_service.proto");
    file.set_package("made.up");
    file.set_syntax("proto3");
    file.add_dependency(v1::GetCaseRequest::descriptor()->file()->name());
    auto& service = *file.add_service();
    service.set_name("MadeUpService");
    auto& method = *service.add_method();
    method.set_name("GetSomething");
    method.set_input_type(".caseload.v1.GetCaseRequest");
    method.set_output_type(".caseload.v1.GetCaseResponse");
    if (rule.ByteSizeLong() > 0) *method.mutable_options()->MutableExtension(v1::rule) = rule;
    built_ = pool_.BuildFile(file);
  }
  const ServiceDescriptor& service() const { return *built_->service(0); }

 private:
  DescriptorPool pool_{DescriptorPool::generated_pool()};
  const google::protobuf::FileDescriptor* built_ = nullptr;
};

v1::MethodRule Rule(const std::string& permission, v1::AuditKind audit) {
  v1::MethodRule rule;
  rule.set_permission(permission);
  rule.set_audit(audit);
  return rule;
}

std::string WhyRefused(const v1::MethodRule& rule) {
  const MadeUp made_up(rule);
  MethodRules rules;
  const auto added = rules.Add(made_up.service());
  return added ? "" : added.error().message;
}

// The service's handlers are asked for by the type of the request: GetCaseRequest has one, the
// others have none.
struct Declared : testing::Test {
  Executor executor{1};
  Doors doors{executor, executor};
  Gate gate{MethodRules(), [](const auto&) { return std::nullopt; },
            [](const auto&, const auto&, const auto&) {}};
};

TEST(MethodRules, RefuseAMethodThatDeclaresNothing) {
  EXPECT_EQ(WhyRefused({}), "made.up.MadeUpService.GetSomething declares no permission");
}

TEST(MethodRules, RefuseAMethodWithoutAPermission) {
  EXPECT_EQ(WhyRefused(Rule("", v1::AUDIT_KIND_READ)),
            "made.up.MadeUpService.GetSomething declares no permission");
}

TEST(MethodRules, RefuseAMethodThatDoesNotSayHowItIsAudited) {
  const std::string why = "made.up.MadeUpService.GetSomething does not say how it is audited";
  EXPECT_EQ(WhyRefused(Rule("cases.read", v1::AUDIT_KIND_UNSPECIFIED)), why);
  EXPECT_EQ(WhyRefused(Rule("cases.read", static_cast<v1::AuditKind>(99))), why);
}

TEST(MethodRules, FindWhatWasDeclaredAndNothingForAMethodThatWasNotAdded) {
  const MadeUp made_up(Rule("cases.read", v1::AUDIT_KIND_READ));
  MethodRules rules;
  ASSERT_TRUE(rules.Add(made_up.service()));
  const auto* rule = rules.Find(*made_up.service().method(0));
  ASSERT_NE(rule, nullptr);
  EXPECT_EQ(rule->permission(), "cases.read");
  EXPECT_EQ(rules.Find(*v1::GetCaseRequest::descriptor()->file()->service(0)->method(0)), nullptr);
}

TEST(MethodRules, HoldForEveryMethodOfEveryServiceOfTheApi) {
  int methods = 0;
  for (const auto* file :
       {v1::OpenCaseRequest::descriptor()->file(), v1::GetMixRequest::descriptor()->file(),
        v1::StartImportRequest::descriptor()->file(), v1::CreatePersonRequest::descriptor()->file(),
        v1::ListCodesRequest::descriptor()->file(), v1::ListRulesRequest::descriptor()->file(),
        v1::CreateTeamRequest::descriptor()->file()}) {
    ASSERT_EQ(file->service_count(), 1) << file->name();
    MethodRules rules;
    const auto added = rules.Add(*file->service(0));
    EXPECT_TRUE(added) << added.error().message;
    for (int i = 0; i < file->service(0)->method_count(); ++i, ++methods) {
      const auto& method = *file->service(0)->method(i);
      ASSERT_NE(rules.Find(method), nullptr) << method.full_name();
      // What changes a record says so, and what only looks at one does not.
      const bool changes = method.input_type()->FindFieldByName("request_id") != nullptr ||
                           method.name() == "SendUnits";
      EXPECT_EQ(rules.Find(method)->audit() == v1::AUDIT_KIND_WRITE, changes) << method.full_name();
    }
  }
  EXPECT_GE(methods, 50);
}

TEST_F(Declared, AServiceWithAMethodThatNobodyAnswersIsNotMade) {
  const MadeUp made_up(Rule("cases.read", v1::AUDIT_KIND_READ));
  const auto made = DescribedService::Make(made_up.service(), gate, doors);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message,
            "made.up.MadeUpService.GetSomething is declared but has no handler");
}

TEST_F(Declared, AServiceWhoseEveryMethodIsAnsweredIsMade) {
  const MadeUp made_up(Rule("cases.read", v1::AUDIT_KIND_READ));
  doors.Read<v1::GetCaseRequest>(
      [](const auto&) { return Result<v1::GetCaseResponse>(v1::GetCaseResponse()); });
  EXPECT_TRUE(DescribedService::Make(made_up.service(), gate, doors));
}

TEST_F(Declared, ASingleMissingHandlerIsNamed) {
  const auto& cases = *v1::GetCaseRequest::descriptor()->file()->service(0);
  doors.Read<v1::GetCaseRequest>(
      [](const auto&) { return Result<v1::GetCaseResponse>(v1::GetCaseResponse()); });
  const auto made = DescribedService::Make(cases, gate, doors);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message,
            "caseload.v1.CaseService.OpenCase is declared but has no handler");
}

}  // namespace
}  // namespace caseload::rpc
