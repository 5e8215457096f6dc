// SPDX-License-Identifier: Apache-2.0
#include "whole/filler.h"

#include <google/protobuf/descriptor.h>

#include <array>
#include <limits>

namespace caseload::whole {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Sets or adds, as the field is single or repeated.
template <class Value>
void Put(Message& message, const FieldDescriptor& field, Value value,
         void (google::protobuf::Reflection::*set)(Message*, const FieldDescriptor*, Value) const,
         void (google::protobuf::Reflection::*add)(Message*, const FieldDescriptor*, Value) const) {
  const auto& reflection = *message.GetReflection();
  (reflection.*(field.is_repeated() ? add : set))(&message, &field, value);
}

}  // namespace

std::string Filler::RandomBytes(std::size_t size) {
  std::string bytes(size, '\0');
  for (auto& byte : bytes) byte = static_cast<char>(Below(256));
  return bytes;
}

void Filler::Fill(Message& message, int depth) {
  const auto& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const auto& field = *type.field(i);
    const std::size_t times = field.is_repeated() ? 1 + Below(3) : 1;
    for (std::size_t k = 0; k < times; ++k) {
      if (Chance()) FillOne(message, field, depth);
    }
  }
}

void Filler::FillOne(Message& message, const FieldDescriptor& field, int depth) {
  using Reflection = google::protobuf::Reflection;
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (depth == 0) return;
      Fill(field.is_repeated() ? *reflection.AddMessage(&message, &field)
                               : *reflection.MutableMessage(&message, &field),
           depth - 1);
      return;
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string text = texts_[Below(texts_.size())];
      if (field.is_repeated()) {
        reflection.AddString(&message, &field, text);
      } else {
        reflection.SetString(&message, &field, text);
      }
      return;
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      // One beyond the last: a value nobody published.
      const int values = field.enum_type()->value_count();
      Put<int>(message, field, static_cast<int>(Below(static_cast<std::size_t>(values) + 1)),
               &Reflection::SetEnumValue, &Reflection::AddEnumValue);
      return;
    }
    default:
      FillNumber(message, field);
  }
}

void Filler::FillNumber(Message& message, const FieldDescriptor& field) {
  using Reflection = google::protobuf::Reflection;
  constexpr std::array<std::int64_t, 10> kNumbers{0,
                                                  1,
                                                  2,
                                                  3,
                                                  -1,
                                                  50,
                                                  2024,
                                                  253402300800,
                                                  std::numeric_limits<std::int64_t>::max(),
                                                  std::numeric_limits<std::int64_t>::min()};
  const std::int64_t number = kNumbers[Below(kNumbers.size())];
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      Put(message, field, static_cast<std::int32_t>(number), &Reflection::SetInt32,
          &Reflection::AddInt32);
      return;
    case FieldDescriptor::CPPTYPE_INT64:
      Put(message, field, number, &Reflection::SetInt64, &Reflection::AddInt64);
      return;
    case FieldDescriptor::CPPTYPE_UINT32:
      Put(message, field, static_cast<std::uint32_t>(number), &Reflection::SetUInt32,
          &Reflection::AddUInt32);
      return;
    case FieldDescriptor::CPPTYPE_UINT64:
      Put(message, field, static_cast<std::uint64_t>(number), &Reflection::SetUInt64,
          &Reflection::AddUInt64);
      return;
    case FieldDescriptor::CPPTYPE_BOOL:
      Put(message, field, number % 2 != 0, &Reflection::SetBool, &Reflection::AddBool);
      return;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      Put(message, field,
          number < 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(number),
          &Reflection::SetDouble, &Reflection::AddDouble);
      return;
    default:
      return;  // the API has no others
  }
}

}  // namespace caseload::whole
