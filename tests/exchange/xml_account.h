// SPDX-License-Identifier: Apache-2.0
// An account of a file that does not use the reader: which texts stand in it, and which of them the
// units do not hold.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdlib>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/exchange.h"

namespace caseload::exchange {

using Texts = std::map<std::string, int>;

// One spelling for what becomes a flag or a number.
inline std::string Spelling(const std::string& text) {
  if (text == "true" || text == "True" || text == "1") return "yes-or-1";
  if (text == "false" || text == "False" || text == "0") return "no-or-0";
  const bool number = text.find_first_not_of("0123456789.") == std::string::npos;
  if (!number || text.find_first_of("0123456789") == std::string::npos) return text;
  std::ostringstream out;
  out << std::strtod(text.c_str(), nullptr);
  return text.size() > 1 && text.front() == '0' && text[1] != '.' ? text : out.str();
}

// The texts between tags, blank ones left out. For plain samples: no comments, no CDATA.
inline Texts TextsOf(std::string_view xml) {
  Texts texts;
  for (std::size_t at = 0; (at = xml.find('>', at)) != std::string_view::npos;) {
    const std::size_t end = std::min(xml.find('<', ++at), xml.size());
    std::string_view text = xml.substr(at, end - at);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) continue;
    text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
    ++texts[Spelling(std::string(text))];
  }
  return texts;
}

// All values a message holds, at any depth. Keys, paths, names and sentences of ours are not among
// them.
inline void CollectValues(const google::protobuf::Message& message, Texts& texts) {
  const auto* reflection = message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  const std::string kind = message.GetDescriptor()->name();
  for (const auto* field : fields) {
    const std::string& name = field->name();
    const bool ours = name == "key" || name == "path" || name == "line" || name == "form" ||
                      name == "name" || name == "scheme" || name == "summary" ||
                      (kind == "ImportFault" && name == "code");
    if (ours) continue;
    const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      const bool many = field->is_repeated();
      switch (field->cpp_type()) {
        case google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE:
          CollectValues(many ? reflection->GetRepeatedMessage(message, field, i)
                             : reflection->GetMessage(message, field),
                        texts);
          break;
        case google::protobuf::FieldDescriptor::CPPTYPE_STRING:
          ++texts[Spelling(many ? reflection->GetRepeatedString(message, field, i)
                                : reflection->GetString(message, field))];
          break;
        case google::protobuf::FieldDescriptor::CPPTYPE_BOOL:
          ++texts[reflection->GetBool(message, field) ? "yes-or-1" : "no-or-0"];
          break;
        case google::protobuf::FieldDescriptor::CPPTYPE_UINT32:
          ++texts[Spelling(std::to_string(reflection->GetUInt32(message, field)))];
          break;
        case google::protobuf::FieldDescriptor::CPPTYPE_DOUBLE: {
          std::ostringstream out;
          out << reflection->GetDouble(message, field);
          ++texts[Spelling(out.str())];
          break;
        }
        default:
          break;
      }
    }
  }
}

// The texts of `xml` that the message does not hold as often as they stand there.
inline Texts Unaccounted(std::string_view xml, const google::protobuf::Message& message) {
  Texts held;
  CollectValues(message, held);
  Texts lost;
  for (const auto& [text, count] : TextsOf(xml)) {
    const auto found = held.find(text);
    const int kept = found == held.end() ? 0 : found->second;
    if (kept < count) lost[text] = count - kept;
  }
  return lost;
}

// What stands between each pair of such tags, the tags included.
inline std::vector<std::string_view> Elements(std::string_view xml, const std::string& name) {
  const std::string open = "<" + name + ">";
  const std::string close = "</" + name + ">";
  std::vector<std::string_view> found;
  for (std::size_t at = 0; (at = xml.find(open, at)) != std::string_view::npos;) {
    const std::size_t end = xml.find(close, at);
    if (end == std::string_view::npos) break;
    found.push_back(xml.substr(at, end + close.size() - at));
    at = end;
  }
  return found;
}

}  // namespace caseload::exchange
