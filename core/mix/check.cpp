// SPDX-License-Identifier: Apache-2.0
// Says everything that is wrong with a request for the mix.
#include <set>

#include "mix/question.h"

namespace caseload::mix {
namespace {

class Problems {
 public:
  void Add(std::string field, std::string what) {
    found_.push_back({std::move(field), std::move(what)});
  }
  Outcome Told() && {
    if (found_.empty()) return Nothing{};
    return Error{v1::ERROR_REASON_FIELDS_INVALID, "the question cannot be answered as it is",
                 std::move(found_)};
  }

 private:
  std::vector<FieldProblem> found_;
};

bool Known(v1::MixDimension dimension) {
  return dimension != v1::MIX_DIMENSION_UNSPECIFIED && v1::MixDimension_IsValid(dimension);
}

std::optional<Date> CheckDay(const std::string& text, const std::string& field,
                             Problems& problems) {
  const auto day = ParseDate(text);
  if (!day) problems.Add(field, "is not a day from 1900-01-01 to 2199-12-31 (YYYY-MM-DD)");
  return day;
}

void CheckPeriod(const v1::MixPeriod& period, Problems& problems) {
  if (period.kind() == v1::MIX_PERIOD_KIND_UNSPECIFIED ||
      !v1::MixPeriodKind_IsValid(period.kind())) {
    problems.Add("period.kind", "must say how a case meets the period");
  }
  const auto from = CheckDay(period.from_on(), "period.from_on", problems);
  const auto until = CheckDay(period.until_on(), "period.until_on", problems);
  if (from && until && *until < *from) problems.Add("period.until_on", "lies before from_on");
}

void CheckDimensions(const v1::GetMixRequest& request, Problems& problems) {
  if (static_cast<std::size_t>(request.by_size()) > kDimensionsMost) {
    problems.Add("by", "names more than three dimensions");
  }
  std::set<int> seen;
  for (int i = 0; i < request.by_size(); ++i) {
    const std::string field = "by[" + std::to_string(i) + "]";
    if (!Known(request.by(i))) problems.Add(field, "is no dimension");
    if (!seen.insert(request.by(i)).second) problems.Add(field, "is named twice");
  }
}

void CheckFilters(const v1::GetMixRequest& request, Problems& problems) {
  if (static_cast<std::size_t>(request.filters_size()) > kFiltersMost) {
    problems.Add("filters", "are more than " + std::to_string(kFiltersMost));
  }
  for (int i = 0; i < request.filters_size(); ++i) {
    const auto& filter = request.filters(i);
    const std::string field = "filters[" + std::to_string(i) + "]";
    if (!Known(filter.dimension())) problems.Add(field + ".dimension", "is no dimension");
    if (filter.values().empty()) problems.Add(field + ".values", "must hold at least one value");
    if (static_cast<std::size_t>(filter.values_size()) > kFilterValuesMost) {
      problems.Add(field + ".values", "are more than " + std::to_string(kFilterValuesMost));
    }
  }
}

}  // namespace

Outcome CheckRequest(const v1::GetMixRequest& request) {
  Problems problems;
  if (request.basis() == v1::MIX_BASIS_UNSPECIFIED || !v1::MixBasis_IsValid(request.basis())) {
    problems.Add("basis", "must say which assertions are counted");
  }
  if (request.unit() == v1::MIX_UNIT_UNSPECIFIED || !v1::MixUnit_IsValid(request.unit())) {
    problems.Add("unit", "must say what is counted");
  }
  if (!request.moment().as_of_on().empty()) {
    CheckDay(request.moment().as_of_on(), "moment.as_of_on", problems);
    if (request.has_period()) {
      problems.Add("moment.as_of_on", "cannot be given together with a period");
    }
  }
  if (request.has_period()) CheckPeriod(request.period(), problems);
  CheckDimensions(request, problems);
  CheckFilters(request, problems);
  return std::move(problems).Told();
}

}  // namespace caseload::mix
