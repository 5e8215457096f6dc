// SPDX-License-Identifier: Apache-2.0
#include "rules/settings.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cmath>

#include "rules/card.h"

namespace caseload::rules {
namespace {

Error Wrong(std::string message) { return {v1::ERROR_REASON_FIELDS_INVALID, std::move(message)}; }

}  // namespace

Result<RuleSettings> ReadSettings(const std::string& json) {
  google::protobuf::Struct given;
  if (!google::protobuf::util::JsonStringToMessage(json, &given).ok())
    return Wrong("the settings are not one JSON object of whole numbers");
  RuleSettings settings;
  for (const auto& [name, value] : given.fields()) {
    const double number = value.number_value();
    const bool whole = value.has_number_value() && std::abs(number) <= double{kNumberMost} &&
                       std::trunc(number) == number;
    if (!whole) return Wrong("the setting " + Legible(name, 64) + " is not a whole number");
    settings.emplace(name, static_cast<std::int64_t>(number));
  }
  return settings;
}

Result<std::vector<std::int64_t>> ValuesFor(const RuleCard& card, const RuleSettings& settings) {
  std::vector<std::int64_t> values;
  for (const auto& parameter : card.parameters) {
    const auto set = settings.find(parameter.name);
    const std::int64_t value = set == settings.end() ? parameter.otherwise : set->second;
    if (value < parameter.least || value > parameter.most) {
      return Wrong("the setting " + parameter.name + " is " + std::to_string(value) +
                   " and must lie between " + std::to_string(parameter.least) + " and " +
                   std::to_string(parameter.most));
    }
    values.push_back(value);
  }
  for (const auto& [name, value] : settings) {
    const bool known =
        std::ranges::find(card.parameters, name, &CardParameter::name) != card.parameters.end();
    if (!known) return Wrong("the setting " + Legible(name, 64) + " is not known to this rule");
  }
  return values;
}

}  // namespace caseload::rules
