// SPDX-License-Identifier: Apache-2.0
#include "bench/back_testing.h"

#include <google/protobuf/util/json_util.h>

#include <chrono>
#include <iostream>
#include <thread>

#include "bench/load.h"
#include "bench/must.h"
#include "caseload/v1/rule_service.grpc.pb.h"

namespace caseload::bench {
namespace {

namespace json = google::protobuf::util;

std::string JsonOf(const v1::BackTestRuleRequest& request) {
  std::string text;
  if (!json::MessageToJsonString(request, &text).ok()) GiveUp("a request cannot be written");
  return text;
}

}  // namespace

int BackTests(const std::vector<std::string>& words) {
  v1::BackTestRuleRequest request;
  if (words.size() != 2 || !json::JsonStringToMessage(words[1], &request).ok())
    GiveUp("back-tests need an address and a request");
  const auto stub = v1::RuleService::NewStub(Dial(words[0], 1).front());
  for (bool begun = false;;) {
    grpc::ClientContext context;
    const auto stream = stub->BackTestRule(&context, request);
    for (v1::BackTestRuleResponse so_far; stream->Read(&so_far);) {
      if (!begun) std::cout << "begun" << std::endl;
      begun = true;
    }
    const auto status = stream->Finish();
    if (status.ok()) continue;
    if (status.error_code() != grpc::StatusCode::UNAVAILABLE)
      GiveUp("a back-test was refused: " + status.error_message());
    // One that the measure before left has not found its end yet.
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

BackTesting::BackTesting(const std::string& address, const v1::BackTestRuleRequest& request)
    : child_({Self().string(), "back-tests", address, JsonOf(request)}) {}

}  // namespace caseload::bench
