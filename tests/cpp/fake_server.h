// SPDX-License-Identifier: Apache-2.0
// A server made of answers that a test writes down, on a unix socket in a folder of its own.
#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "caseload/v1/case_service.grpc.pb.h"
#include "caseload/v1/caseload_service.grpc.pb.h"
#include "caseload/v1/import_service.grpc.pb.h"
#include "caseload/v1/people_service.grpc.pb.h"
#include "caseload/v1/reference_service.grpc.pb.h"
#include "caseload/v1/rule_service.grpc.pb.h"
#include "caseload/v1/workforce_service.grpc.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace caseload::fakes {

// A refusal as the server sends it: a status with ErrorInfo and, where fields are named,
// BadRequest.
inline grpc::Status Refusal(grpc::StatusCode code, const std::string& reason,
                            const std::string& message,
                            const std::vector<std::pair<std::string, std::string>>& fields = {}) {
  google::rpc::Status status;
  status.set_code(static_cast<int>(code));
  status.set_message(message);
  google::rpc::ErrorInfo why;
  why.set_reason(reason);
  why.set_domain("caseload");
  status.add_details()->PackFrom(why);
  google::rpc::BadRequest wrong;
  for (const auto& [field, what] : fields) {
    auto* violation = wrong.add_field_violations();
    violation->set_field(field);
    violation->set_description(what);
  }
  if (!fields.empty()) status.add_details()->PackFrom(wrong);
  return {code, message, status.SerializeAsString()};
}

// What one method answers. Without an answer it is one that the server does not know.
template <class Request, class Response>
struct Method {
  std::function<grpc::Status(const Request&, Response&)> answer;
  std::atomic<int> calls{0};

  grpc::Status operator()(const Request& request, Response& response) {
    ++calls;
    if (!answer) return {grpc::StatusCode::UNIMPLEMENTED, ""};
    return answer(request, response);
  }
  void Answers(Response always) {
    answer = [always = std::move(always)](const Request&, Response& response) {
      response = always;
      return grpc::Status::OK;
    };
  }
};

#define CASELOAD_FAKE(Name)                                               \
  Method<v1::Name##Request, v1::Name##Response> on_##Name;                \
  grpc::Status Name(grpc::ServerContext*, const v1::Name##Request* asked, \
                    v1::Name##Response* answered) override {              \
    return on_##Name(*asked, *answered);                                  \
  }

struct FakeCases final : v1::CaseService::Service {
  CASELOAD_FAKE(OpenCase)
  CASELOAD_FAKE(GetCase)
  CASELOAD_FAKE(ListCases)
  CASELOAD_FAKE(CloseCase)
  CASELOAD_FAKE(RecordEntry)
  CASELOAD_FAKE(ListEntries)
  CASELOAD_FAKE(ListCaseHistory)
  std::vector<v1::WatchCasesResponse> watched;
  grpc::Status WatchCases(grpc::ServerContext*, const v1::WatchCasesRequest*,
                          grpc::ServerWriter<v1::WatchCasesResponse>* writer) override {
    for (const auto& response : watched) writer->Write(response);
    return grpc::Status::OK;
  }
};

struct FakeCaseload final : v1::CaseloadService::Service {
  CASELOAD_FAKE(GetMix)
  CASELOAD_FAKE(GetWorkerCaseload)
  CASELOAD_FAKE(ListMeasures)
  CASELOAD_FAKE(GetMeasure)
};

using UnitStream = grpc::ServerReaderWriter<v1::SendUnitsResponse, v1::SendUnitsRequest>;

struct FakeImports final : v1::ImportService::Service {
  CASELOAD_FAKE(StartImport)
  CASELOAD_FAKE(FinishImport)
  CASELOAD_FAKE(GetImport)
  CASELOAD_FAKE(ListImports)
  CASELOAD_FAKE(ListImportFaults)
  std::function<grpc::Status(UnitStream&)> on_SendUnits;
  grpc::Status SendUnits(grpc::ServerContext*, UnitStream* stream) override {
    return on_SendUnits ? on_SendUnits(*stream) : grpc::Status(grpc::StatusCode::UNIMPLEMENTED, "");
  }
};

struct FakePeople final : v1::PeopleService::Service {
  CASELOAD_FAKE(GetPerson)
  CASELOAD_FAKE(SearchPeople)
  CASELOAD_FAKE(ListPersonHistory)
};

struct FakeReference final : v1::ReferenceService::Service {
  CASELOAD_FAKE(ListCodeSets)
  CASELOAD_FAKE(ListCodes)
  CASELOAD_FAKE(GetCalendar)
};

struct FakeRules final : v1::RuleService::Service {
  CASELOAD_FAKE(ListRules)
  CASELOAD_FAKE(EvaluateCase)
  CASELOAD_FAKE(EvaluateFamily)
  CASELOAD_FAKE(EvaluateWorker)
  CASELOAD_FAKE(EvaluateTeam)
  CASELOAD_FAKE(EvaluateAuthority)
  CASELOAD_FAKE(AddCaseVignette)
  CASELOAD_FAKE(WithdrawCaseVignette)
  CASELOAD_FAKE(GetCaseVignette)
  CASELOAD_FAKE(ListCaseVignettes)
};

struct FakeWorkforce final : v1::WorkforceService::Service {
  CASELOAD_FAKE(GetWorker)
  CASELOAD_FAKE(ListWorkers)
  CASELOAD_FAKE(GetTeam)
  CASELOAD_FAKE(ListAllocations)
};

#undef CASELOAD_FAKE

class FakeServer {
 public:
  FakeServer() {
    std::string folder = (std::filesystem::temp_directory_path() / "caseload-fake-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) std::abort();
    folder_ = folder;
    Start();
  }
  ~FakeServer() {
    Stop();
    std::filesystem::remove_all(folder_);
  }
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;

  std::string address() const { return "unix:" + (folder_ / "caseload.sock").string(); }
  const std::filesystem::path& folder() const { return folder_; }

  void Start() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address(), grpc::InsecureServerCredentials());
    builder.SetMaxReceiveMessageSize(4 * 1024 * 1024);
    for (grpc::Service* service : std::initializer_list<grpc::Service*>{
             &cases, &caseload, &imports, &people, &reference, &rules, &workforce}) {
      builder.RegisterService(service);
    }
    server_ = builder.BuildAndStart();
    if (server_ == nullptr) std::abort();
  }
  void Stop() {
    if (server_) server_->Shutdown(std::chrono::system_clock::now());
    server_.reset();
  }

  FakeCases cases;
  FakeCaseload caseload;
  FakeImports imports;
  FakePeople people;
  FakeReference reference;
  FakeRules rules;
  FakeWorkforce workforce;

 private:
  std::filesystem::path folder_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace caseload::fakes
