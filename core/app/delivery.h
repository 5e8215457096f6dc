// SPDX-License-Identifier: Apache-2.0
// Delivery: takes the units of an import into a draft: resolves their keys, keeps what is new or
// changed, lists faults.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "app/codes.h"
#include "app/draft.h"
#include "caseload/v1/import.pb.h"
#include "taxonomy/packs.h"

namespace caseload::app {

class Delivery {
 public:
  // `record` is the import, whose counts and position move on with each unit.
  Delivery(Draft& draft, const taxonomy::Packs& packs, v1::Import& record)
      : draft_(draft), packs_(packs), import_(record) {}

  // Refuses only what the sender's program got wrong (one key for two kinds of record); what the
  // source got wrong is a fault, and what it says is kept.
  Outcome Take(v1::ImportUnit& unit);

 private:
  // Gives every record of the unit its id, the kept one's where its key is known: records name each
  // other.
  template <class Message>
  Outcome Assign(google::protobuf::RepeatedPtrField<Message>& records);
  template <class Message>
  Outcome Keep(google::protobuf::RepeatedPtrField<Message>& records);
  template <class Message>
  Outcome KeepOne(Message& delivered, const std::string& id);
  // Nothing when no record has the key.
  Result<std::optional<std::string>> IdOfKey(const std::string& key);
  // Turns every "key:…" where an id is asked for into the id, an unknown one into nothing, and
  // empties days that are none; both are listed.
  Outcome Resolve(google::protobuf::Message& message, const v1::Source& source);
  Outcome ResolveText(std::string& text, const std::string& name, const v1::Source& source);

  template <class Message>
  void ListCodeFaults(const Message& delivered);
  void ListOverlaps(const v1::ImportUnit& unit);
  // Whether the record was last changed by a delivery of a later reference day than this one.
  bool IsNewer(const google::protobuf::Message& kept);
  template <class Message>
  void Merge(Message& kept, const Message& delivered);
  void Merge(v1::Case& kept, const v1::Case& delivered);
  void SignConcerns(v1::Case& record);
  template <class Message>
  void SignConcerns(Message&) {}

  void Count(const v1::ImportUnit& unit);
  void AddFault(v1::ImportFault fault);
  void AddFault(const char* code, const v1::Source& source, const std::string& name,
                const std::string& value, std::string summary);

  Draft& draft_;
  const taxonomy::Packs& packs_;
  v1::Import& import_;
  std::unordered_map<std::string, std::string> ids_of_keys_;
  std::unordered_set<std::string> new_ids_;  // made for records that are not kept yet
  std::set<std::string> entries_delivered_;  // of the unit at hand
};

}  // namespace caseload::app
