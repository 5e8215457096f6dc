// SPDX-License-Identifier: Apache-2.0
// Stamp: the fields every record message has in common (1 id, 2 etag, 3 recorded_at, 4 recorded_by,
// 20 source).
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "caseload/v1/source.pb.h"

namespace caseload::record {

struct Stamp {
  std::string id;
  std::uint64_t version = 1;
  Instant recorded_at;
  std::string recorded_by;
};

// Overwrites whatever a client put there.
void SetStamp(google::protobuf::Message& record, const Stamp& stamp);
// Leaves the fields empty, so that two versions can be compared by what they say.
void ClearStamp(google::protobuf::Message& record);
std::string IdOf(const google::protobuf::Message& record);
// Whether the field is what the record says: neither of its stamp nor its source.
bool IsOwn(const google::protobuf::FieldDescriptor& field);
// Null when the message has none set.
const v1::Source* SourceOf(const google::protobuf::Message& record);
v1::Source* MutableSourceOf(google::protobuf::Message& record);

std::string EtagOf(std::uint64_t version);
// ETAG_STALE unless the etag names the version; FIELDS_INVALID without one: read before you change.
Outcome CheckEtag(const std::string& etag, std::uint64_t version);

}  // namespace caseload::record
