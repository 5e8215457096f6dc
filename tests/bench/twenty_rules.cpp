// SPDX-License-Identifier: Apache-2.0
#include "bench/twenty_rules.h"

#include <chrono>
#include <fstream>
#include <thread>

#include "base/private_key.h"
#include "bench/must.h"
#include "bench/rule_books.h"
#include "caseload/v1/finding_service.pb.h"
#include "caseload/v1/rule_service.pb.h"
#include "rules/author/packing_up.h"

namespace caseload::bench {
namespace {

namespace fs = std::filesystem;

constexpr char kBecause[] = "to be measured";
constexpr int kOurs = 10;
constexpr const char* kOfTheRelease[] = {
    "timescale-clocks", "visits-seen",     "recurrence",          "drift",     "cumulative-concern",
    "unborn-infant",    "linked-children", "supervision-overdue", "checklist", "census-quality"};

// What one must come with.
constexpr char kVignette[] =
    "Vignette: made up\nChild: born 2015-05-01\nCase this: referred 2024-01-01\n"
    "Asked: about this, as of 2024-02-01\nFinds: nothing\n";

template <class Response, class Request>
Response Done(const client::Connection& connection, const Request& request) {
  auto answer = connection.Call<Response>(request);
  if (!answer) GiveUp("a step of a rule was refused: " + answer.problem().message);
  return *std::move(answer);
}

template <class Request>
Request StepOf(const v1::RuleVersion& version) {
  Request request;
  request.set_rule_version_id(version.rule_version_id());
  request.set_etag(version.etag());
  request.set_because(kBecause);
  return request;
}

void TakeAllSteps(const client::Connection& connection, const std::string& package) {
  v1::UploadRuleRequest upload;
  upload.set_package(package);
  upload.set_because(kBecause);
  const auto uploaded = Done<v1::UploadRuleResponse>(connection, upload).rule_version();
  const auto validated =
      Done<v1::ValidateRuleResponse>(connection, StepOf<v1::ValidateRuleRequest>(uploaded))
          .rule_version();
  for (const auto& check : validated.checks()) {
    if (!check.passed()) GiveUp("a rule was not validated: " + check.detail());
  }
  Done<v1::ActivateRuleResponse>(connection, StepOf<v1::ActivateRuleRequest>(validated));
}

}  // namespace

client::ConnectOptions At(const std::string& address) {
  client::ConnectOptions options;
  options.address = address;
  return options;
}

std::vector<std::string> TwentyRules(const fs::path& scratch) {
  std::vector<std::string> packages;
  for (const char* rule : kOfTheRelease)
    packages.push_back(BytesOf(fs::path(CASELOAD_RULES_DIR) / (std::string(rule) + ".clrule")));
  const fs::path vignette = scratch / "made_up.vignette.txt";
  std::ofstream(vignette) << kVignette;
  for (int i = 1; i <= kOurs; ++i) {
    const fs::path library =
        fs::path(CASELOAD_BENCH_TWENTY) / ("bench_referrals_" + std::to_string(i) + ".so");
    packages.push_back(Must(rules::PackUp(
        {library, {vignette}, "Apache-2.0", "The developers of Caseload", "2099-12-31"},
        CASELOAD_RULE_WORKER)));
  }
  return packages;
}

void BringIntoForce(const client::Connection& connection, const std::vector<std::string>& packages,
                    const std::string& a_case) {
  const auto key = Must(PrivateKey::New());
  v1::AddSigningKeyRequest add;
  add.mutable_signing_key()->set_public_key(key.public_key());
  add.mutable_signing_key()->set_holder("The developers of Caseload");
  add.set_because(kBecause);
  Done<v1::AddSigningKeyResponse>(connection, add);
  for (const auto& package : packages)
    TakeAllSteps(connection, Must(rules::SignPackage(package, key)));
  v1::ListFindingsRequest list;
  list.set_case_id(a_case);
  while (Done<v1::ListFindingsResponse>(connection, list).asking_all())
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

}  // namespace caseload::bench
