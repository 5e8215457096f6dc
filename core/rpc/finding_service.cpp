// SPDX-License-Identifier: Apache-2.0
#include "app/findings.h"
#include "app/replay.h"
#include "rpc/chunk_stream.h"
#include "rpc/services.h"

namespace caseload::rpc {
namespace {

// All decisions from a sequence to where the journal ended when the call began.
NextChunk ReplayAll(const app::Replay& replay, const v1::ReplayDecisionsRequest& request,
                    std::uint64_t end) {
  v1::ReplayDecisionsResponse so_far;
  so_far.set_through_sequence(request.after_sequence());
  // The stream keeps the function as one that can be copied; a set of rules cannot be.
  auto asked = std::make_shared<app::Replay::Asked>();
  return [&replay, request, end, so_far, asked]() mutable -> Result<std::string> {
    const std::uint64_t most = request.at_most() == 0 ? UINT64_MAX : request.at_most();
    if (so_far.through_sequence() >= end || so_far.replayed() >= most) return std::string();
    std::uint64_t after = so_far.through_sequence();
    auto some = replay.Some(after, most - so_far.replayed(), *asked);
    if (!some) return some.error();
    some->set_replayed(some->replayed() + so_far.replayed());
    some->set_same(some->same() + so_far.same());
    so_far = *std::move(some);
    return so_far.SerializeAsString();
  };
}

}  // namespace

void BindFindingService(Doors& doors, app::Findings& findings, app::Replay& replay,
                        Executor& executor, Watches& watches) {
  doors.SlowRead(findings, &app::Findings::List);
  doors.Read(findings, &app::Findings::Get);
  doors.Read(findings, &app::Findings::GetDecision);
  doors.Change(findings, &app::Findings::Accept);
  doors.Change(findings, &app::Findings::Override);
  doors.Change(findings, &app::Findings::Snooze);
  doors.SlowRead(findings, &app::Findings::Statistics);
  doors.SlowRead(findings, &app::Findings::ShadowReport);
  doors.SlowRead(replay, &app::Replay::One);
  doors.Streams<v1::WatchFindingsRequest>([&](const Call& call, v1::WatchFindingsRequest request) {
    return WatchFor(call, executor, watches, findings, std::move(request));
  });
  doors.Streams<v1::ReplayDecisionsRequest>(
      [&](const Call& call, const v1::ReplayDecisionsRequest& request) -> Result<WriteReactor*> {
        const auto end = replay.Sequence();
        if (!end) return end.error();
        return new ChunkStream(call, executor, ReplayAll(replay, request, *end));
      });
}

}  // namespace caseload::rpc
