// SPDX-License-Identifier: Apache-2.0
#include "record/merge.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "record/stamp.h"

namespace caseload::record {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;

constexpr int kSource = 20;
constexpr char kNoLongerDelivered[] = "not in the later delivery";

bool OfSameForm(const Message& kept, const Message& delivered) {
  const v1::Source* one = SourceOf(kept);
  const v1::Source* other = SourceOf(delivered);
  return one != nullptr && other != nullptr && one->form() == other->form();
}

void JoinTexts(Message& kept, const Message& delivered, const FieldDescriptor& field) {
  const auto& reflection = *delivered.GetReflection();
  for (int i = 0; i < reflection.FieldSize(delivered, &field); ++i) {
    const std::string text = reflection.GetRepeatedString(delivered, &field, i);
    bool known = false;
    for (int k = 0; k < reflection.FieldSize(kept, &field); ++k) {
      known = known || reflection.GetRepeatedString(kept, &field, k) == text;
    }
    if (!known) reflection.AddString(&kept, &field, text);
  }
}

void JoinMessages(Message& kept, const Message& delivered, const FieldDescriptor& field) {
  const auto& reflection = *delivered.GetReflection();
  for (int i = 0; i < reflection.FieldSize(delivered, &field); ++i) {
    const auto& one = reflection.GetRepeatedMessage(delivered, &field, i);
    bool known = false;
    for (int k = 0; k < reflection.FieldSize(kept, &field); ++k) {
      known =
          known || MessageDifferencer::Equals(reflection.GetRepeatedMessage(kept, &field, k), one);
    }
    if (!known) reflection.AddMessage(&kept, &field)->CopyFrom(one);
  }
}

// The latest delivery says where the record comes from; raw values of earlier ones are kept beside
// its own.
void MergeSource(Message& kept, const Message& delivered) {
  const auto* field = kept.GetDescriptor()->FindFieldByNumber(kSource);
  const v1::Source* given = SourceOf(delivered);
  if (field == nullptr || given == nullptr) return;
  auto& source = static_cast<v1::Source&>(*kept.GetReflection()->MutableMessage(&kept, field));
  v1::Source merged = *given;
  for (const auto& value : source.values()) {
    const bool known =
        std::any_of(given->values().begin(), given->values().end(),
                    [&](const v1::SourceValue& one) { return one.name() == value.name(); });
    if (!known) *merged.add_values() = value;
  }
  *merged.mutable_corrections() = source.corrections();
  source = merged;
}

bool SameAssertion(const v1::Concern& one, const v1::Concern& other) {
  return one.basis() == other.basis() && one.code() == other.code() &&
         one.asserted_on() == other.asserted_on() && one.entry_id() == other.entry_id();
}

v1::Concern* FindAssertion(v1::Case& record, const v1::Concern& wanted) {
  for (auto& concern : *record.mutable_concerns()) {
    if (SameAssertion(concern, wanted)) return &concern;
  }
  return nullptr;
}

// Whether the delivery would hold the assertion if the source still made it.
bool WouldBeDelivered(const v1::Concern& concern, const std::set<std::string>& entries_delivered) {
  if (concern.basis() == v1::CONCERN_BASIS_WORKER) return false;
  return concern.entry_id().empty() ? concern.basis() == v1::CONCERN_BASIS_NEED
                                    : entries_delivered.contains(concern.entry_id());
}

void ClearMarks(Message& record) {
  ClearStamp(record);
  const auto* field = record.GetDescriptor()->FindFieldByNumber(kSource);
  if (field == nullptr || !record.GetReflection()->HasField(record, field)) return;
  auto& marks = static_cast<v1::Source&>(*record.GetReflection()->MutableMessage(&record, field));
  marks.clear_form();
  marks.clear_import_id();
  marks.clear_line();
  marks.clear_path();
  marks.clear_corrections();
  // In whatever order the deliveries came.
  std::stable_sort(marks.mutable_values()->begin(), marks.mutable_values()->end(),
                   [](const v1::SourceValue& one, const v1::SourceValue& other) {
                     return one.name() < other.name();
                   });
}

}  // namespace

