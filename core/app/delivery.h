// SPDX-License-Identifier: Apache-2.0
// Delivery: takes the units of an import into a draft: resolves their keys, keeps what is new or
// changed, lists faults.
#pragma once

#include <set>
#include <string>

#include "app/codes.h"
#include "app/draft.h"
#include "app/source_keys.h"
#include "caseload/v1/import.pb.h"
#include "taxonomy/packs.h"

namespace caseload::app {

class Delivery {
 public:
  // `record` is the import, whose counts and position move on with each unit.
  Delivery(Draft& draft, const taxonomy::Packs& packs, v1::Import& record)
      : draft_(draft),
        packs_(packs),
        import_(record),
        keys_(draft, [this](const char* code, const v1::Source& source, const std::string& name,
                            const std::string& value, std::string summary) {
          AddFault(code, source, name, value, std::move(summary));
        }) {}
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;

  // Looks up the keys of all units at once, before they are taken.
  Outcome Expect(google::protobuf::RepeatedPtrField<v1::ImportUnit>& units);
  // Refuses only what the sender's program got wrong (one key for two kinds of record); what the
  // source got wrong is a fault, and what it says is kept.
  Outcome Take(v1::ImportUnit& unit);

 private:
  template <class Message>
  Outcome Keep(google::protobuf::RepeatedPtrField<Message>& records);
  template <class Message>
  Outcome KeepOne(Message& delivered, const std::string& id);
  template <class Message>
  void ListCodeFaults(const Message& delivered);
  void ListOverlaps(const v1::ImportUnit& unit);
  // Whether the record was last changed by a delivery of a later reference day than this one.
  bool IsNewer(const google::protobuf::Message& kept);
  // The delivered record with what people corrected in the kept one; where the two do not agree,
  // that is listed.
  template <class Message>
  Message WithCorrections(Message& kept, Message delivered);
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
  SourceKeys keys_;
  std::set<std::string> entries_delivered_;  // of the unit at hand
};

}  // namespace caseload::app
