// SPDX-License-Identifier: Apache-2.0
#include "rpc/doors.h"

#include <google/protobuf/descriptor.h>

#include "base/ids.h"

namespace caseload::rpc {
namespace {

constexpr std::size_t kShortestRequestId = 8;
constexpr std::size_t kLongestRequestId = 64;

template <class Handler>
const Handler* Find(const std::map<const google::protobuf::Descriptor*, Handler>& bound,
                    const google::protobuf::Descriptor* request) {
  const auto found = bound.find(request);
  return found == bound.end() ? nullptr : &found->second;
}

}  // namespace

const Unary* Doors::FindUnary(const google::protobuf::Descriptor* request) const {
  return Find(unary_, request);
}
const ServerStream* Doors::FindServerStream(const google::protobuf::Descriptor* request) const {
  return Find(server_streams_, request);
}
const BothStreams* Doors::FindBothStreams(const google::protobuf::Descriptor* request) const {
  return Find(both_streams_, request);
}

// The method is part of it: the same bytes sent to another RPC are another request. So is the
// actor: nobody is given the answer to somebody else's request.
std::string Doors::DigestOf(const Call& call, const ByteBuffer& bytes) {
  return Sha256({call.method.full_name(), "\n", call.actor, "\n", ToText(bytes)});
}

Outcome Doors::CheckRequestId(const std::string& request_id) {
  if (request_id.empty()) return Nothing{};
  if (request_id.size() < kShortestRequestId || request_id.size() > kLongestRequestId) {
    return Error{v1::ERROR_REASON_FIELDS_INVALID,
                 "request_id is too short or too long: a UUID is meant",
                 {{"request_id", "is not between 8 and 64 characters"}}};
  }
  return Nothing{};
}

}  // namespace caseload::rpc