void MergeDelivered(Message& kept, const Message& delivered) {
  const bool same_form = OfSameForm(kept, delivered);
  const std::unique_ptr<Message> given(delivered.New());
  given->CopyFrom(delivered);
  std::vector<const FieldDescriptor*> set;
  delivered.GetReflection()->ListFields(delivered, &set);
  for (const auto* field : set) {
    const bool own = IsOwn(*field);
    const bool joined = field->is_repeated() && !same_form;
    if (!own || joined) given->GetReflection()->ClearField(given.get(), field);
    if (!own || !field->is_repeated()) continue;
    if (same_form) {
      kept.GetReflection()->ClearField(&kept, field);
      continue;
    }
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) JoinTexts(kept, delivered, *field);
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE)
      JoinMessages(kept, delivered, *field);
  }
  // Field by field, inside of what an entry is too.
  kept.MergeFrom(*given);
  MergeSource(kept, delivered);
}

void MergeDelivered(v1::Person& kept, const v1::Person& delivered) {
  const auto held = kept.identifiers();
  MergeDelivered(static_cast<Message&>(kept), delivered);
  for (const auto& identifier : held) {
    const bool spoken_of =
        std::any_of(kept.identifiers().begin(), kept.identifiers().end(),
                    [&](const v1::Identifier& one) { return one.scheme() == identifier.scheme(); });
    if (!spoken_of) *kept.add_identifiers() = identifier;
  }
}

void MergeDelivered(v1::Entry& kept, const v1::Entry& delivered) {
  if (OfSameForm(kept, delivered) && delivered.ended_on().empty()) kept.clear_ended_on();
  MergeDelivered(static_cast<Message&>(kept), delivered);
}

void MergeDelivered(v1::Case& kept, const v1::Case& delivered,
                    const std::set<std::string>& entries_delivered) {
  const bool same_form = OfSameForm(kept, delivered);
  if (same_form && delivered.closed_on().empty() && !kept.closed_on().empty()) {
    auto& former = *kept.add_former_closures();
    former.set_closed_on(kept.closed_on());
    former.set_closure_reason(kept.closure_reason());
    former.set_reopened_because(kNoLongerDelivered);
    kept.clear_closed_on();
    kept.clear_closure_reason();
  }
  v1::Case rest = delivered;
  rest.clear_concerns();
  MergeDelivered(static_cast<Message&>(kept), rest);
  v1::Case given = delivered;  // mutable, to look assertions up in
  for (auto& concern : *kept.mutable_concerns()) {
    if (same_form && concern.retracted_because().empty() &&
        WouldBeDelivered(concern, entries_delivered) && FindAssertion(given, concern) == nullptr) {
      concern.set_retracted_because(kNoLongerDelivered);
    }
  }
  for (const auto& concern : delivered.concerns()) {
    if (auto* known = FindAssertion(kept, concern)) {
      // What a worker ended or retracted stays so, though the source still says it.
      if (!concern.ended_on().empty()) known->set_ended_on(concern.ended_on());
      if (known->retracted_because() == kNoLongerDelivered) known->clear_retracted_because();
    } else {
      *kept.add_concerns() = concern;
    }
  }
}

void FillFromOlder(Message& kept, const Message& delivered) {
  const std::unique_ptr<Message> filled(delivered.New());
  filled->CopyFrom(delivered);
  std::vector<const FieldDescriptor*> set;
  delivered.GetReflection()->ListFields(delivered, &set);
  for (const auto* field : set) {
    const bool own = IsOwn(*field);
    if (!own || field->is_repeated()) filled->GetReflection()->ClearField(filled.get(), field);
    if (!own || !field->is_repeated()) continue;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) JoinTexts(kept, delivered, *field);
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE)
      JoinMessages(kept, delivered, *field);
  }
  filled->MergeFrom(kept);
  kept.CopyFrom(*filled);
}

void FillFromOlder(v1::Case& kept, const v1::Case& delivered) {
  v1::Case rest = delivered;
  rest.clear_concerns();
  // An open case is open because the later delivery said so, or because a worker did.
  rest.clear_closed_on();
  rest.clear_closure_reason();
  FillFromOlder(static_cast<Message&>(kept), rest);
  for (const auto& concern : delivered.concerns()) {
    if (FindAssertion(kept, concern) == nullptr) *kept.add_concerns() = concern;
  }
}

bool SaysTheSame(const Message& one, const Message& other) {
  const std::unique_ptr<Message> first(one.New());
  const std::unique_ptr<Message> second(other.New());
  first->CopyFrom(one);
  second->CopyFrom(other);
  ClearMarks(*first);
  ClearMarks(*second);
  return MessageDifferencer::Equals(*first, *second);
}

}  // namespace caseload::record
