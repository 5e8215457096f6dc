// SPDX-License-Identifier: Apache-2.0
// Merge: what a delivery says of a record that is kept already, from the same source or from
// another.
#pragma once

#include <google/protobuf/message.h>

#include <set>
#include <string>

#include "caseload/v1/case.pb.h"
#include "caseload/v1/chronology.pb.h"
#include "caseload/v1/person.pb.h"

namespace caseload::record {

// What the delivery gives replaces what is kept; what it leaves empty stays. A list that the same
// form delivers again takes the former one's place; lists of two forms are joined without
// repeating. Stamps stay the kept record's. Deliveries know less than people do: nothing a person
// added is lost to one.
void MergeDelivered(google::protobuf::Message& kept, const google::protobuf::Message& delivered);

// The same; identifiers of schemes that the delivery does not speak of stay.
void MergeDelivered(v1::Person& kept, const v1::Person& delivered);
// The same; a span that the same form no longer ends goes on.
void MergeDelivered(v1::Entry& kept, const v1::Entry& delivered);
// The same; a closure that the same form no longer gives is undone, and kept as a former one. An
// assertion that is not delivered again is retracted where the occasion it was made on is: the
// referral itself, or one of `entries_delivered`. A return of a later year that is silent about an
// earlier assessment says nothing against it.
void MergeDelivered(v1::Case& kept, const v1::Case& delivered,
                    const std::set<std::string>& entries_delivered);

// What a delivery of an earlier reference day can still add to a record that a later one has spoken
// of since: only what is empty, and assertions and list items that are not there. It ends, undoes
// and retracts nothing.
void FillFromOlder(google::protobuf::Message& kept, const google::protobuf::Message& delivered);
void FillFromOlder(v1::Case& kept, const v1::Case& delivered);

// Equal in all that a delivery says: stamps, and which delivery of which form said it where, are
// left aside.
bool SaysTheSame(const google::protobuf::Message& one, const google::protobuf::Message& other);

}  // namespace caseload::record
