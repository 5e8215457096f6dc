// SPDX-License-Identifier: Apache-2.0
// StreamWorld: a server of the two services that stream, with its gate's ear and its store in the
// hands of a test.
#pragma once

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <future>
#include <stdexcept>

#include "caseload/v1/case_service.pb.h"
#include "caseload/v1/import_service.pb.h"
#include "fakes/hand_clock.h"
#include "fakes/held_store.h"
#include "rpc/described_service.h"
#include "rpc/services.h"
#include "server/backend.h"

namespace caseload::rpc {

// One call of any method, message by message.
class AnyCall {
 public:
  AnyCall(const std::shared_ptr<grpc::Channel>& channel, const std::string& path) : stub_(channel) {
    call_ = stub_.PrepareCall(&context_, path, &queue_);
    call_->StartCall(Tag());
    Ends();
  }
  ~AnyCall() {
    queue_.Shutdown();
    while (Ends()) continue;
  }
  AnyCall(const AnyCall&) = delete;
  AnyCall& operator=(const AnyCall&) = delete;
  void Send(const std::string& bytes) {
    call_->Write(ToBuffer(bytes), Tag());
    Ends();
  }
  void SendLast(const std::string& bytes) {
    call_->WriteLast(ToBuffer(bytes), grpc::WriteOptions(), Tag());
    Ends();
  }
  // False when nothing more comes.
  bool Receive() {
    grpc::ByteBuffer message;
    call_->Read(&message, Tag());
    return Ends();
  }
  void Cancel() { context_.TryCancel(); }
  grpc::StatusCode Finish() {
    grpc::Status status;
    call_->Finish(&status, Tag());
    Ends();
    return status.error_code();
  }

 private:
  void* Tag() { return this; }
  bool Ends() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }
  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  grpc::GenericStub stub_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
};

class StreamWorld {
 public:
  StreamWorld() {
    auto owned = std::make_unique<fakes::HeldStore>();
    store = owned.get();
    auto opened =
        server::Backend::Open(std::move(owned), {CASELOAD_PACKS_DIR, CASELOAD_RULE_WORKER}, clock_);
    if (!opened) throw std::runtime_error(opened.error().message);
    backend = *std::move(opened);
    BindCaseService(doors_, backend->cases(), *executor, watches_);
    BindImportService(doors_, backend->imports());
    Serve();
  }
  ~StreamWorld() { End(); }
  StreamWorld(const StreamWorld&) = delete;
  StreamWorld& operator=(const StreamWorld&) = delete;

  // Returns when gRPC has done with every call, whatever work still names one.
  void End() {
    if (server_) server_->Shutdown();
    if (server_) server_->Wait();
    server_.reset();
  }
  // "ExportCases worker/1 STORE_UNAVAILABLE" of each refusal.
  std::vector<std::string> told() {
    const std::lock_guard lock(mutex_);
    return told_;
  }
  std::unique_ptr<AnyCall> Call(const std::string& path) {
    return std::make_unique<AnyCall>(server_->InProcessChannel({}), "/caseload.v1." + path);
  }

  std::string AnImport() {
    v1::StartImportRequest request;
    request.mutable_import_record()->set_form("cin");
    request.mutable_import_record()->set_digest(std::string(64, 'a'));
    std::promise<Result<std::string>> promise;
    backend->imports().Start({"worker/1", "", ""}, request, [&promise](Result<std::string> answer) {
      promise.set_value(std::move(answer));
    });
    v1::StartImportResponse response;
    response.ParseFromString(*promise.get_future().get());
    return response.import_record().import_id();
  }

  // What is posted from now on waits until it is opened.
  void HoldExecutor() {
    held.Close();
    executor->Post([this] { held.Pass(); });
  }
  // Makes the call and returns when the stream has read where the journal ends.
  std::unique_ptr<AnyCall> Begin(const std::string& path) {
    const int answers = store->answers.passed();
    auto call = Call(path);
    call->SendLast("");
    store->answers.Await(answers + 1);
    return call;
  }

  fakes::HeldStore* store = nullptr;
  std::unique_ptr<server::Backend> backend;
  fakes::Barrier held;
  std::unique_ptr<Executor> executor = std::make_unique<Executor>(1);

 private:
  void Serve() {
    const google::protobuf::ServiceDescriptor* services[] = {
        v1::OpenCaseRequest::descriptor()->file()->service(0),
        v1::StartImportRequest::descriptor()->file()->service(0)};
    MethodRules rules;
    for (const auto* service : services) EXPECT_TRUE(rules.Add(*service));
    gate_ = std::make_unique<Gate>(
        std::move(rules),
        [](const auto&) {
          return std::optional(access::Principal{"worker/1", {}, true});
        },
        [this](const auto& method, const auto& actor, const auto& error) {
          const std::lock_guard lock(mutex_);
          told_.push_back(method.name() + " " + actor + " " + ReasonName(error.reason));
        });
    grpc::ServerBuilder builder;
    for (const auto* service : services) {
      served_.push_back(*DescribedService::Make(*service, *gate_, doors_));
      builder.RegisterService(served_.back().get());
    }
    server_ = builder.BuildAndStart();
  }

  fakes::HandClock clock_{"2024-06-03T09:00:00Z"};
  Watches watches_;
  Doors doors_{*executor, *executor};
  std::unique_ptr<Gate> gate_;
  std::vector<std::unique_ptr<DescribedService>> served_;
  std::unique_ptr<grpc::Server> server_;
  std::mutex mutex_;
  std::vector<std::string> told_;
};

}  // namespace caseload::rpc
