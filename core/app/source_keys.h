// SPDX-License-Identifier: Apache-2.0
// SourceKeys: gives delivered records their ids, and turns the keys by which they name each other
// into ids.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "app/draft.h"
#include "caseload/v1/source.pb.h"

namespace caseload::app {

class SourceKeys {
 public:
  using ListFault =
      std::function<void(const char* code, const v1::Source& source, const std::string& name,
                         const std::string& value, std::string summary)>;
  // The draft must outlive it.
  SourceKeys(Draft& draft, ListFault list_fault)
      : draft_(draft), list_fault_(std::move(list_fault)) {}

  // Looks up keys that will be asked for all at once, which spares the store a transaction each.
  Outcome LookUp(std::span<const std::string_view> keys);
  // Gives every record its id, the kept one's where its key is known: records name each other.
  template <class Message>
  Outcome Assign(const google::protobuf::RepeatedPtrField<Message>& records) {
    for (const auto& record : records) {
      if (auto failed = Assign(record.source().key()); !failed) return failed;
    }
    return Nothing{};
  }
  // Of a record that was given one.
  template <class Message>
  const std::string& IdOf(const Message& record) const {
    return ids_of_keys_.at(record.source().key());
  }
  // Whether the id was made for a record that nobody has kept yet; true once.
  bool TakeNew(const std::string& id) { return new_ids_.erase(id) > 0; }

  // Turns every "key:…" where an id is asked for into the id, an unknown one into nothing, and
  // empties days that are none; both are listed.
  Outcome Resolve(google::protobuf::Message& message, const v1::Source& source);

 private:
  Outcome Assign(const std::string& key);
  // Nothing when no record has the key.
  Result<std::optional<std::string>> IdOfKey(const std::string& key);
  // One text of a field: true when it has changed.
  Result<bool> ResolveText(std::string& text, const std::string& name, const v1::Source& source);

  Draft& draft_;
  const ListFault list_fault_;
  std::unordered_map<std::string, std::string> ids_of_keys_;  // empty: looked up, no record has it
  std::unordered_set<std::string> new_ids_;
};

}  // namespace caseload::app
