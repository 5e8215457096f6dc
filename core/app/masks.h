// SPDX-License-Identifier: Apache-2.0
// Masks: which fields a change may name.
#pragma once

#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/message.h>

#include "base/result.h"

namespace caseload::app {

// Copies the fields the mask names from `wanted` to `kept`. FIELDS_INVALID for an empty mask, an
// unknown field, or one that only the server writes (the record's id, etag, stamps and source).
Outcome Apply(const google::protobuf::FieldMask& mask, const google::protobuf::Message& wanted,
              google::protobuf::Message& kept);

}  // namespace caseload::app
