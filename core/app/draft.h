// SPDX-License-Identifier: Apache-2.0
// Draft: what one command sees and changes while it is decided. It sees the store with the changes
// of the commands before it in the same batch; its own changes count for others only once it
// succeeds.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/changes.h"
#include "app/describe.h"
#include "base/ids.h"
#include "record/corrections.h"
#include "record/stamp.h"
#include "store/store.h"

namespace caseload::app {

// Batch: the changes of all commands decided so far for one transaction.
struct Batch {
  // `before`: a batch that is on its way to the disk, and may be in the store or not; it must
  // outlive this one's deciding.
  Batch(store::Reader& from, Instant instant, const Batch* batch_before = nullptr)
      : reader(from), now(instant), before(batch_before) {}
  store::Reader& reader;
  Instant now;
  const Batch* before;
  Changes changes;
  std::unordered_map<std::string, std::optional<store::Record>> cache;
};

// What all drafts of a ledger share.
struct Makers {
  IdMaker ids;
  std::map<store::Kind, std::uint32_t> last_numbers;  // of kinds that have them
};

template <class Message>
struct Loaded {
  Message message;
  std::uint64_t version = 0;
  std::uint32_t number = 0;
};

class Draft final : public Numbers {
 public:
  // All must outlive it.
  Draft(Batch& batch, Makers& makers, const CodeNumbers& codes, const store::Intent& intent)
      : batch_(batch), makers_(makers), codes_(codes), intent_(intent) {}

  Instant now() const { return batch_.now; }
  Date today() const { return Clock::DayInEngland(batch_.now); }
  const std::string& actor() const { return intent_.actor; }
  std::string NewId() { return makers_.ids.Next(batch_.now); }

  // Nothing when there is no such record. A store that cannot be read makes the whole command fail,
  // whatever it decides: see failure.
  std::optional<Standing> Find(const std::string& id);
  const std::optional<Error>& failure() const { return failure_; }
  // The targets under (field, value), at most `limit`.
  Result<std::vector<std::string>> Under(store::Field field, const std::string& value,
                                         std::size_t limit = 1000);
  // The first target under each of the values of a field of texts, in the order of values.
  Result<std::vector<std::optional<std::string>>> FirstsUnder(
      store::Field field, std::span<const std::string_view> values);
  std::uint32_t NumberOf(const std::string& id) override;

  // NOT_FOUND when there is none of this kind; `field` names the request's field in the error.
  template <class Message>
  Result<Loaded<Message>> Load(const std::string& id, const std::string& field) {
    const auto standing = Find(id);
    if (!standing || standing->kind != KindOf<Message>()) return Missing(field);
    Loaded<Message> loaded{{}, standing->version, standing->number};
    if (!ReadBodies(*standing, loaded.message)) {
      return Error{v1::ERROR_REASON_INTERNAL, "a stored record cannot be read"};
    }
    return loaded;
  }

  // A new record: gets an id, and a number if its kind has them.
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
  // A new version of a record that was loaded, as a person made it.
  template <class Message>
  void Update(Message& message, const std::string& id) {
    const Message former = Former<Message>(id);
    record::NoteCorrections(former, message);
    Keep(message, id, &former);
  }
  // The same, as a delivery made it.
  template <class Message>
  void UpdateDelivered(Message& message, const std::string& id) {
    const Message former = Former<Message>(id);
    Keep(message, id, &former);
  }

  static Error Missing(const std::string& field);
  // The draft is done with after this.
  std::vector<store::Put> TakePuts();

 private:
  template <class Message>
  static bool ReadBodies(const Standing& standing, Message& message) {
    const std::string_view rest = standing.protected_body;
    return message.ParseFromArray(standing.body.data(), static_cast<int>(standing.body.size())) &&
           (rest.empty() || message.MergeFromString(std::string(rest)));
  }
  template <class Message>
  Message Former(const std::string& id) {
    Message former;
    ReadBodies(*Find(id), former);
    return former;
  }
  template <class Message>
  void Keep(Message& message, const std::string& id, const Message* former) {
    const auto replaced = former == nullptr ? std::nullopt : Find(id);
    record::SetStamp(message, {id, replaced ? replaced->version + 1 : 1, batch_.now, actor()});
    // In its place before it is described: its own facts name it by its number.
    store::Put& put = puts_.emplace_back();
    put.id = id;
    put.kind = KindOf<Message>();
    put.number = replaced ? replaced->number : NewNumber(put.kind);
    put.expected_version = replaced ? replaced->version : 0;
    describing_ = &put;
    Describe(message, put,
             former == nullptr ? std::vector<store::Term>{} : TermsOf(*former, *this));
    // Whoever it is no longer about has that in their history too.
    if (former != nullptr) {
      AddSubjects(SubjectsOf(*former), put);
      for (auto& term : FormerTermsOf(*former, message)) put.terms_added.push_back(std::move(term));
    }
    describing_ = nullptr;
    changes_.Note(put);
  }
  template <class Message>
  void Describe(const Message& message, store::Put& put, std::vector<store::Term> former_terms) {
    SplitBodies(message, put.body, put.protected_body);
    put.facts = PackedFacts(FactsOf(message, *this, codes_));
    AddSubjects(SubjectsOf(message), put);
    SetTerms(TermsOf(message, *this), std::move(former_terms), put);
  }
  std::uint32_t NewNumber(store::Kind kind) {
    const bool has_one = std::ranges::find(kNumberedKinds, kind) != kNumberedKinds.end();
    return has_one ? ++makers_.last_numbers[kind] : 0;
  }
  // Makes rows of the store what they are for this draft.
  void Amend(store::Field field, std::string_view value, std::vector<store::Term>& rows) const;
  static void AddSubjects(std::vector<std::string> more, store::Put& put);
  static void SetTerms(std::vector<store::Term> now, std::vector<store::Term> before,
                       store::Put& put);

  Batch& batch_;
  Makers& makers_;
  const CodeNumbers& codes_;
  const store::Intent& intent_;
  std::deque<store::Put> puts_;  // they stay where they are: changes_ refers to them
  Changes changes_;
  const store::Put* describing_ = nullptr;
  std::optional<Error> failure_;
};

}  // namespace caseload::app
