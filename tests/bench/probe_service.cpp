// SPDX-License-Identifier: Apache-2.0
// The bare handlers.
#include "bench/probe_service.h"

#include <atomic>

#include "app/reading.h"
#include "bench/load.h"
#include "bench/made_up.h"
#include "bench/must.h"

namespace caseload::bench {
namespace {

constexpr std::size_t kReady = 4'096;
constexpr std::size_t kChunk = 64;

// One message a case.
class OneByOne final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  OneByOne(const app::Desk& desk, rpc::Executor& executor) : desk_(desk), executor_(executor) {
    Refill();
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::CANCELLED);
    if (next_ < cases_.size()) return Send();
    Refill();
  }
  void OnDone() override { delete this; }

 private:
  void Refill() {
    executor_.Post([this] {
      cases_.clear();
      const auto take = [this](const store::RecordView& one) {
        cases_.push_back(one.Copy());
        return cases_.size() < kChunk;
      };
      if (!desk_.reader().Scan(store::Kind::kCase, after_number_, take))
        return Finish(grpc::Status(grpc::StatusCode::INTERNAL, "the store cannot be read"));
      if (cases_.empty()) return Finish(grpc::Status::OK);
      after_number_ = cases_.back().number;
      next_ = 0;
      Send();
    });
  }
  void Send() {
    v1::ExportCasesResponse response;
    response.add_cases()->ParseFromString(cases_[next_++].body);
    message_ = ToBuffer(response.SerializeAsString());
    StartWrite(&message_);
  }

  const app::Desk& desk_;
  rpc::Executor& executor_;
  std::uint32_t after_number_ = 0;
  std::vector<store::Record> cases_;
  std::size_t next_ = 0;
  grpc::ByteBuffer message_;
};

template <class Message>
bool Parse(const grpc::ByteBuffer& bytes, Message& message) {
  grpc::Slice whole;
  if (!bytes.TrySingleSlice(&whole).ok() && !bytes.DumpToSingleSlice(&whole).ok()) return false;
  return message.ParseFromArray(whole.begin(), static_cast<int>(whole.size()));
}

}  // namespace

ProbeService::ProbeService(const app::Desk& desk, rpc::Executor& executor)
    : desk_(desk), executor_(executor) {
  Must(desk.reader().Scan(store::Kind::kCase, 0, [&](const store::RecordView& record) {
    std::string wire;
    app::AppendMessage(wire, v1::GetCaseResponse::kCaseRecordFieldNumber, record);
    ready_.push_back(ToBuffer(wire));
    return ready_.size() < kReady;
  }));
  if (ready_.empty()) ready_.push_back(ToBuffer(Narrative(kCaseBytes)));
}

grpc::ServerUnaryReactor* ProbeService::GetCase(grpc::CallbackServerContext* context,
                                                const grpc::ByteBuffer*,
                                                grpc::ByteBuffer* response) {
  static std::atomic<std::size_t> next{0};
  *response = ready_[next.fetch_add(1, std::memory_order_relaxed) % ready_.size()];
  auto* reactor = context->DefaultReactor();
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

grpc::ServerUnaryReactor* ProbeService::RecordEntry(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) {
  auto* reactor = context->DefaultReactor();
  v1::RecordEntryRequest asked;
  if (!Parse(*request, asked)) {
    reactor->Finish(grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "unreadable"));
    return reactor;
  }
  v1::RecordEntryResponse echo;
  echo.mutable_entry()->Swap(asked.mutable_entry());
  *response = ToBuffer(echo.SerializeAsString());
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

grpc::ServerUnaryReactor* ProbeService::ListCases(grpc::CallbackServerContext* context,
                                                  const grpc::ByteBuffer* bytes,
                                                  grpc::ByteBuffer* response) {
  auto* reactor = context->DefaultReactor();
  v1::ListCasesRequest request;
  if (!Parse(*bytes, request)) {
    reactor->Finish(grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "unreadable"));
    return reactor;
  }
  store::FindQuery query;
  query.field = store::Field::kCaseOfWorker;
  query.value = request.worker_id();
  auto page = app::ListBy<v1::Case>(desk_, request, query, &v1::ListCasesResponse::mutable_cases);
  if (!page) {
    reactor->Finish(grpc::Status(grpc::StatusCode::INTERNAL, "the store cannot be read"));
    return reactor;
  }
  auto& cases = *page->mutable_cases();
  const auto closed = std::remove_if(cases.begin(), cases.end(),
                                     [](const auto& one) { return !one.closed_on().empty(); });
  cases.erase(closed, cases.end());
  *response = ToBuffer(page->SerializeAsString());
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* ProbeService::ExportCases(grpc::CallbackServerContext*,
                                                                      const grpc::ByteBuffer*) {
  return new OneByOne(desk_, executor_);
}

}  // namespace caseload::bench
