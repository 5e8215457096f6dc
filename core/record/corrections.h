// SPDX-License-Identifier: Apache-2.0
// Corrections: what a person changed in a delivered record stands until the source says something
// new of it.
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <vector>

namespace caseload::record {

// Marks in the record's source the fields that differ from the version before, which a person has
// changed. Concerns and former closures have rules of their own (merge.h).
void NoteCorrections(const google::protobuf::Message& before, google::protobuf::Message& changed);

// A field in which a person and the source do not agree.
struct Disagreement {
  std::string field;
  bool source_wins = false;  // it says something new; else it may not be told what it had said
};

// Where the source says what it said before, or nothing, the delivered record is given what people
// made of it; so it is where it speaks in another form than the one that was corrected. Where it
// says something new, that counts, and the mark is gone from `kept`.
std::vector<Disagreement> KeepCorrections(google::protobuf::Message& kept,
                                          google::protobuf::Message& delivered);

}  // namespace caseload::record
