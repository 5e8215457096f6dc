// SPDX-License-Identifier: Apache-2.0
// Answered calls: which of the declared RPCs came back over the wire with an answer.
#pragma once

#include <grpcpp/grpcpp.h>
#include <grpcpp/support/client_interceptor.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "cpp/method.h"

namespace caseload::whole {

// The calls that were answered, noted where they leave for the wire and come back.
class Answered final : public grpc::experimental::ClientInterceptorFactoryInterface {
 public:
  explicit Answered(std::set<std::string>& names) : names_(names) {}
  grpc::experimental::Interceptor* CreateClientInterceptor(
      grpc::experimental::ClientRpcInfo* call) override {
    return new One(names_, call->method());
  }

 private:
  class One final : public grpc::experimental::Interceptor {
   public:
    One(std::set<std::string>& names, std::string name) : names_(names), name_(std::move(name)) {}
    void Intercept(grpc::experimental::InterceptorBatchMethods* step) override {
      using Point = grpc::experimental::InterceptionHookPoints;
      if (step->QueryInterceptionHookPoint(Point::POST_RECV_STATUS) &&
          step->GetRecvStatus()->ok()) {
        names_.insert(name_);
      }
      step->Proceed();
    }

   private:
    std::set<std::string>& names_;
    std::string name_;
  };
  std::set<std::string>& names_;
};

// The names of the calls that come back with an answer are added to `names`, which must outlive the
// channel.
inline std::shared_ptr<grpc::Channel> ListeningChannel(const std::string& address,
                                                       std::set<std::string>& names) {
  std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> listeners;
  listeners.push_back(std::make_unique<Answered>(names));
  return grpc::experimental::CreateCustomChannelWithInterceptors(
      address, grpc::InsecureChannelCredentials(), grpc::ChannelArguments(), std::move(listeners));
}

// "/caseload.v1.CaseService/GetCase" and all the others.
inline std::set<std::string> Declared() {
  std::set<std::string> names;
  for (const auto* method : client::AllMethods()) {
    if (method->file()->package() == "caseload.v1") names.insert(client::WirePath(*method));
  }
  return names;
}

}  // namespace caseload::whole
