// SPDX-License-Identifier: Apache-2.0
// Method: what the published descriptors say of a call: its name on the wire, and whether it may be
// repeated.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>
#include <string_view>
#include <vector>

namespace caseload::client {

using Method = google::protobuf::MethodDescriptor;

// The method that takes this request: in this API each has a request of its own, in the file of its
// service. Null when there is none.
const Method* MethodTaking(const google::protobuf::Descriptor& request);

// By "CaseService.GetCase", "caseload.v1.CaseService.GetCase" or "caseload.v1.CaseService/GetCase".
// Null when unknown.
const Method* FindMethod(std::string_view name);

// Every method of the API, by service and in the order of its file.
std::vector<const Method*> AllMethods();

// "/caseload.v1.CaseService/GetCase".
std::string WirePath(const Method& method);

// "CaseService.GetCase".
std::string ShortName(const Method& method);

// A call may be repeated when it has no side effects, or when its request_id lets the server
// recognise it.
bool MayRepeat(const Method& method, const google::protobuf::Message& request);

// Gives the request an id when it has room for one and none was chosen.
void EnsureRequestId(google::protobuf::Message& request);

// A new UUID that begins with the time (version 7).
std::string NewRequestId();

}  // namespace caseload::client
