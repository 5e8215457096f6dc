// SPDX-License-Identifier: Apache-2.0
// Knows the values that the API itself names (caseload_service.proto, MixDimension).
#include "cli/mix_values.h"

#include <algorithm>
#include <cctype>
#include <cstdio>

#include "cli/mix_words.h"

namespace caseload::cli {
namespace {

std::string Folded(std::string text) {
  for (char& letter : text) {
    letter =
        letter == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return text;
}

std::string NameOfDimension(v1::MixDimension dimension) {
  return Folded(DimensionHeading(dimension));
}

const char* WhereListed(v1::MixDimension dimension) {
  switch (dimension) {
    case v1::MIX_DIMENSION_CONCERN:
      return "a code of the basis: see caseload reference sets";
    case v1::MIX_DIMENSION_CONCERN_GROUP:
      return "a group of the core taxonomy: see caseload reference codes concern";
    case v1::MIX_DIMENSION_TEAM:
    case v1::MIX_DIMENSION_WORKER:
      return "an id: see caseload worker list";
    case v1::MIX_DIMENSION_REFERRAL_SOURCE:
      return "a code: see caseload reference codes referral_source";
    case v1::MIX_DIMENSION_CLOSURE_REASON:
      return "open, or a code: see caseload reference codes closure_reason";
    case v1::MIX_DIMENSION_REFERRAL_MONTH:
      return "a month, YYYY-MM";
    default:
      return "a value as answers give it";
  }
}

}  // namespace

std::vector<std::string> ValuesOf(v1::MixDimension dimension) {
  switch (dimension) {
    case v1::MIX_DIMENSION_TRACK:
      return {"referral",      "assessment",       "section47",
              "child_in_need", "child_protection", "looked_after"};
    case v1::MIX_DIMENSION_AGE_BAND:
      return {"unborn", "0", "1-4", "5-9", "10-15", "16-17", "18+", "unknown"};
    case v1::MIX_DIMENSION_DURATION_BAND:
      return {"0-3m", "3-6m", "6-12m", "1-2y", "2y+"};
    case v1::MIX_DIMENSION_RE_REFERRAL:
      return {"yes", "no", "unknown"};
    default:
      return {};
  }
}

std::string ValueAsKept(v1::MixDimension dimension, const std::string& typed) {
  for (const std::string& value : ValuesOf(dimension)) {
    if (Folded(value) == Folded(typed)) return value;
  }
  return typed;
}

std::string AllowedValues(v1::MixDimension dimension) {
  const std::vector<std::string> values = ValuesOf(dimension);
  if (values.empty()) return NameOfDimension(dimension) + " is " + WhereListed(dimension);
  std::string text = NameOfDimension(dimension) + " is one of ";
  for (const std::string& value : values) text += (value == values[0] ? "" : ", ") + value;
  return text;
}

client::Problem WithAllowedValues(client::Problem problem, const v1::GetMixRequest& request) {
  for (auto& field : problem.fields) {
    int filter = -1;
    int value = -1;
    const int read = std::sscanf(field.field.c_str(), "filters[%d].values[%d]", &filter, &value);
    if (read != 2 || filter < 0 || filter >= request.filters_size()) continue;
    const auto& asked = request.filters(filter);
    if (value < 0 || value >= asked.values_size()) continue;
    field.field = "--where " + NameOfDimension(asked.dimension()) + "=" + asked.values(value);
    field.what += "; " + AllowedValues(asked.dimension());
  }
  return problem;
}

}  // namespace caseload::cli
