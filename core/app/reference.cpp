// SPDX-License-Identifier: Apache-2.0
#include "app/reference.h"

#include <charconv>

#include "base/date.h"
#include "record/checks.h"

namespace caseload::app {
namespace {

std::string DayText(const std::optional<Date>& day) {
  return day ? FormatDate(*day) : std::string();
}

v1::Code ToMessage(const taxonomy::Code& code) {
  v1::Code message;
  message.set_code(code.code);
  message.set_label(code.label);
  message.set_parent(code.parent);
  message.set_valid_from_on(DayText(code.valid_from));
  message.set_valid_until_on(DayText(code.valid_until));
  message.set_kind(code.kind);
  message.set_exclusive(code.exclusive);
  return message;
}

const char* RelationName(taxonomy::Relation relation) {
  switch (relation) {
    case taxonomy::Relation::kExact:
      return "EXACT";
    case taxonomy::Relation::kBroader:
      return "BROADER";
    case taxonomy::Relation::kNarrower:
      return "NARROWER";
    case taxonomy::Relation::kRelated:
      return "RELATED";
  }
  return "RELATED";
}

v1::Clock ToMessage(const taxonomy::ClockRow& row) {
  v1::Clock clock;
  clock.set_name(row.name);
  clock.set_trigger(row.trigger);
  clock.set_satisfied_by(row.satisfied_by);
  clock.set_limit(static_cast<std::uint32_t>(row.limit));
  clock.set_unit(row.unit);
  clock.set_inclusive(row.inclusive);
  clock.set_kind(row.kind);
  clock.set_source(row.source);
  clock.set_valid_from_on(DayText(row.valid_from));
  clock.set_valid_until_on(DayText(row.valid_until));
  return clock;
}

Error NoSuchSet(const char* field) {
  return {v1::ERROR_REASON_NOT_FOUND, "there is no such code set", {{field, "names no code set"}}};
}

Result<std::optional<Date>> OptionalDay(const std::string& text, const char* field) {
  record::Problems problems;
  problems.Day(field, text);
  if (auto wrong = problems.Judge(); !wrong) return wrong.error();
  return ParseDate(text);
}

bool InForce(const taxonomy::ClockRow& row, Date day) {
  return (!row.valid_from || *row.valid_from <= day) &&
         (!row.valid_until || day <= *row.valid_until);
}

}  // namespace

Result<Slice> SliceOf(const Pager& pager, const google::protobuf::Message& request,
                      std::size_t size) {
  auto page = Pager::Size(request);
  if (!page) return page.error();
  auto begin = pager.OpenSequence(request);
  if (!begin) return begin.error();
  Slice slice;
  slice.begin = std::min(static_cast<std::size_t>(*begin), size);
  slice.end = std::min(slice.begin + *page, size);
  if (slice.end < size) slice.next_page_token = pager.Seal(request, std::to_string(slice.end));
  return slice;
}

Result<v1::ListCodeSetsResponse> Reference::ListCodeSets(
    const v1::ListCodeSetsRequest& request) const {
  const auto sets = packs_.sets();
  auto slice = SliceOf(pager_, request, sets.size());
  if (!slice) return slice.error();
  v1::ListCodeSetsResponse response;
  for (std::size_t i = slice->begin; i < slice->end; ++i) {
    auto& message = *response.add_code_sets();
    message.set_name(sets[i].name);
    message.set_title(sets[i].title);
    message.set_version(packs_.version());
    message.set_source(sets[i].source);
    message.set_codes(static_cast<std::uint32_t>(sets[i].codes.size()));
  }
  response.set_next_page_token(slice->next_page_token);
  response.set_taxonomy_version(packs_.version());
  return response;
}

Result<v1::ListCodesResponse> Reference::ListCodes(const v1::ListCodesRequest& request) const {
  auto on = OptionalDay(request.valid_on(), "valid_on");
  if (!on) return on.error();
  std::vector<const taxonomy::Code*> codes;
  for (const auto* code : packs_.CodesOf(request.code_set())) {
    if (!*on || taxonomy::Packs::ValidOn(*code, **on)) codes.push_back(code);
  }
  if (packs_.CodesOf(request.code_set()).empty()) return NoSuchSet("code_set");
  auto slice = SliceOf(pager_, request, codes.size());
  if (!slice) return slice.error();
  v1::ListCodesResponse response;
  for (std::size_t i = slice->begin; i < slice->end; ++i) {
    auto& message = *response.add_codes();
    message = ToMessage(*codes[i]);
    if (*on) message.set_label(packs_.LabelOn(*codes[i], **on));
  }
  response.set_next_page_token(slice->next_page_token);
  return response;
}

Result<v1::MapCodeResponse> Reference::MapCode(const v1::MapCodeRequest& request) const {
  if (packs_.CodesOf(request.from_code_set()).empty()) return NoSuchSet("from_code_set");
  if (packs_.CodesOf(request.to_code_set()).empty()) return NoSuchSet("to_code_set");
  if (packs_.Find(request.from_code_set(), request.code()) == nullptr) {
    return Error{v1::ERROR_REASON_NOT_FOUND,
                 "there is no such code",
                 {{"code", "is not a code of the set"}}};
  }
  v1::MapCodeResponse response;
  for (const auto& mapping :
       packs_.Map(request.from_code_set(), request.code(), request.to_code_set())) {
    auto& message = *response.add_mappings();
    message.set_code(mapping.to->code);
    message.set_relation(RelationName(mapping.relation));
  }
  return response;
}

Result<v1::GetCalendarResponse> Reference::GetCalendar(
    const v1::GetCalendarRequest& request) const {
  auto holidays = packs_.calendar().HolidaysOf(request.year());
  if (!holidays) return holidays.error();
  v1::GetCalendarResponse response;
  for (const auto& holiday : *holidays) response.add_holidays_on(FormatDate(holiday.day));
  response.set_known_from_on(FormatDate(packs_.calendar().known_from()));
  response.set_known_until_on(FormatDate(packs_.calendar().known_until()));
  return response;
}

Result<v1::AddWorkingDaysResponse> Reference::AddWorkingDays(
    const v1::AddWorkingDaysRequest& request) const {
  record::Problems problems;
  problems.NeededDay("from_on", request.from_on());
  if (request.working_days() < 0 || request.working_days() > taxonomy::Calendar::kMostWorkingDays) {
    problems.Add("working_days", "is not between 0 and 10,000");
  }
  if (auto wrong = problems.Judge(); !wrong) return wrong.error();
  auto due =
      packs_.calendar().AddWorkingDays(*ParseDate(request.from_on()), request.working_days());
  if (!due) return due.error();
  v1::AddWorkingDaysResponse response;
  response.set_due_on(FormatDate(*due));
  return response;
}

Result<v1::ListClocksResponse> Reference::ListClocks(const v1::ListClocksRequest& request) const {
  auto on = OptionalDay(request.valid_on(), "valid_on");
  if (!on) return on.error();
  std::vector<const taxonomy::ClockRow*> clocks;
  for (const auto& row : packs_.clocks()) {
    if (!*on || InForce(row, **on)) clocks.push_back(&row);
  }
  auto slice = SliceOf(pager_, request, clocks.size());
  if (!slice) return slice.error();
  v1::ListClocksResponse response;
  for (std::size_t i = slice->begin; i < slice->end; ++i)
    *response.add_clocks() = ToMessage(*clocks[i]);
  response.set_next_page_token(slice->next_page_token);
  return response;
}

}  // namespace caseload::app
