// SPDX-License-Identifier: Apache-2.0
// Chooses credentials and limits for a channel.
#include "cpp/channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

namespace caseload::client {
namespace {

// The system guards a unix socket by its file's owner and mode; an address on the network is meant
// for loopback or for a network that carries its own protection.
std::shared_ptr<grpc::ChannelCredentials> ChooseCredentials(const ConnectOptions&) {
  return grpc::InsecureChannelCredentials();
}

}  // namespace

std::shared_ptr<grpc::Channel> OpenChannel(const ConnectOptions& options) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxSendMessageSize(kSendBytes);
  arguments.SetMaxReceiveMessageSize(kReceiveBytes);
  // gRPC waits a second before it dials again, longer than our own first pauses: those attempts
  // would fail unheard.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2'000);
  // A proxy of the environment is for the web, not for a case file.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return grpc::CreateCustomChannel(options.address, ChooseCredentials(options), arguments);
}

}  // namespace caseload::client
