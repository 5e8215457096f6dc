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

int Serve(const server::Options& options) {
  const sigset_t endings = BlockEndings();
  auto store = server::OpenStore(options.data);
  if (!store) return Complain(store.error());
  const SystemClock clock;
  auto backend = server::Backend::Open(*std::move(store),
                                       {options.packs, options.rules, options.worker}, clock);
  if (!backend) return Complain(backend.error());
  auto front = server::Front::Open(**backend, {options.listen, true});
  if (!front) return Complain(front.error());
  // One line an address, for people and scripts.
  for (const auto& address : (*front)->addresses())
    std::cout << "caseloadd ready on " << address << std::endl;
  int signal_number = 0;
  sigwait(&endings, &signal_number);
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
