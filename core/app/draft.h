// SPDX-License-Identifier: Apache-2.0
// Draft: what one command sees and changes while it is decided. It sees the store with the changes
// of the commands before it in the same batch; its own changes count for others only once it
// succeeds.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/describe.h"
#include "base/ids.h"
#include "record/stamp.h"
#include "store/store.h"

namespace caseload::app {

// Where records stand, as one command after the other changes them.
struct Changes {
  std::unordered_map<std::string, store::Record> records;
  std::map<std::pair<store::Field, std::string>, std::vector<store::Term>> terms_added;
  std::set<store::Term> terms_removed;
};

// Batch: the changes of all commands decided so far for one transaction.
struct Batch {
  Batch(store::Reader& view, Instant instant) : reader(view), now(instant) {}
  store::Reader& reader;
  Instant now;
  Changes changes;
  std::unordered_map<std::string, std::optional<store::Record>> cache;
};

// What all drafts of a ledger share.
struct Makers {
  IdMaker ids;
  std::map<store::Kind, std::uint32_t> last_numbers;
};

template <class Message>
struct Loaded {
  Message message;
  std::uint64_t version = 0;
  std::uint32_t number = 0;
};

class Draft final : public Numbers {
 public:
  Draft(Batch& batch, Makers& makers, const CodeNumbers& codes, std::string actor)
      : batch_(batch), makers_(makers), codes_(codes), actor_(std::move(actor)) {}

  Instant now() const { return batch_.now; }
  Date today() const { return Clock::DayInEngland(batch_.now); }
  const std::string& actor() const { return actor_; }
  std::string NewId() { return makers_.ids.Next(batch_.now); }

  // Null when there is no such record. Valid until the draft changes that record. A store that
  // cannot be read makes the whole command fail, whatever it decides: see failure.
  const store::Record* Find(const std::string& id);
  const std::optional<Error>& failure() const { return failure_; }
  // The targets under (field, value), at most `limit`.
  Result<std::vector<std::string>> Under(store::Field field, const std::string& value,
                                         std::size_t limit = 1000);
  std::uint32_t NumberOf(const std::string& id) override;
  // Whether a person closed the case, and nobody has reopened it since.
  bool ClosedByHand(const std::string& case_id);

  // NOT_FOUND when there is none of this kind; `field` names the request's field in the error.
  template <class Message>
  Result<Loaded<Message>> Load(const std::string& id, const std::string& field) {
    const store::Record* record = Find(id);
    if (record == nullptr || record->kind != KindOf<Message>()) return Missing(field);
    Loaded<Message> loaded{{}, record->version, record->number};
    if (!loaded.message.ParseFromString(record->body) ||
        !loaded.message.MergeFromString(record->protected_body)) {
      return Error{v1::ERROR_REASON_INTERNAL, "a stored record cannot be read"};
    }
    return loaded;
  }

  // A new record: gets an id and a number.
  template <class Message>
  void Create(Message& message) {
    Keep<Message>(message, NewId(), nullptr);
  }
  // The same under an id that this draft made before, for records that name each other.
  template <class Message>
  void CreateAs(Message& message, const std::string& id) {
    Keep<Message>(message, id, nullptr);
  }
  // One line of an import's list of faults, `place` counting them.
  void CreateFault(const v1::ImportFault& fault, const std::string& import_id, std::int64_t place);
  // A new version of a record that was loaded.
  template <class Message>
  void Update(Message& message, const std::string& id) {
    const store::Record* record = Find(id);
    Message former;
    former.ParseFromString(record->body);
    former.MergeFromString(record->protected_body);
    Keep(message, id, &former);
  }

  static Error Missing(const std::string& field);
  std::vector<store::Put> TakePuts() { return std::move(puts_); }
  // Makes this draft's changes visible to those that follow.
  void Adopt();

 private:
  template <class Message>
  void Keep(Message& message, const std::string& id, const Message* former) {
    const store::Record* replaced = former == nullptr ? nullptr : Find(id);
    record::SetStamp(message,
                     {id, replaced == nullptr ? 1 : replaced->version + 1, batch_.now, actor_});
    store::Put put;
    put.id = id;
    put.kind = KindOf<Message>();
    put.number = replaced == nullptr ? ++makers_.last_numbers[put.kind] : replaced->number;
    put.expected_version = replaced == nullptr ? 0 : replaced->version;
    // Known under its number before it is described: its own facts name it.
    own_numbers_[id] = put.number;
    Describe(message, put,
             former == nullptr ? std::vector<store::Term>{} : TermsOf(*former, *this));
    // Whoever it is no longer about has that in their history too.
    if (former != nullptr) AddSubjects(SubjectsOf(*former), put);
    Note(std::move(put));
  }
  template <class Message>
  void Describe(const Message& message, store::Put& put, std::vector<store::Term> former_terms) {
    SplitBodies(message, put.body, put.protected_body);
    put.facts = PackedFacts(FactsOf(message, *this, codes_));
    put.subjects = SubjectsOf(message);
    SetTerms(TermsOf(message, *this), std::move(former_terms), put);
  }
  static void AddSubjects(std::vector<std::string> more, store::Put& put);
  static void SetTerms(std::vector<store::Term> now, std::vector<store::Term> before,
                       store::Put& put);
  void Note(store::Put put);

  Batch& batch_;
  Makers& makers_;
  const CodeNumbers& codes_;
  std::string actor_;
  Changes changes_;
  std::optional<Error> failure_;
  std::unordered_map<std::string, std::uint32_t> own_numbers_;
  std::vector<store::Put> puts_;
};

}  // namespace caseload::app
