// SPDX-License-Identifier: Apache-2.0
// The dataset's JSON columns: factors and addresses.
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>

#include "exchange/csv_text.h"
#include "exchange/ssd_child.h"

namespace caseload::exchange {
namespace {

// 44 factors and their names fit many times over; nesting is not expected at all.
constexpr std::size_t kJsonBytes = 64 * 1024;

std::optional<google::protobuf::Value> ReadJson(std::string_view text) {
  google::protobuf::Value value;
  if (text.size() > kJsonBytes) return std::nullopt;
  const auto status = google::protobuf::util::JsonStringToMessage(std::string(text), &value);
  if (!status.ok()) return std::nullopt;
  return value;
}

// A code is one to three letters and digits, as "3B"; anything else is left for a person to look
// at.
bool LooksLikeCode(std::string_view text) {
  if (text.empty() || text.size() > 3) return false;
  for (const char letter : text) {
    if (!((letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z'))) return false;
  }
  return true;
}

}  // namespace

std::optional<FactorCodes> ReadFactorCodes(std::string_view text) {
  FactorCodes read;
  std::vector<std::string>& codes = read.codes;
  if (!text.starts_with('[') && !text.starts_with('{')) {
    if (!LooksLikeCode(text)) return std::nullopt;
    codes.emplace_back(text);
    return read;
  }
  const auto value = ReadJson(text);
  if (!value) return std::nullopt;
  if (value->has_list_value()) {
    for (const auto& item : value->list_value().values()) {
      if (!LooksLikeCode(WithoutBlanks(item.string_value()))) return std::nullopt;
      codes.emplace_back(WithoutBlanks(item.string_value()));
    }
    return read;
  }
  // The announced form: {"1A": "Yes", "2B": "No"}.
  for (const auto& [code, said] : value->struct_value().fields()) {
    const std::string& word = said.string_value();
    const bool yes = word == "Yes" || word == "Y" || word == "1" || said.bool_value();
    const bool no = word == "No" || word == "N" || word == "0" || word.empty();
    if (!LooksLikeCode(code) || (!yes && !no)) return std::nullopt;
    if (yes) codes.push_back(code);
    read.says_no |= !yes && !word.empty();
  }
  std::sort(codes.begin(), codes.end());
  return read;
}

std::optional<AddressLines> ReadAddressLines(std::string_view text) {
  if (!text.starts_with('{')) return std::nullopt;
  const auto value = ReadJson(text);
  if (!value) return std::nullopt;
  AddressLines read;
  const auto& fields = value->struct_value().fields();
  for (const std::string_view name :
       {"ROOM", "FLOOR", "FLAT", "BUILDING", "HOUSE", "STREET", "TOWN"}) {
    const auto at = fields.find(std::string(name));
    if (at == fields.end()) continue;
    const std::string_view line = WithoutBlanks(at->second.string_value());
    if (!line.empty()) read.lines.emplace_back(line);
  }
  for (const auto& [name, other] : fields) {
    if (other.has_string_value() && other.string_value().empty()) continue;
    read.all = read.all &&
               (name == "ROOM" || name == "FLOOR" || name == "FLAT" || name == "BUILDING" ||
                name == "HOUSE" || name == "STREET" || name == "TOWN") &&
               other.has_string_value();
  }
  if (read.lines.empty()) return std::nullopt;
  return read;
}

}  // namespace caseload::exchange
