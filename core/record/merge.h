// SPDX-License-Identifier: Apache-2.0
// Merge: what a delivery says of a record that is kept already, from the same source or from
// another.
#pragma once

#include <google/protobuf/message.h>

#include "caseload/v1/case.pb.h"

namespace caseload::record {

// What the delivery gives replaces what is kept; what it leaves empty stays; lists are joined
// without repeating. Stamps stay the kept record's. Deliveries know less than people do: nothing a
// person added is lost to one.
void MergeDelivered(google::protobuf::Message& kept, const google::protobuf::Message& delivered);

// For cases: the same, and a later delivery of the same form that no longer holds the closure has
// opened the case again; an assertion it no longer holds (a worker's own apart) is retracted, not
// dropped.
void MergeDelivered(v1::Case& kept, const v1::Case& delivered);

// Equal in all that a delivery says: stamps, concern stamps and the import's own marks are left
// aside.
bool SaysTheSame(const google::protobuf::Message& one, const google::protobuf::Message& other);

}  // namespace caseload::record
