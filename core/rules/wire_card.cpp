// SPDX-License-Identifier: Apache-2.0
// What a rule says of itself, and what it is made with.
#include "rules/packing.h"
#include "rules/wire.h"

namespace caseload::rules {

std::string PackCard(const RuleCard& card) {
  Packer pack;
  for (const auto* text : {&card.id, &card.version, &card.title, &card.basis}) pack.Text(*text);
  for (const auto number : {card.subjects, card.facts_needed, card.vocabulary}) pack.Number(number);
  pack.Number(static_cast<std::uint32_t>(card.texts.size()));
  for (const auto& said : card.texts) {
    pack.Text(said.code);
    pack.Number(said.kind);
    pack.Text(said.text);
    pack.Text(said.unit);
    pack.Rows(said.value_kinds);
  }
  pack.Number(static_cast<std::uint32_t>(card.parameters.size()));
  for (const auto& set : card.parameters) {
    for (const auto* text : {&set.name, &set.title, &set.unit, &set.basis}) pack.Text(*text);
    for (const auto number : {set.otherwise, set.least, set.most}) pack.Number(number);
  }
  return pack.Take();
}

std::optional<RuleCard> UnpackCard(std::string_view bytes) {
  Unpacker read(bytes);
  RuleCard card;
  for (auto* text : {&card.id, &card.version, &card.title, &card.basis}) *text = read.Text();
  for (auto* number : {&card.subjects, &card.facts_needed, &card.vocabulary})
    *number = read.Number<std::uint32_t>();
  card.texts.resize(read.Count(24));
  for (auto& said : card.texts) {
    said.code = read.Text();
    said.kind = read.Number<std::uint32_t>();
    said.text = read.Text();
    said.unit = read.Text();
    said.value_kinds = read.Rows<std::uint32_t>();
  }
  card.parameters.resize(read.Count(40));
  for (auto& set : card.parameters) {
    for (auto* text : {&set.name, &set.title, &set.unit, &set.basis}) *text = read.Text();
    for (auto* number : {&set.otherwise, &set.least, &set.most})
      *number = read.Number<std::int64_t>();
  }
  if (!read.Done()) return std::nullopt;
  return card;
}

std::string PackMaking(const Making& making) {
  Packer pack;
  pack.Rows(making.values);
  const auto& reference = making.reference;
  pack.Number(reference.calendar_first);
  pack.Number(reference.calendar_days);
  pack.Rows(reference.days_off);
  pack.Number(static_cast<std::uint32_t>(reference.clocks.size()));
  for (const auto& clock : reference.clocks) {
    pack.Text(clock.name);
    pack.Number(clock.limit);
    for (const auto number : {clock.unit, clock.inclusive, clock.kind}) pack.Number(number);
    for (const auto day : {clock.valid_from, clock.valid_until}) pack.Number(day);
  }
  return pack.Take();
}

std::optional<Making> UnpackMaking(std::string_view bytes) {
  Unpacker read(bytes);
  Making making;
  making.values = read.Rows<std::int64_t>();
  auto& reference = making.reference;
  reference.calendar_first = read.Number<caseload_day>();
  reference.calendar_days = read.Number<std::uint32_t>();
  reference.days_off = read.Rows<std::uint8_t>();
  reference.clocks.resize(read.Count(22));
  for (auto& clock : reference.clocks) {
    clock.name = read.Text();
    clock.limit = read.Number<std::int32_t>();
    for (auto* number : {&clock.unit, &clock.inclusive, &clock.kind})
      *number = read.Number<std::uint16_t>();
    for (auto* day : {&clock.valid_from, &clock.valid_until}) *day = read.Number<caseload_day>();
  }
  const bool whole = reference.days_off.size() * 8 >= reference.calendar_days;
  if (!read.Done() || !whole) return std::nullopt;
  return making;
}

}  // namespace caseload::rules
