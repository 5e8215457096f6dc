// SPDX-License-Identifier: Apache-2.0
#include "server/front.h"

#include <absl/synchronization/mutex.h>
#include <google/protobuf/descriptor.h>
#include <grpc/health/v1/health.pb.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <thread>

#include "base/limits.h"
#include "rpc/services.h"

namespace caseload::server {
namespace {

// Everything the API declares as a service: none can be forgotten.
std::vector<const google::protobuf::ServiceDescriptor*> DeclaredServices() {
  const google::protobuf::FileDescriptor* files[] = {
      v1::CreatePersonRequest::descriptor()->file(), v1::OpenCaseRequest::descriptor()->file(),
      v1::CreateTeamRequest::descriptor()->file(),   v1::GetMixRequest::descriptor()->file(),
      v1::StartImportRequest::descriptor()->file(),  v1::ListCodesRequest::descriptor()->file(),
      v1::ListRulesRequest::descriptor()->file(),    v1::ListFindingsRequest::descriptor()->file()};
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  for (const auto* file : files) {
    for (int i = 0; i < file->service_count(); ++i) services.push_back(file->service(i));
  }
  return services;
}

std::optional<access::Principal> Authenticate(const grpc::ServerContextBase&) {
  return access::LocalOperator();
}

// Method and reason only: never what was asked, never of whom.
void LogRefusal(const google::protobuf::MethodDescriptor& method, const std::string& actor,
                const Error& error) {
  const auto level =
      error.reason == v1::ERROR_REASON_INTERNAL ? spdlog::level::err : spdlog::level::debug;
  spdlog::log(level, "refused method={} actor={} reason={}", method.name(), actor,
              ReasonName(error.reason));
}

constexpr std::string_view kUnix = "unix:";

// Two rules that are waited for leave one thread for counts and exports; more than eight serve
// nobody on one machine.
constexpr unsigned kFewestThreads = 3;
constexpr unsigned kMostThreads = 8;

// Steps of a rule's life: one may validate for seconds while another stops a rule.
constexpr std::size_t kStepThreads = 2;

// Whether somebody answers on the socket. gRPC would take the path away from a living server
// without a word.
bool IsServed(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return false;
  path.copy(address.sun_path, path.size());
  const int handle = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (handle < 0) return false;
  const bool served =
      ::connect(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(handle);
  return served;
}

// Nobody but the owner can open a socket created under this mask.
class OwnerOnly {
 public:
  OwnerOnly() : former_(::umask(S_IXUSR | S_IRWXG | S_IRWXO)) {}
  ~OwnerOnly() { ::umask(former_); }
  OwnerOnly(const OwnerOnly&) = delete;
  OwnerOnly& operator=(const OwnerOnly&) = delete;

 private:
  mode_t former_;
};

}  // namespace

Front::Front(Backend& backend)
    : backend_(backend),
      executor_(std::clamp(std::thread::hardware_concurrency(), kFewestThreads, kMostThreads)),
      steps_(kStepThreads),
      doors_(executor_, steps_) {}

Outcome Front::Bind() {
  rpc::BindPeopleService(doors_, backend_.people());
  rpc::BindCaseService(doors_, backend_.cases(), executor_, watches_);
  rpc::BindWorkforceService(doors_, backend_.workforce());
  rpc::BindCaseloadService(doors_, backend_.caseload());
  rpc::BindImportService(doors_, backend_.imports());
  rpc::BindReferenceService(doors_, backend_.reference());
  rpc::BindRuleService(doors_, backend_.rules(), backend_.rule_versions(),
                       backend_.rule_validation(), backend_.rule_life(), backend_.case_vignettes());
  rpc::BindFindingService(doors_, backend_.findings(), backend_.replay(), executor_, watches_);
  rpc::BindBackTests(doors_, backend_.back_tests());
  rpc::MethodRules rules;
  for (const auto* service : DeclaredServices()) {
    if (auto missing = rules.Add(*service); !missing) return missing;
  }
  gate_ = std::make_unique<rpc::Gate>(std::move(rules), Authenticate, LogRefusal);
  for (const auto* service : DeclaredServices()) {
    auto made = rpc::DescribedService::Make(*service, *gate_, doors_);
    if (!made) return made.error();
    services_.push_back(*std::move(made));
  }
  return Nothing{};
}

Outcome Front::Listen(const FrontOptions& options) {
  // gRPC's locks are Abseil's, which Debian builds to look for deadlocks at every one that is
  // taken: a tenth of a small call's time.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  // Referenced, so that its descriptor is linked: generic clients list the health service too.
  (void)grpc::health::v1::HealthCheckRequest::descriptor();
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  builder.SetMaxReceiveMessageSize(static_cast<int>(limits::kReceivedBytes));
  // A second server on the same port must fail, not share it.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  std::vector<int> ports(options.listen.size(), -1);
  for (std::size_t i = 0; i < options.listen.size(); ++i) {
    const std::string& address = options.listen[i];
    if (address.starts_with(kUnix) && IsServed(address.substr(kUnix.size()))) {
      return Error{v1::ERROR_REASON_STORE_UNAVAILABLE,
                   "another server is listening on one of the sockets"};
    }
    builder.AddListeningPort(options.listen[i], grpc::InsecureServerCredentials(), &ports[i]);
  }
  for (const auto& service : services_) builder.RegisterService(service.get());
  const OwnerOnly mask;
  server_ = builder.BuildAndStart();
  if (server_ == nullptr) {
    return Error{v1::ERROR_REASON_STORE_UNAVAILABLE,
                 "one of the addresses cannot be listened on: is it in use?"};
  }
  for (std::size_t i = 0; i < options.listen.size(); ++i) {
    const std::string& asked = options.listen[i];
    const auto colon = asked.rfind(':');
    addresses_.push_back(
        asked.starts_with("unix:") ? asked : asked.substr(0, colon + 1) + std::to_string(ports[i]));
  }
  backend_.ledger().OnCommit([this](std::uint64_t) {
    watches_.Wake();
    backend_.rule_follower().Wake();
  });
  backend_.FollowWithRules();
  if (options.tick) tick_ = std::make_unique<Tick>(InProcess());
  return Nothing{};
}

Result<std::unique_ptr<Front>> Front::Open(Backend& backend, const FrontOptions& options) {
  std::unique_ptr<Front> front(new Front(backend));
  if (auto failed = front->Bind(); !failed) return failed.error();
  if (auto failed = front->Listen(options); !failed) return failed.error();
  return front;
}

Front::~Front() { Shutdown(); }

std::shared_ptr<grpc::Channel> Front::InProcess() { return server_->InProcessChannel({}); }

void Front::Shutdown() {
  if (down_ || server_ == nullptr) return;
  down_ = true;
  tick_.reset();
  backend_.ledger().OnCommit({});
  if (auto* health = server_->GetHealthCheckService()) health->SetServingStatus(false);
  watches_.End();
  backend_.rule_follower().Stop();
  backend_.back_tests().Stop();
  constexpr auto kGrace = std::chrono::seconds(5);
  server_->Shutdown(std::chrono::system_clock::now() + kGrace);
  server_->Wait();
}

}  // namespace caseload::server
