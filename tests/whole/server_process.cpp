// SPDX-License-Identifier: Apache-2.0
#include "whole/server_process.h"

#include <fcntl.h>
#include <google/rpc/error_details.pb.h>
#include <google/rpc/status.pb.h>
#include <grpcpp/generic/generic_stub.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace caseload::whole {
namespace {

constexpr auto kPatience = std::chrono::seconds(60);

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Where a child's standard output goes: a file, or a pipe that is already open.
struct Outputs {
  int out;
  std::filesystem::path err;
};

pid_t Spawn(const std::filesystem::path& program, const std::vector<std::string>& arguments,
            const Outputs& outputs) {
  std::string name = program.string();
  std::vector<std::string> kept = arguments;
  std::vector<char*> argv{name.data()};
  for (auto& argument : kept) argv.push_back(argument.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, outputs.out, 1);
  posix_spawn_file_actions_addopen(&actions, 2, outputs.err.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                   0600);
  pid_t pid = -1;
  const int failed = posix_spawnp(&pid, name.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::system_error(failed, std::generic_category(), "cannot start " + name);
  return pid;
}

int CodeOf(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

// Its exit code; killed when it does not end by itself.
int AwaitEnd(pid_t pid) {
  // Through the system call: in glibc 2.36 the header of its wrapper is not fit for C++.
  const int handle = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  pollfd ending{handle, POLLIN, 0};
  const auto patience = std::chrono::milliseconds(kPatience).count();
  const bool ended = ::poll(&ending, 1, static_cast<int>(patience)) == 1;
  ::close(handle);
  if (!ended) ::kill(pid, SIGKILL);
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return CodeOf(status);
}

}  // namespace

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "caseload-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;  // what is left in a temporary folder hurts nobody
  std::filesystem::remove_all(path_, ignored);
}

Ended RunProgram(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
  const TempFolder folder;
  const auto out = folder.path() / "out";
  const auto err = folder.path() / "err";
  const int file = ::open(out.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const pid_t pid = Spawn(program, arguments, {file, err});
  ::close(file);
  const int code = AwaitEnd(pid);
  return {code, ReadAll(out), ReadAll(err)};
}

std::filesystem::path ServerProgram() { return CASELOAD_SERVER; }
std::filesystem::path ClientProgram() { return CASELOAD_CLIENT; }

ServerProcess::ServerProcess(std::vector<std::string> arguments)
    : arguments_(std::move(arguments)), address_("unix:" + socket().string()) {
  Start();
}

ServerProcess::~ServerProcess() { Kill(); }

void ServerProcess::Start() {
  if (running()) throw std::logic_error("the server runs already");
  std::vector<std::string> all{"--data", data().string(), "--listen", address_};
  all.insert(all.end(), arguments_.begin(), arguments_.end());
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  pid_ = Spawn(ServerProgram(), all, {ends[1], folder_.path() / "err"});
  ::close(ends[1]);
  AwaitReady(ends[0]);
  ::close(ends[0]);
}

void ServerProcess::AwaitReady(int out) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  const std::string mark = "caseloadd ready on ";
  std::string said;
  while (std::count(said.begin(), said.end(), '\n') <
         static_cast<std::ptrdiff_t>(AddressesAsked())) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    pollfd readable{out, POLLIN, 0};
    char piece[512];
    const bool waiting =
        left.count() > 0 && ::poll(&readable, 1, static_cast<int>(left.count())) == 1;
    const ssize_t got = waiting ? ::read(out, piece, sizeof piece) : 0;
    if (got <= 0) {
      ::close(out);
      Kill();
      throw std::runtime_error("the server did not get ready: " + Log());
    }
    said.append(piece, static_cast<std::size_t>(got));
  }
  if (!said.starts_with(mark + address_ + "\n"))
    throw std::runtime_error("the server is ready somewhere else: " + said);
  const auto last = said.rfind(mark) + mark.size();
  other_address_ = said.substr(last, said.size() - last - 1);
}

std::size_t ServerProcess::AddressesAsked() const {
  return 1 + static_cast<std::size_t>(std::count(arguments_.begin(), arguments_.end(), "--listen"));
}

void ServerProcess::Kill() {
  if (!running()) return;
  ::kill(pid_, SIGKILL);
  AwaitEnd(std::exchange(pid_, -1));
}

int ServerProcess::Stop() {
  if (!running()) throw std::logic_error("the server does not run");
  ::kill(pid_, SIGTERM);
  return AwaitEnd(std::exchange(pid_, -1));
}

std::string ServerProcess::Log() const { return ReadAll(folder_.path() / "err"); }

std::shared_ptr<grpc::Channel> ServerProcess::Channel() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address_, grpc::InsecureChannelCredentials(), arguments);
}

std::chrono::system_clock::time_point Patience() {
  return std::chrono::system_clock::now() + kPatience;
}

namespace {

// One call through a queue of its own: each step is started and awaited.
class RawCall {
 public:
  RawCall(const std::shared_ptr<grpc::Channel>& channel, const std::string& path) : stub_(channel) {
    context_.set_deadline(Patience());
    call_ = stub_.PrepareCall(&context_, path, &queue_);
    call_->StartCall(this);
    started_ = Await();
  }
  ~RawCall() {
    queue_.Shutdown();
    while (Await()) {
    }
  }
  RawCall(const RawCall&) = delete;
  RawCall& operator=(const RawCall&) = delete;

  void Send(const std::string& bytes) {
    const grpc::Slice slice(bytes);
    if (!started_) return;
    call_->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(), this);
    Await();
  }
  bool Receive(std::string& bytes) {
    grpc::ByteBuffer buffer;
    if (!started_) return false;
    call_->Read(&buffer, this);
    if (!Await()) return false;
    grpc::Slice whole;
    if (!buffer.DumpToSingleSlice(&whole).ok()) return false;
    bytes.assign(reinterpret_cast<const char*>(whole.begin()), whole.size());
    return true;
  }
  void Cancel() { context_.TryCancel(); }
  grpc::Status Finish() {
    grpc::Status status;
    call_->Finish(&status, this);
    Await();
    return status;
  }

 private:
  bool Await() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }

  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  grpc::GenericStub stub_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
  bool started_ = false;
};

}  // namespace

Answer<std::vector<std::string>> SendBytes(const std::shared_ptr<grpc::Channel>& channel,
                                           const std::string& path, const std::string& bytes,
                                           std::size_t messages) {
  RawCall call(channel, path);
  call.Send(bytes);
  Answer<std::vector<std::string>> answer;
  std::string received;
  bool more = true;
  while (answer.body.size() < messages && (more = call.Receive(received)))
    answer.body.push_back(received);
  if (more) call.Cancel();
  answer.status = call.Finish();
  return answer;
}

std::string ReasonOf(const grpc::Status& status) {
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return "";
  for (const auto& detail : details.details()) {
    google::rpc::ErrorInfo info;
    if (detail.UnpackTo(&info) && info.domain() == "caseload") return info.reason();
  }
  return "";
}

}  // namespace caseload::whole
