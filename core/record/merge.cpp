// SPDX-License-Identifier: Apache-2.0
#include "record/merge.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/message_differencer.h>

#include <memory>
#include <vector>

#include "record/stamp.h"

namespace caseload::record {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;

constexpr int kSource = 20;
constexpr int kFirstOwnField = 5;

bool Holds(const Message& list_of, const FieldDescriptor& field, const Message& wanted) {
  const auto& reflection = *list_of.GetReflection();
  for (int i = 0; i < reflection.FieldSize(list_of, &field); ++i) {
    if (MessageDifferencer::Equals(reflection.GetRepeatedMessage(list_of, &field, i), wanted))
      return true;
  }
  return false;
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
    if (!Holds(kept, field, one)) reflection.AddMessage(&kept, &field)->CopyFrom(one);
  }
}

// Copies one singular field by way of a message that holds nothing else.
void Replace(Message& kept, const Message& delivered, const FieldDescriptor& field) {
  const std::unique_ptr<Message> only(delivered.New());
  only->CopyFrom(delivered);
  std::vector<const FieldDescriptor*> set;
  only->GetReflection()->ListFields(*only, &set);
  for (const auto* other : set) {
    if (other != &field) only->GetReflection()->ClearField(only.get(), other);
  }
  kept.GetReflection()->ClearField(&kept, &field);
  kept.MergeFrom(*only);
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

void ClearMarks(Message& record) {
  ClearStamp(record);
  if (const auto* source = record.GetDescriptor()->FindFieldByNumber(kSource)) {
    if (record.GetReflection()->HasField(record, source)) {
      auto& marks =
          static_cast<v1::Source&>(*record.GetReflection()->MutableMessage(&record, source));
      marks.clear_import_id();
      marks.clear_line();
      marks.clear_path();
    }
  }
}

}  // namespace

void MergeDelivered(Message& kept, const Message& delivered) {
  std::vector<const FieldDescriptor*> set;
  delivered.GetReflection()->ListFields(delivered, &set);
  for (const auto* field : set) {
    if (field->number() < kFirstOwnField) continue;
    if (!field->is_repeated()) {
      Replace(kept, delivered, *field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      JoinTexts(kept, delivered, *field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      JoinMessages(kept, delivered, *field);
    }
  }
}

void MergeDelivered(v1::Case& kept, const v1::Case& delivered) {
  const bool same_form = kept.source().form() == delivered.source().form();
  if (same_form && delivered.closed_on().empty() && !kept.closed_on().empty()) {
    auto& former = *kept.add_former_closures();
    former.set_closed_on(kept.closed_on());
    former.set_closure_reason(kept.closure_reason());
    former.set_reopened_because("not in the later delivery");
    kept.clear_closed_on();
    kept.clear_closure_reason();
  }
  v1::Case rest = delivered;
  rest.clear_concerns();
  MergeDelivered(static_cast<Message&>(kept), rest);
  v1::Case gone = delivered;  // mutable, to look assertions up in
  for (auto& concern : *kept.mutable_concerns()) {
    if (same_form && concern.basis() != v1::CONCERN_BASIS_WORKER &&
        concern.retracted_because().empty() && FindAssertion(gone, concern) == nullptr) {
      concern.set_retracted_because("not in the later delivery");
    }
  }
  for (const auto& concern : delivered.concerns()) {
    if (auto* known = FindAssertion(kept, concern)) {
      known->set_ended_on(concern.ended_on());
      known->clear_retracted_because();
    } else {
      *kept.add_concerns() = concern;
    }
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
