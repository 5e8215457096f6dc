// SPDX-License-Identifier: Apache-2.0
#include "app/source_keys.h"

#include <google/protobuf/descriptor.h>

#include "base/date.h"
#include "base/ids.h"

namespace caseload::app {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::string_view kKeyMark = "key:";

bool IsKey(std::string_view text) { return text.starts_with(kKeyMark); }

bool HoldsId(const std::string& field) { return field.ends_with("_id") || field.ends_with("_ids"); }
bool HoldsDay(const std::string& field) { return field.ends_with("_on"); }

}  // namespace

Outcome SourceKeys::LookUp(std::span<const std::string_view> keys) {
  auto ids = draft_.FirstsUnder(store::Field::kSourceKey, keys);
  if (!ids) return ids.error();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    ids_of_keys_.emplace(keys[i], (*ids)[i] ? *std::move((*ids)[i]) : std::string());
  }
  return Nothing{};
}

Outcome SourceKeys::Assign(const std::string& key) {
  if (key.empty()) {
    return Error{v1::ERROR_REASON_FIELDS_INVALID,
                 "a record of an import needs a source key",
                 {{"units.source.key", "is required"}}};
  }
  auto id = IdOfKey(key);
  if (!id) return id.error();
  if (*id) return Nothing{};
  new_ids_.insert(ids_of_keys_[key] = draft_.NewId());
  return Nothing{};
}

Result<std::optional<std::string>> SourceKeys::IdOfKey(const std::string& key) {
  auto known = ids_of_keys_.find(key);
  if (known == ids_of_keys_.end()) {
    const std::string_view one = key;
    if (auto looked = LookUp({&one, 1}); !looked) return looked.error();
    known = ids_of_keys_.find(key);
  }
  return known->second.empty() ? std::nullopt : std::optional(known->second);
}

Result<bool> SourceKeys::ResolveText(std::string& text, const std::string& name,
                                     const v1::Source& source) {
  if (HoldsDay(name)) {
    if (ParseDate(text)) return false;
    list_fault_("BAD_DATE", source, name, text, "The day is none that can be; it is left empty.");
    text.clear();
    return true;
  }
  if (LooksLikeId(text)) return false;
  const std::string key = IsKey(text) ? text.substr(kKeyMark.size()) : text;
  auto id = IdOfKey(key);
  if (!id) return id.error();
  if (!*id) {
    list_fault_("UNRESOLVED_REFERENCE", source, name, key,
                "The record named here was in no delivery.");
  }
  text = id->value_or("");
  return true;
}

Outcome SourceKeys::Resolve(Message& message, const v1::Source& source) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> set;
  reflection.ListFields(message, &set);
  for (const auto* field : set) {
    const bool text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
                      (HoldsId(field->name()) || HoldsDay(field->name()));
    const bool nested = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
                        field->message_type() != v1::Source::descriptor();
    if (!text && !nested) continue;
    const int size = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      if (nested) {
        auto& inner = field->is_repeated() ? *reflection.MutableRepeatedMessage(&message, field, i)
                                           : *reflection.MutableMessage(&message, field);
        if (auto failed = Resolve(inner, source); !failed) return failed;
        continue;
      }
      std::string value = field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                               : reflection.GetString(message, field);
      const auto changed = ResolveText(value, field->name(), source);
      if (!changed) return changed.error();
      if (!*changed) continue;
      if (field->is_repeated()) {
        reflection.SetRepeatedString(&message, field, i, value);
      } else {
        reflection.SetString(&message, field, value);
      }
    }
  }
  return Nothing{};
}

}  // namespace caseload::app
