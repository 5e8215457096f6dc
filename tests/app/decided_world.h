// SPDX-License-Identifier: Apache-2.0
// DecidedWorld: a backend whose rules have followed the record whenever a test looks.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/rule_office.h"
#include "fakes/desk_world.h"

namespace caseload::app {

struct DecidedWorld : testing::Test {
  fakes::DeskWorld world{"2024-06-03T09:00:00Z"};
  RuleOffice office{world};
  v1::Person child = world.AChild();

  // All that is due now. That it ends is part of every test.
  void CatchUp() {
    constexpr int kFar = 10'000;
    for (int step = 0; step < kFar; ++step) {
      const auto more = world.backend->rule_follower().Step();
      ASSERT_TRUE(more) << more.error().message;
      if (!*more) return;
    }
    FAIL() << "the follower never comes to rest";
  }
  std::vector<v1::CaseFinding> Findings(v1::ListFindingsRequest request,
                                        const std::vector<v1::FindingState>& states = {}) {
    CatchUp();
    for (const auto state : states) request.add_states(state);
    const auto page = world.backend->findings().List(request);
    EXPECT_TRUE(page) << (page ? "" : page.error().message);
    return page ? std::vector(page->findings().begin(), page->findings().end())
                : std::vector<v1::CaseFinding>();
  }
  std::vector<v1::CaseFinding> About(const v1::Case& record,
                                     const std::vector<v1::FindingState>& states = {}) {
    v1::ListFindingsRequest request;
    request.set_case_id(record.case_id());
    return Findings(request, states);
  }
  std::vector<v1::CaseFinding> OfWorker(const std::string& worker_id) {
    v1::ListFindingsRequest request;
    request.set_worker_id(worker_id);
    return Findings(request);
  }
  v1::RuleDecision Decision(const v1::Case& record) {
    CatchUp();
    v1::GetRuleDecisionRequest request;
    request.set_case_id(record.case_id());
    const auto read = world.backend->findings().GetDecision(request);
    EXPECT_TRUE(read) << (read ? "" : read.error().message);
    return read ? read->decision() : v1::RuleDecision();
  }
  // What every version of every decision says when it is asked again; that there were so many.
  void HoldReplayed(std::uint64_t at_least) {
    v1::ReplayDecisionsResponse all;
    std::uint64_t after = 0;
    const std::uint64_t end = world.Sequence();
    Replay::Asked asked;
    while (after < end) {
      const auto some = world.backend->replay().Some(after, UINT64_MAX, asked);
      ASSERT_TRUE(some) << some.error().message;
      all.set_replayed(all.replayed() + some->replayed());
      all.set_same(all.same() + some->same());
      EXPECT_EQ(some->differing_size(), 0) << some->ShortDebugString();
    }
    EXPECT_GE(all.replayed(), at_least);
    EXPECT_EQ(all.replayed(), all.same());
  }
  Result<v1::ReplayDecisionResponse> Replayed(const v1::RuleDecision& decision) {
    v1::ReplayDecisionRequest request;
    request.set_rule_decision_id(decision.rule_decision_id());
    request.set_etag(decision.etag());
    return world.backend->replay().One(request);
  }
  v1::Worker AWorker() {
    v1::CreateWorkerRequest request;
    request.mutable_worker()->set_name("Sample Worker");
    return fakes::DeskWorld::Wait<v1::CreateWorkerResponse>([&](Done done) {
             world.backend->workforce().CreateWorker(world.asking, request, std::move(done));
           })
        ->worker();
  }
  v1::Allocation Allocate(const v1::Case& record, const v1::Worker& worker,
                          const std::string& from_on = "2024-01-05") {
    v1::AllocateRequest request;
    request.mutable_allocation()->set_case_id(record.case_id());
    request.mutable_allocation()->set_worker_id(worker.worker_id());
    request.mutable_allocation()->set_from_on(from_on);
    return fakes::DeskWorld::Wait<v1::AllocateResponse>([&](Done done) {
             world.backend->workforce().Allocate(world.asking, request, std::move(done));
           })
        ->allocation();
  }
  void End(const v1::Allocation& allocation, const std::string& until_on = "2024-05-01") {
    v1::EndAllocationRequest request;
    request.set_allocation_id(allocation.allocation_id());
    request.set_etag(allocation.etag());
    request.set_until_on(until_on);
    request.set_end_reason("1");
    ASSERT_TRUE(fakes::DeskWorld::Wait<v1::EndAllocationResponse>([&](Done done) {
      world.backend->workforce().EndAllocation(world.asking, request, std::move(done));
    }));
  }
  template <class Request, class Response>
  Result<v1::CaseFinding> Answer(const v1::CaseFinding& finding,
                                 void (app::Findings::*verb)(const Asking&, const Request&, Done),
                                 Request request = {}) {
    request.set_finding_id(finding.finding_id());
    request.set_etag(finding.etag());
    auto answered = fakes::DeskWorld::Wait<Response>([&](Done done) {
      (world.backend->findings().*verb)(world.asking, request, std::move(done));
    });
    if (!answered) return answered.error();
    return answered->finding();
  }
};

}  // namespace caseload::app
