// SPDX-License-Identifier: Apache-2.0
#include "app/caseload.h"
#include "app/reading.h"
#include "app/reference.h"

namespace caseload::app {
namespace {

v1::Measure ToMessage(const mix::MeasureDef& definition) {
  v1::Measure measure;
  measure.set_name(definition.name);
  measure.set_title(definition.title);
  measure.set_definition(definition.definition);
  measure.set_unit(definition.unit);
  return measure;
}

bool Small(std::uint64_t count) { return count > 0 && count < mix::kSmallest; }

// "d4.category_initial_percent." for the measures that share one whole; empty for a measure that
// stands alone.
std::string FamilyOf(const std::string& name) {
  const auto first = name.find('.');
  const auto last = name.rfind('.');
  return first == last ? std::string() : name.substr(0, last + 1);
}

// As the published tables do: neither a small count nor a share that would give one away is shown.
bool IsSmall(const mix::MeasureDef& definition, const mix::MeasureValue& value) {
  if (definition.unit == "count")
    return value.number && Small(static_cast<std::uint64_t>(*value.number));
  return Small(value.numerator) || Small(value.denominator) ||
         Small(value.denominator - value.numerator);
}

}  // namespace

Result<v1::ListMeasuresResponse> Caseload::ListMeasures(
    const v1::ListMeasuresRequest& request) const {
  const auto all = measures_.all();
  auto slice = SliceOf(desk_.pager(), request, all.size());
  if (!slice) return slice.error();
  v1::ListMeasuresResponse response;
  for (std::size_t i = slice->begin; i < slice->end; ++i)
    *response.add_measures() = ToMessage(all[i]);
  response.set_next_page_token(slice->next_page_token);
  return response;
}

// Where what is hidden of the measures that share a whole could be had by subtraction, the smallest
// of the others goes with it.
Result<bool> Caseload::MustSuppress(const mix::MeasureDef& definition,
                                    const mix::MeasureValue& value, int year,
                                    std::uint64_t sequence) const {
  if (IsSmall(definition, value)) return true;
  const std::string family = FamilyOf(definition.name);
  if (family.empty() || value.numerator == 0) return false;
  std::uint64_t small = 0;
  std::uint64_t in_small = 0;
  std::uint64_t smallest_shown = value.numerator;
  for (const auto& sibling : measures_.all()) {
    if (!sibling.name.starts_with(family) || sibling.name == definition.name) continue;
    auto other =
        measures_.Of(facts_, sibling.name, year, sequence, imports_.HistoryCompleteFrom(sequence));
    if (!other) return other.error();
    if (!other->number || other->numerator == 0) continue;
    if (IsSmall(sibling, *other)) {
      ++small;
      in_small += other->numerator;
    } else {
      smallest_shown = std::min(smallest_shown, other->numerator);
    }
  }
  // Several ones add up to their own number, which gives them all away.
  const bool told = small == 1 || (small > 0 && in_small == small);
  return told && smallest_shown == value.numerator;
}

Result<v1::GetMeasureResponse> Caseload::Measure(const v1::GetMeasureRequest& request) const {
  const mix::MeasureDef* definition = measures_.Find(request.name());
  if (definition == nullptr) {
    return Error{
        v1::ERROR_REASON_NOT_FOUND, "there is no such measure", {{"name", "names no measure"}}};
  }
  v1::Moment moment;
  if (request.has_known_at()) *moment.mutable_known_at() = request.known_at();
  auto then = Resolve(desk_, moment);
  if (!then) return then.error();
  const std::uint64_t sequence = then->now ? facts_.sequence() : then->sequence;
  auto value = measures_.Of(facts_, request.name(), request.year(), sequence,
                            imports_.HistoryCompleteFrom(sequence));
  if (!value) return value.error();
  auto suppressed = MustSuppress(*definition, *value, request.year(), sequence);
  if (!suppressed) return suppressed.error();
  v1::GetMeasureResponse response;
  *response.mutable_measure() = ToMessage(*definition);
  response.set_year(request.year());
  response.set_sequence(sequence);
  if (!value->number) {
    response.set_none(value->none);
  } else if (*suppressed) {
    response.set_none(v1::NO_VALUE_SUPPRESSED);
  } else {
    response.set_number(*value->number);
    response.set_numerator(value->numerator);
    response.set_denominator(value->denominator);
  }
  return response;
}

}  // namespace caseload::app
