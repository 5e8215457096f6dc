// SPDX-License-Identifier: Apache-2.0
// Backend and front as in caseloadd, and beside them a bare gRPC server over the same store.
#include "bench/serve.h"

#include <signal.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <iostream>

#include "bench/guest_service.h"
#include "bench/must.h"
#include "bench/places.h"
#include "bench/probe_service.h"
#include "server/front.h"
#include "server/open_store.h"

namespace caseload::bench {
namespace {

std::string SocketAddress(const std::filesystem::path& folder, const std::string& name) {
  static int made = 0;
  return "unix:" + (folder / (name + std::to_string(++made))).string();
}

std::vector<std::string> CommandFor(const std::filesystem::path& folder, const std::string& ours,
                                    const std::string& probe, Served::Tick tick,
                                    Served::Guests guests) {
  std::vector<std::string> command{Self().string(), "serve", folder.string(), ours, probe};
  if (tick == Served::Tick::kOff) command.push_back("no-tick");
  if (guests == Served::Guests::kIn) command.push_back("guests");
  return command;
}

bool HasWord(const std::vector<std::string>& words, const char* word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

int Serve(const std::vector<std::string>& words) {
  if (words.size() < 3) GiveUp("serve needs a folder and two addresses");
  sigset_t endings;
  sigemptyset(&endings);
  sigaddset(&endings, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &endings, nullptr);
  spdlog::set_level(spdlog::level::warn);
  const SystemClock clock;
  auto backend = Must(server::Backend::Open(Must(server::OpenStore(words[0])), ThePlaces(), clock));
  auto front = Must(server::Front::Open(*backend, {{words[1]}, !HasWord(words, "no-tick")}));

  const app::Desk desk(backend->store(), backend->ledger(), backend->packs(), clock,
                       app::Pager(std::string(32, 'k')));
  rpc::Executor executor(2);
  ProbeService probes(desk, executor);
  grpc::ServerBuilder builder;
  builder.AddListeningPort(words[2], grpc::InsecureServerCredentials());
  builder.RegisterService(&probes);
  std::unique_ptr<GuestService> guests;
  if (HasWord(words, "guests")) {
    guests = std::make_unique<GuestService>(
        std::vector<std::string>{"good", "crashes", "loops", "ten_million"});
    builder.RegisterService(guests.get());
  }
  const auto bare = builder.BuildAndStart();
  if (bare == nullptr) GiveUp("cannot listen on " + words[2]);

  std::cout << "ready" << std::endl;
  int number = 0;
  sigwait(&endings, &number);
  bare->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(1));
  front->Shutdown();
  backend->ledger().Stop();
  return 0;
}

Served::Served(const std::filesystem::path& folder, const std::filesystem::path& sockets, Tick tick,
               Guests guests)
    : ours_(SocketAddress(sockets, "ours")),
      probe_(SocketAddress(sockets, "probe")),
      child_(CommandFor(folder, ours_, probe_, tick, guests)) {}

}  // namespace caseload::bench
