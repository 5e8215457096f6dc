// SPDX-License-Identifier: Apache-2.0
// Mix words: how the caseload mix is spoken of on the command line and under its tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "caseload/v1/caseload_service.pb.h"

namespace caseload::cli {

// Names as typed: "category-initial", "age-band".
std::vector<std::string> BasisNames();
std::vector<std::string> UnitNames();
std::vector<std::string> DimensionNames();
// UNSPECIFIED for a name that is none.
v1::MixBasis BasisNamed(std::string_view name);
v1::MixUnit UnitNamed(std::string_view name);
v1::MixDimension DimensionNamed(std::string_view name);

// "age_band": a dimension as a heading.
std::string DimensionHeading(v1::MixDimension dimension);

// In a sentence: "factors identified at the end of assessments".
std::string BasisWords(v1::MixBasis basis);
// "children": what the numbers count.
std::string UnitWords(v1::MixUnit unit);
std::string PeriodWords(const v1::MixPeriod& period);

// The label of a value, the value without one, "not recorded" where there is neither.
std::string KeyLabel(const v1::MixKey& key);

// For a narrow place, e.g. above a column of numbers: "In need", "5-9", "yes".
std::string ShortLabel(v1::MixDimension dimension, const v1::MixKey& key);

// "1,234", or the letter that says why there is no number, as in the published tables.
std::string CountText(const v1::Count& count);
std::string NoValueLetter(v1::NoValue none);
// "c = …".
std::string NoValueFootnote(v1::NoValue none);

}  // namespace caseload::cli
