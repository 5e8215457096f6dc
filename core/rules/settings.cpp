// SPDX-License-Identifier: Apache-2.0
#include "rules/settings.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "base/limits.h"
#include "rules/card.h"

namespace caseload::rules {
namespace {

Error Wrong(std::string message) { return {v1::ERROR_REASON_FIELDS_INVALID, std::move(message)}; }

std::optional<std::int64_t> WholeNumber(const google::protobuf::Value& value) {
  const double number = value.number_value();
  const bool whole = value.has_number_value() && std::abs(number) <= double{kNumberMost} &&
                     std::trunc(number) == number;
  return whole ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
}

std::optional<DatedValues> DatedNumbers(const google::protobuf::Value& value) {
  if (const auto always = WholeNumber(value)) return DatedValues{{kAlways, *always}};
  if (!value.has_struct_value() || value.struct_value().fields().empty()) return std::nullopt;
  DatedValues dated;
  for (const auto& [day, number] : value.struct_value().fields()) {
    const auto from = day == "always" ? kAlways : ParseDate(day);
    const auto whole = WholeNumber(number);
    if (!from || !whole) return std::nullopt;
    dated.emplace(*from, *whole);
  }
  return dated;
}

// The last of the values that began by the day.
std::int64_t ValueOn(const DatedValues& dated, Date day, std::int64_t otherwise) {
  const auto after = dated.upper_bound(day);
  return after == dated.begin() ? otherwise : std::prev(after)->second;
}

Outcome CheckRange(const CardParameter& parameter, const DatedValues& dated) {
  for (const auto& [from, value] : dated) {
    if (value >= parameter.least && value <= parameter.most) continue;
    return Wrong("the setting " + parameter.name + " is " + std::to_string(value) +
                 " and must lie between " + std::to_string(parameter.least) + " and " +
                 std::to_string(parameter.most));
  }
  return Nothing{};
}

}  // namespace

Result<RuleSettings> ReadSettings(const std::string& json) {
  google::protobuf::Struct given;
  if (!google::protobuf::util::JsonStringToMessage(json, &given).ok())
    return Wrong("the settings are not one JSON object of whole numbers");
  RuleSettings settings;
  for (const auto& [name, value] : given.fields()) {
    auto dated = DatedNumbers(value);
    if (!dated) {
      return Wrong("the setting " + Legible(name, 64) +
                   " is neither a whole number nor one for each of some days");
    }
    settings.emplace(name, *std::move(dated));
  }
  return settings;
}

RuleSettings Over(RuleSettings former, const RuleSettings& settings) {
  for (const auto& [name, dated] : settings) {
    DatedValues& values = former[name];
    values.erase(values.lower_bound(dated.begin()->first), values.end());
    values.insert(dated.begin(), dated.end());
  }
  return former;
}

RuleSettings WithThoseOf(const v1::RuleManifest& manifest, const RuleSettings& settings) {
  RuleSettings own;
  for (const auto& parameter : manifest.parameters()) {
    for (const auto& dated : parameter.dated_values()) {
      // The manifest was checked when it was read.
      if (const auto from = ParseDate(dated.from_on()))
        own[parameter.name()].emplace(*from, dated.value());
    }
  }
  return Over(std::move(own), settings);
}

RuleSettings SettingsOn(const v1::RuleManifest& manifest, const RuleSettings& settings, Date day) {
  const RuleSettings whole = WithThoseOf(manifest, settings);
  RuleSettings on;
  for (const auto& parameter : manifest.parameters()) {
    const auto set = whole.find(parameter.name());
    const std::int64_t otherwise = parameter.default_value();
    on[parameter.name()].emplace(
        kAlways, set == whole.end() ? otherwise : ValueOn(set->second, day, otherwise));
  }
  // One the manifest does not name is refused under its name.
  for (const auto& [name, dated] : settings) on.try_emplace(name, dated);
  return on;
}

std::set<Date> DaysOfChange(const v1::RuleManifest& manifest, const RuleSettings& settings) {
  std::set<Date> days;
  for (const auto& [name, dated] : WithThoseOf(manifest, settings)) {
    for (const auto& [from, value] : dated) {
      if (from != kAlways) days.insert(from);
    }
  }
  return days;
}

Result<RuleValues> ValuesFor(const RuleCard& card, const RuleSettings& settings) {
  std::set<Date> days{kAlways};
  for (const auto& [name, dated] : settings) {
    const auto parameter = std::ranges::find(card.parameters, name, &CardParameter::name);
    if (parameter == card.parameters.end())
      return Wrong("the setting " + Legible(name, 64) + " is not known to this rule");
    if (auto within = CheckRange(*parameter, dated); !within) return within.error();
    for (const auto& [from, value] : dated) days.insert(from);
  }
  if (days.size() > limits::kRuleValuesDays + 1) {
    return Wrong("the settings change on more than " + std::to_string(limits::kRuleValuesDays) +
                 " days");
  }
  RuleValues all;
  for (const Date from : days) {
    ValuesFrom next{from, {}};
    for (const auto& parameter : card.parameters) {
      const auto set = settings.find(parameter.name);
      next.values.push_back(set == settings.end()
                                ? parameter.otherwise
                                : ValueOn(set->second, from, parameter.otherwise));
    }
    if (all.empty() || next.values != all.back().values) all.push_back(std::move(next));
  }
  return all;
}

std::size_t PlaceOn(const RuleValues& values, Date day) {
  const auto after = std::ranges::upper_bound(values, day, {}, &ValuesFrom::from);
  return static_cast<std::size_t>(after - values.begin()) - 1;
}

}  // namespace caseload::rules
