// SPDX-License-Identifier: Apache-2.0
// What a rule says of itself.
#include "rules/packing.h"
#include "rules/wire.h"

namespace caseload::rules {

std::string PackCard(const RuleCard& card) {
  Packer pack;
  for (const auto* text : {&card.id, &card.version, &card.title, &card.basis}) pack.Text(*text);
  for (const auto number : {card.subjects, card.facts_needed, card.vocabulary, card.contract_minor,
                            card.facts_schema_min, card.facts_schema_max})
    pack.Number(number);
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
  for (auto* number : {&card.subjects, &card.facts_needed, &card.vocabulary, &card.contract_minor,
                       &card.facts_schema_min, &card.facts_schema_max})
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

}  // namespace caseload::rules
