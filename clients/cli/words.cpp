// SPDX-License-Identifier: Apache-2.0
// Puts entries, names and instants into words.
#include "cli/words.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <vector>

namespace caseload::cli {
namespace {

using google::protobuf::FieldDescriptor;

std::string Spaced(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string Flag(bool set, const std::string& yes, const std::string& no) { return set ? yes : no; }

std::string VisitDetails(const v1::Visit& visit) {
  std::string text = visit.under();
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  add(visit.has_child_seen() ? Flag(visit.child_seen(), "seen", "not seen")
                             : "not recorded whether seen");
  if (visit.has_seen_alone()) add(Flag(visit.seen_alone(), "alone", "not alone"));
  if (visit.has_bedroom_seen()) add(Flag(visit.bedroom_seen(), "bedroom seen", "bedroom not seen"));
  return text;
}

std::string FieldText(const google::protobuf::Message& message, const FieldDescriptor& field) {
  const auto* reflection = message.GetReflection();
  const std::string name = Spaced(field.name());
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return name + ": " + Flag(reflection->GetBool(message, &field), "yes", "no");
    case FieldDescriptor::CPPTYPE_UINT32:
      return name + ": " + std::to_string(reflection->GetUInt32(message, &field));
    case FieldDescriptor::CPPTYPE_STRING:
      return name + ": " + reflection->GetString(message, &field);
    default:
      return "";
  }
}

// The oneof's message, when one is set.
const google::protobuf::Message* What(const v1::Entry& entry, const FieldDescriptor** field) {
  const auto* reflection = entry.GetReflection();
  *field =
      reflection->GetOneofFieldDescriptor(entry, v1::Entry::descriptor()->FindOneofByName("what"));
  return *field == nullptr ? nullptr : &reflection->GetMessage(entry, *field);
}

}  // namespace

std::string InstantText(const google::protobuf::Timestamp& instant) {
  if (instant.seconds() == 0 && instant.nanos() == 0) return "";
  return google::protobuf::util::TimeUtil::ToString(instant);
}

std::string EnumWords(std::string_view name, std::string_view prefix) {
  if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  std::string words = Spaced(std::string(name));
  std::transform(words.begin(), words.end(), words.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return words;
}

std::string YesNo(std::optional<bool> value) { return value ? Flag(*value, "yes", "no") : ""; }

std::string EntryKind(const v1::Entry& entry) {
  const FieldDescriptor* field = nullptr;
  return What(entry, &field) == nullptr ? "note" : Spaced(field->name());
}

std::string EntryDetails(const v1::Entry& entry) {
  std::string text;
  const FieldDescriptor* what = nullptr;
  const auto* message = What(entry, &what);
  if (entry.has_visit()) {
    text = VisitDetails(entry.visit());
  } else if (message != nullptr) {
    std::vector<const FieldDescriptor*> fields;
    message->GetReflection()->ListFields(*message, &fields);
    for (const FieldDescriptor* field : fields) {
      text += (text.empty() ? "" : ", ") + FieldText(*message, *field);
    }
  }
  if (!entry.withdrawn_because().empty()) text = "WITHDRAWN" + (text.empty() ? "" : ": " + text);
  return text;
}

std::string NameOf(const v1::Person& person) {
  if (person.names().empty()) return "unnamed";
  const auto& name = person.names(0);
  if (name.forename().empty() || name.surname().empty()) return name.forename() + name.surname();
  return name.forename() + " " + name.surname();
}

std::string CodeSetOf(v1::ConcernBasis basis) {
  switch (basis) {
    case v1::CONCERN_BASIS_NEED:
      return "primary_need";
    case v1::CONCERN_BASIS_FACTOR:
      return "assessment_factor";
    case v1::CONCERN_BASIS_CATEGORY_INITIAL:
    case v1::CONCERN_BASIS_CATEGORY_LATEST:
      return "category_of_abuse";
    default:
      return "concern";
  }
}

}  // namespace caseload::cli
