// SPDX-License-Identifier: Apache-2.0
// Front: the gRPC server before a backend: services bound from their descriptors, health,
// reflection, the tick, shutdown.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

#include "rpc/described_service.h"
#include "rpc/executor.h"
#include "rpc/watch_stream.h"
#include "server/backend.h"
#include "server/tick.h"

namespace caseload::server {

struct FrontOptions {
  std::vector<std::string> listen;
  // Off only to show what it is for.
  bool tick = true;
};

class Front {
 public:
  // Fails when an RPC lacks its rule or its handler, or an address cannot be listened on.
  static Result<std::unique_ptr<Front>> Open(Backend& backend, const FrontOptions& options);
  ~Front();
  Front(const Front&) = delete;
  Front& operator=(const Front&) = delete;

  // The addresses in use, with the port that was chosen where 0 was asked for.
  const std::vector<std::string>& addresses() const { return addresses_; }
  // A channel without a network, for what runs in the same process.
  std::shared_ptr<grpc::Channel> InProcess();
  // Refuses new calls, ends watches, lets running calls finish for some seconds.
  void Shutdown();

 private:
  explicit Front(Backend& backend);
  Outcome Bind();
  Outcome Listen(const FrontOptions& options);

  Backend& backend_;
  rpc::Executor executor_;
  rpc::Executor steps_;
  rpc::Watches watches_;
  rpc::Doors doors_;
  std::unique_ptr<rpc::Gate> gate_;
  std::vector<std::unique_ptr<rpc::DescribedService>> services_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Tick> tick_;
  std::vector<std::string> addresses_;
  bool down_ = false;
};

}  // namespace caseload::server
