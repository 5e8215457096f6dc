// SPDX-License-Identifier: Apache-2.0
// A faulty question is told everything that is wrong with it.
#include <gtest/gtest.h>

#include "mix/question.h"

namespace caseload::mix {
namespace {

std::vector<std::string> Faulty(const v1::GetMixRequest& request) {
  std::vector<std::string> fields;
  const auto checked = CheckRequest(request);
  if (checked.ok()) return fields;
  EXPECT_EQ(checked.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
  for (const auto& problem : checked.error().fields) fields.push_back(problem.field);
  return fields;
}

v1::GetMixRequest Sound() {
  v1::GetMixRequest request;
  request.set_basis(v1::MIX_BASIS_FACTOR);
  request.set_unit(v1::MIX_UNIT_CHILDREN);
  request.add_by(v1::MIX_DIMENSION_CONCERN);
  return request;
}

using Fields = std::vector<std::string>;

TEST(CheckRequest, TakesASoundQuestion) { EXPECT_EQ(Faulty(Sound()), Fields{}); }

TEST(CheckRequest, WantsABasisAndAUnitBecauseACountMeansNothingWithoutThem) {
  EXPECT_EQ(Faulty({}), (Fields{"basis", "unit"}));
}

TEST(CheckRequest, NamesEveryFaultAtOnce) {
  v1::GetMixRequest request = Sound();
  request.clear_unit();
  request.add_by(v1::MIX_DIMENSION_CONCERN);
  request.add_by(v1::MIX_DIMENSION_UNSPECIFIED);
  request.mutable_moment()->set_as_of_on("2023-02-29");
  request.add_filters()->set_dimension(v1::MIX_DIMENSION_TEAM);
  EXPECT_EQ(Faulty(request),
            (Fields{"unit", "moment.as_of_on", "by[1]", "by[2]", "filters[0].values"}));
}

TEST(CheckRequest, RefusesAFourthDimension) {
  v1::GetMixRequest request = Sound();
  request.add_by(v1::MIX_DIMENSION_TEAM);
  request.add_by(v1::MIX_DIMENSION_TRACK);
  request.add_by(v1::MIX_DIMENSION_WORKER);
  EXPECT_EQ(Faulty(request), Fields{"by"});
}

TEST(CheckRequest, RefusesAPeriodThatEndsBeforeItBegins) {
  v1::GetMixRequest request = Sound();
  request.mutable_period()->set_kind(v1::MIX_PERIOD_KIND_STARTED_IN);
  request.mutable_period()->set_from_on("2024-04-01");
  request.mutable_period()->set_until_on("2024-03-31");
  EXPECT_EQ(Faulty(request), Fields{"period.until_on"});
}

TEST(CheckRequest, RefusesADayBesideAPeriod) {
  v1::GetMixRequest request = Sound();
  request.mutable_moment()->set_as_of_on("2024-03-31");
  request.mutable_period()->set_from_on("2024-04-01");
  request.mutable_period()->set_until_on("2024-04-02");
  EXPECT_EQ(Faulty(request), (Fields{"moment.as_of_on", "period.kind"}));
}

}  // namespace
}  // namespace caseload::mix
