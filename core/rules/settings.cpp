// SPDX-License-Identifier: Apache-2.0
#include "rules/settings.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <cmath>

#include "rules/card.h"

namespace caseload::rules {
namespace {

Error Wrong(std::string message) { return {v1::ERROR_REASON_FIELDS_INVALID, std::move(message)}; }

Result<std::int64_t> Whole(const std::string& name, const google::protobuf::Value& value) {
  const double number = value.number_value();
  const bool whole = value.has_number_value() && std::abs(number) <= double{kNumberMost} &&
                     std::trunc(number) == number;
  if (!whole) return Wrong("the setting " + Legible(name, 64) + " is not a whole number");
  return static_cast<std::int64_t>(number);
}

}  // namespace

Result<std::vector<std::int64_t>> ReadSettings(const std::string& json, const RuleCard& card) {
  google::protobuf::Struct given;
  if (!google::protobuf::util::JsonStringToMessage(json, &given).ok())
    return Wrong("the settings are not one JSON object of whole numbers");
  std::vector<std::int64_t> values;
  for (const auto& parameter : card.parameters) {
    const auto found = given.fields().find(parameter.name);
    if (found == given.fields().end()) {
      values.push_back(parameter.otherwise);
      continue;
    }
    const auto value = Whole(parameter.name, found->second);
    if (!value) return value.error();
    if (*value < parameter.least || *value > parameter.most) {
      return Wrong("the setting " + parameter.name + " is " + std::to_string(*value) +
                   " and must lie between " + std::to_string(parameter.least) + " and " +
                   std::to_string(parameter.most));
    }
    values.push_back(*value);
    given.mutable_fields()->erase(parameter.name);
  }
  if (given.fields_size() > 0) {
    return Wrong("the setting " + Legible(given.fields().begin()->first, 64) +
                 " is not known to this rule");
  }
  return values;
}

}  // namespace caseload::rules
