// SPDX-License-Identifier: Apache-2.0
// ServerProcess: the real server program as a process of its own, on a socket and a data folder
// that are gone afterwards.
#pragma once

#include <grpcpp/grpcpp.h>
#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace caseload::whole {

// A new folder under the system's temporary one, removed with everything in it.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// What a program left behind when it ended. A signal counts as 128 + its number, as in a shell.
struct Ended {
  int code = 0;
  std::string out;
  std::string err;
};

// Runs a program of this project (or another, by its path) to its end; killed, by its own id, when
// it does not end.
Ended RunProgram(const std::filesystem::path& program, const std::vector<std::string>& arguments);

// The programs under test.
std::filesystem::path ServerProgram();
std::filesystem::path ClientProgram();

// Starts in the constructor and throws std::runtime_error, with what the server said, when it does
// not get ready.
class ServerProcess {
 public:
  // Listens on a socket in a folder of its own. `arguments` come after --data and --listen.
  explicit ServerProcess(std::vector<std::string> arguments = {});
  // Killed by its id.
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // SIGKILL: it writes nothing more. What the system holds for the disk survives, unlike in a power
  // cut.
  void Kill();
  // SIGTERM, and its exit code.
  int Stop();
  // On the same data and the same socket, after Kill or Stop. Channels made before stay with the
  // former process.
  void Start();

  bool running() const { return pid_ > 0; }
  // "unix:PATH" of its socket.
  const std::string& address() const { return address_; }
  // The address it chose for the last --listen among `arguments`, e.g. "127.0.0.1:40001" for
  // "127.0.0.1:0".
  const std::string& other_address() const { return other_address_; }
  std::filesystem::path data() const { return folder_.path() / "data"; }
  std::filesystem::path socket() const { return folder_.path() / "s"; }
  // Everything it wrote to standard error since the first start.
  std::string Log() const;

  // A connection of its own each time: none shares another's state, nor its memory of a server that
  // was killed.
  std::shared_ptr<grpc::Channel> Channel() const;
  template <class Service>
  std::unique_ptr<typename Service::Stub> Stub() const {
    return Service::NewStub(Channel());
  }

 private:
  void AwaitReady(int out);
  std::size_t AddressesAsked() const;

  TempFolder folder_;
  std::vector<std::string> arguments_;
  std::string address_;
  std::string other_address_;
  pid_t pid_ = -1;
};

// What a call came to.
template <class Response>
struct Answer {
  grpc::Status status;
  Response body;
  bool ok() const { return status.ok(); }
  const Response* operator->() const { return &body; }
};

// Far beyond what any call takes: a test that would hang ends with a status instead.
std::chrono::system_clock::time_point Patience();

// Ask(*stub, &v1::CaseService::Stub::GetCase, request)
template <class Stub, class Request, class Response>
Answer<Response> Ask(Stub& stub,
                     grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                     const Request& request) {
  grpc::ClientContext context;
  context.set_deadline(Patience());
  Answer<Response> answer;
  answer.status = (stub.*method)(&context, request, &answer.body);
  return answer;
}

// Sends these bytes as the only message of a call, whatever the method makes of them; gives up
// reading a stream after `messages`. Any method takes it: one request is a stream of one.
Answer<std::vector<std::string>> SendBytes(const std::shared_ptr<grpc::Channel>& channel,
                                           const std::string& path, const std::string& bytes,
                                           std::size_t messages = 1000);

// The published reason ("ETAG_STALE") in a status of the server; empty when it carries none.
std::string ReasonOf(const grpc::Status& status);

}  // namespace caseload::whole
