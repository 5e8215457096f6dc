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

// As the published tables do: neither a small count nor a share that would give one away is shown.
bool MustSuppress(const mix::MeasureDef& definition, const mix::MeasureValue& value) {
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
                            imports_.HistoryCompleteFrom());
  if (!value) return value.error();
  v1::GetMeasureResponse response;
  *response.mutable_measure() = ToMessage(*definition);
  response.set_year(request.year());
  response.set_sequence(sequence);
  if (!value->number) {
    response.set_none(value->none);
  } else if (MustSuppress(*definition, *value)) {
    response.set_none(v1::NO_VALUE_SUPPRESSED);
  } else {
    response.set_number(*value->number);
    response.set_numerator(value->numerator);
    response.set_denominator(value->denominator);
  }
  return response;
}

}  // namespace caseload::app
