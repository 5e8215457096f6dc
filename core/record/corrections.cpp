// SPDX-License-Identifier: Apache-2.0
#include "record/corrections.h"

#include <algorithm>
#include <array>
#include <memory>

#include "base/ids.h"
#include "caseload/v1/case.pb.h"
#include "caseload/v1/person.pb.h"
#include "record/stamp.h"

namespace caseload::record {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::size_t kDigits = 16;
// Of these silence says something: it goes on.
constexpr std::array<std::string_view, 3> kSilenceSpeaks = {"closed_on", "closure_reason",
                                                            "ended_on"};

bool CanBeCorrected(const FieldDescriptor& field) {
  return IsOwn(field) && field.message_type() != v1::Concern::descriptor() &&
         field.message_type() != v1::Closure::descriptor();
}

std::unique_ptr<Message> CopyOf(const Message& record) {
  std::unique_ptr<Message> copy(record.New());
  copy->CopyFrom(record);
  return copy;
}

// Bytes of the one field, which is taken out of the record and put back.
std::string Said(Message& record, const FieldDescriptor& field) {
  const auto& reflection = *record.GetReflection();
  const std::unique_ptr<Message> alone(record.New());
  reflection.SwapFields(&record, alone.get(), {&field});
  std::string said = alone->SerializeAsString();
  reflection.SwapFields(&record, alone.get(), {&field});
  return said;
}

std::string DigestOf(const std::string& said, const FieldDescriptor& field) {
  const bool is_protected = field.message_type() == v1::Address::descriptor();
  return is_protected ? "" : Sha256Hex(said).substr(0, kDigits);
}

bool SaysNothing(const std::string& said, const FieldDescriptor& field) {
  return said.empty() && std::ranges::find(kSilenceSpeaks, field.name()) == kSilenceSpeaks.end();
}

}  // namespace

void NoteCorrections(const Message& before, Message& changed) {
  v1::Source* source = MutableSourceOf(changed);
  if (source == nullptr) return;
  const std::unique_ptr<Message> former = CopyOf(before);
  const auto& type = *changed.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (!CanBeCorrected(field)) continue;
    const std::string said = Said(*former, field);
    if (said == Said(changed, field)) continue;
    const bool noted = std::ranges::any_of(
        source->corrections(),
        [&](const v1::Correction& correction) { return correction.field() == field.name(); });
    // What the source said lies before the first change.
    if (noted) continue;
    v1::Correction& correction = *source->add_corrections();
    correction.set_field(field.name());
    correction.set_said(DigestOf(said, field));
    correction.set_form(source->form());
  }
}

std::vector<Disagreement> KeepCorrections(Message& kept, Message& delivered) {
  std::vector<Disagreement> disagreements;
  v1::Source* source = MutableSourceOf(kept);
  if (source == nullptr || source->corrections().empty() || SourceOf(delivered) == nullptr) {
    return disagreements;
  }
  const std::unique_ptr<Message> stands = CopyOf(kept);
  auto& corrections = *source->mutable_corrections();
  for (int i = corrections.size(); i-- > 0;) {
    const auto* field = kept.GetDescriptor()->FindFieldByName(corrections[i].field());
    if (field == nullptr) continue;
    const std::string said = Said(delivered, *field);
    // Of an address it is not known what was said, and of another form neither.
    const bool untold =
        corrections[i].said().empty() || corrections[i].form() != SourceOf(delivered)->form();
    if (untold || SaysNothing(said, *field) || DigestOf(said, *field) == corrections[i].said()) {
      if (untold && !said.empty() && said != Said(kept, *field))
        disagreements.push_back({field->name(), false});
      delivered.GetReflection()->SwapFields(&delivered, stands.get(), {field});
    } else {
      disagreements.push_back({field->name(), true});
      corrections.DeleteSubrange(i, 1);
    }
  }
  return disagreements;
}

}  // namespace caseload::record
