// SPDX-License-Identifier: Apache-2.0
// Two made-up authorities number their children alike: a server that is sent both would take one
// for the other.
#include "bench/authority.h"

#include <google/protobuf/descriptor.h>

#include "base/date.h"
#include "bench/must.h"

namespace caseload::bench {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

template <class T>
T Made(exchange::Expected<T> made) {
  if (!made) GiveUp("no made-up authority: " + made.failure().message);
  return *std::move(made);
}

enum class Says { kNothingOfThese, kKey, kReference, kDay };

// What a text says goes by its field's name, as it does for the server's import.
Says WhatItSays(const FieldDescriptor& field) {
  const std::string_view name = field.name();
  if (name.ends_with("_on")) return Says::kDay;
  if (name.ends_with("_id") || name.ends_with("_ids")) return Says::kReference;
  const bool of_source = field.containing_type() == v1::Source::descriptor();
  return of_source && name == "key" ? Says::kKey : Says::kNothingOfThese;
}

class Rewriting {
 public:
  Rewriting(const std::string& name, std::int32_t days_later)
      : name_(name), days_later_(days_later) {}

  void Rewrite(Message& message) const {
    std::vector<const FieldDescriptor*> set;
    const auto& reflection = *message.GetReflection();
    reflection.ListFields(message, &set);
    for (const auto* field : set) {
      const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
      for (int i = 0; i < count; ++i) RewriteField(message, *field, i);
    }
  }

 private:
  void RewriteField(Message& message, const FieldDescriptor& field, int place) const {
    const auto& reflection = *message.GetReflection();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      Rewrite(field.is_repeated() ? *reflection.MutableRepeatedMessage(&message, &field, place)
                                  : *reflection.MutableMessage(&message, &field));
    }
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) return;
    const Says says = WhatItSays(field);
    if (says == Says::kNothingOfThese) return;
    if (field.is_repeated()) {
      reflection.SetRepeatedString(
          &message, &field, place,
          Rewritten(says, reflection.GetRepeatedString(message, &field, place)));
    } else {
      reflection.SetString(&message, &field,
                           Rewritten(says, reflection.GetString(message, &field)));
    }
  }

  std::string Rewritten(Says says, const std::string& text) const {
    static const std::string kMark = "key:";
    if (says == Says::kKey) return name_ + "/" + text;
    if (says == Says::kReference) {
      return text.starts_with(kMark) ? kMark + name_ + "/" + text.substr(kMark.size()) : text;
    }
    const auto day = ParseDate(text);
    return day ? FormatDate(*day + days_later_) : text;
  }

  const std::string& name_;
  std::int32_t days_later_;
};

}  // namespace

Authority::Authority(const exchange::AuthorityPlan& plan, std::filesystem::path folder,
                     std::string name, std::int32_t days_later)
    : folder_(std::move(folder)), name_(std::move(name)), days_later_(days_later) {
  std::filesystem::remove_all(folder_);
  const auto made = Made(exchange::MakeAuthority(plan, folder_));
  reader_ = Made(exchange::OpenSsd(made.ssd, {}));
}

Authority::~Authority() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::optional<v1::ImportUnit> Authority::Next() {
  auto unit = Made(reader_->Next());
  if (unit) Rewriting(name_, days_later_).Rewrite(*unit);
  return unit;
}

}  // namespace caseload::bench
