// SPDX-License-Identifier: Apache-2.0
// caseloadd: opens the records, listens, and ends in good order on SIGTERM or SIGINT.
#include <signal.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <iostream>

#include "server/backend.h"
#include "server/front.h"
#include "server/open_store.h"
#include "server/options.h"
#include "server/release.h"
#include "server/start_count.h"

namespace {

using namespace caseload;

int Complain(const Error& error) {
  spdlog::error("cannot start: {} ({})", error.message, ReasonName(error.reason));
  return 1;
}

// Blocked in every thread, so that they arrive at sigwait.
sigset_t BlockEndings() {
  sigset_t endings;
  sigemptyset(&endings);
  sigaddset(&endings, SIGTERM);
  sigaddset(&endings, SIGINT);
  pthread_sigmask(SIG_BLOCK, &endings, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return endings;
}

// The signal that asked for it.
int AwaitEnding(const sigset_t& endings, const server::StartCount& starts) {
  const timespec well_started{server::kWellStarted.count(), 0};
  int signal_number = sigtimedwait(&endings, nullptr, &well_started);
  starts.Well();
  while (signal_number < 0) signal_number = sigwaitinfo(&endings, nullptr);
  return signal_number;
}

int Serve(const server::Options& options) {
  const sigset_t endings = BlockEndings();
  auto store = server::OpenStore(options.data);
  if (!store) return Complain(store.error());
  const server::StartCount starts(options.data);
  const auto refuse = [&](const Error& error) {
    starts.Refused();
    return Complain(error);
  };
  const SystemClock clock;
  auto backend = server::Backend::Open(
      *std::move(store),
      {options.packs, options.worker, starts.WhySafeMode(), server::RulesOfThisRelease()}, clock);
  if (!backend) return refuse(backend.error());
  auto front = server::Front::Open(**backend, {options.listen, true});
  if (!front) return refuse(front.error());
  // One line an address, for people and scripts.
  for (const auto& address : (*front)->addresses())
    std::cout << "caseloadd ready on " << address << std::endl;
  const int signal_number = AwaitEnding(endings, starts);
  spdlog::info("ending on signal {}", signal_number);
  (*front)->Shutdown();
  (*backend)->ledger().Stop();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  auto options = server::ReadOptions(argc, argv);
  if (const int* code = std::get_if<int>(&options)) return *code;
  // Standard error: standard output carries only the addresses.
  spdlog::set_default_logger(spdlog::stderr_logger_mt("caseloadd"));
  spdlog::set_level(spdlog::level::from_str(std::get<server::Options>(options).log_level));
  return Serve(std::get<server::Options>(options));
}
