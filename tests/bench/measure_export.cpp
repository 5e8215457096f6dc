// SPDX-License-Identifier: Apache-2.0
// The export of all cases: many to a message against one to a message.
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include "bench/bench.h"
#include "bench/must.h"
#include "bench/serve.h"
#include "bench/stopwatch.h"
#include "caseload/v1/case_service.pb.h"

namespace caseload::bench {
namespace {

constexpr std::uint64_t kCasesPerTurn = 100'000;
constexpr char kExportCases[] = "/caseload.v1.CaseService/ExportCases";

std::uint64_t Varint(const std::uint8_t*& at, const std::uint8_t* end) {
  std::uint64_t value = 0;
  for (int shift = 0; at < end; shift += 7) {
    const std::uint8_t byte = *at++;
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) break;
  }
  return value;
}

// Cases in a message, stepped over and not parsed.
std::uint64_t CasesIn(const grpc::ByteBuffer& bytes) {
  grpc::Slice whole;
  if (!bytes.TrySingleSlice(&whole).ok())
    Must(bytes.DumpToSingleSlice(&whole).ok() ? Outcome(Nothing{}) : Outcome(Error{}));
  std::uint64_t cases = 0;
  for (const std::uint8_t* at = whole.begin(); at < whole.end(); ++cases) {
    ++at;  // the tag
    at += Varint(at, whole.end());
  }
  return cases;
}

// Cases a second over the first so many.
double Export(const std::shared_ptr<grpc::Channel>& channel) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  grpc::CompletionQueue queue;
  const auto ended = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    return !queue.Next(&tag, &ok) || !ok;
  };
  const Stopwatch watch;
  const auto call = stub.PrepareCall(&context, kExportCases, &queue);
  call->StartCall(nullptr);
  ended();
  call->WriteLast(ToBuffer(v1::ExportCasesRequest().SerializeAsString()), grpc::WriteOptions(),
                  nullptr);
  ended();
  std::uint64_t cases = 0;
  grpc::ByteBuffer message;
  while (cases < kCasesPerTurn) {
    call->Read(&message, nullptr);
    if (ended()) break;
    cases += CasesIn(message);
  }
  const double seconds = watch.Seconds();
  context.TryCancel();
  grpc::Status status;
  call->Finish(&status, nullptr);
  ended();
  if (cases == 0) GiveUp("the export gave nothing: " + status.error_message());
  return static_cast<double>(cases) / seconds;
}

}  // namespace

Rows MeasureExport(Bench& bench) {
  const Served served(bench.world().folder, bench.scratch());
  const auto ours = Dial(served.ours(), 1);
  const auto probe = Dial(served.probe(), 1);
  Export(ours[0]);
  return {bench.Compare({"ExportCases / one parsed case a message",
                         "cases/s",
                         {Goal::Is::kAtLeast, 4, 6},
                         [&] { return Export(ours[0]); },
                         [&] { return Export(probe[0]); }})};
}

}  // namespace caseload::bench
