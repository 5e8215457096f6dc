// SPDX-License-Identifier: Apache-2.0
// Names of bases, units and dimensions.
#include "cli/mix_words.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "cli/sheet.h"

namespace caseload::cli {
namespace {

// The enumerators without their prefix, as typed; the first, which means "not set", is left out.
std::vector<std::string> Names(const google::protobuf::EnumDescriptor& set, std::size_t prefix) {
  std::vector<std::string> names;
  for (int i = 1; i < set.value_count(); ++i) {
    std::string name = set.value(i)->name().substr(prefix);
    for (char& letter : name) {
      letter =
          letter == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    names.push_back(name);
  }
  return names;
}

int Number(const google::protobuf::EnumDescriptor& set, const std::vector<std::string>& names,
           std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? 0
                              : set.value(static_cast<int>(found - names.begin()) + 1)->number();
}

}  // namespace

std::vector<std::string> BasisNames() {
  return Names(*v1::MixBasis_descriptor(), std::string_view("MIX_BASIS_").size());
}
std::vector<std::string> UnitNames() {
  return Names(*v1::MixUnit_descriptor(), std::string_view("MIX_UNIT_").size());
}
std::vector<std::string> DimensionNames() {
  return Names(*v1::MixDimension_descriptor(), std::string_view("MIX_DIMENSION_").size());
}

v1::MixBasis BasisNamed(std::string_view name) {
  return static_cast<v1::MixBasis>(Number(*v1::MixBasis_descriptor(), BasisNames(), name));
}
v1::MixUnit UnitNamed(std::string_view name) {
  return static_cast<v1::MixUnit>(Number(*v1::MixUnit_descriptor(), UnitNames(), name));
}
v1::MixDimension DimensionNamed(std::string_view name) {
  return static_cast<v1::MixDimension>(
      Number(*v1::MixDimension_descriptor(), DimensionNames(), name));
}

std::string DimensionHeading(v1::MixDimension dimension) {
  const std::vector<std::string> names = DimensionNames();
  const auto index = static_cast<std::size_t>(dimension) - 1;
  std::string heading = index < names.size() ? names[index] : "dimension";
  std::replace(heading.begin(), heading.end(), '-', '_');
  return heading;
}

std::string BasisWords(v1::MixBasis basis) {
  switch (basis) {
    case v1::MIX_BASIS_NEED:
      return "primary need at referral";
    case v1::MIX_BASIS_FACTOR:
      return "factors identified at the end of assessments";
    case v1::MIX_BASIS_CATEGORY_INITIAL:
      return "category of abuse when a child protection plan began";
    case v1::MIX_BASIS_CATEGORY_LATEST:
      return "latest category of abuse of a child protection plan";
    case v1::MIX_BASIS_ANY:
      return "any assertion, by the core taxonomy";
    default:
      return "not stated";
  }
}

std::string UnitWords(v1::MixUnit unit) {
  const std::vector<std::string> names = UnitNames();
  const auto index = static_cast<std::size_t>(unit) - 1;
  return index < names.size() ? names[index] : "count";
}

std::string PeriodWords(const v1::MixPeriod& period) {
  const char* how = "in";
  if (period.kind() == v1::MIX_PERIOD_KIND_OPEN_DURING) how = "open during";
  if (period.kind() == v1::MIX_PERIOD_KIND_STARTED_IN) how = "referred in";
  if (period.kind() == v1::MIX_PERIOD_KIND_ENDED_IN) how = "closed in";
  return std::string(how) + " " + period.from_on() + " to " + period.until_on();
}

std::string KeyLabel(const v1::MixKey& key) {
  if (!key.label().empty()) return key.label();
  return key.value().empty() ? "not recorded" : key.value();
}

std::string ShortLabel(v1::MixDimension dimension, const v1::MixKey& key) {
  static const std::map<std::string_view, const char*> kTracks = {
      {"referral", "Referral"},           {"assessment", "Assessment"},
      {"section47", "Section 47"},        {"child_in_need", "In need"},
      {"child_protection", "Protection"}, {"looked_after", "Looked after"}};
  if (key.value().empty()) return KeyLabel(key);
  if (dimension == v1::MIX_DIMENSION_TRACK) {
    const auto track = kTracks.find(key.value());
    return track == kTracks.end() ? KeyLabel(key) : track->second;
  }
  const bool speaks_for_itself = dimension == v1::MIX_DIMENSION_AGE_BAND ||
                                 dimension == v1::MIX_DIMENSION_DURATION_BAND ||
                                 dimension == v1::MIX_DIMENSION_RE_REFERRAL;
  return speaks_for_itself ? key.value() : KeyLabel(key);
}

std::string NoValueLetter(v1::NoValue none) {
  switch (none) {
    case v1::NO_VALUE_SUPPRESSED:
      return "c";
    case v1::NO_VALUE_NOT_APPLICABLE:
      return "z";
    case v1::NO_VALUE_UNKNOWN_BEFORE_HISTORY:
      return "x";
    default:
      return "?";
  }
}

std::string NoValueFootnote(v1::NoValue none) {
  const std::string letter = NoValueLetter(none) + " = ";
  switch (none) {
    case v1::NO_VALUE_SUPPRESSED:
      return letter + "1 to 5, or would reveal such a number";
    case v1::NO_VALUE_NOT_APPLICABLE:
      return letter + "does not apply here";
    case v1::NO_VALUE_UNKNOWN_BEFORE_HISTORY:
      return letter + "not known: the history is not complete back to there";
    default:
      return letter + "no number was given";
  }
}

std::string CountText(const v1::Count& count) {
  return count.has_number() ? Thousands(count.number()) : NoValueLetter(count.none());
}

}  // namespace caseload::cli
