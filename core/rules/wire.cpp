// SPDX-License-Identifier: Apache-2.0
#include "rules/wire.h"

#include "rules/packing.h"

namespace caseload::rules {

std::string FrameHead(FrameType type, std::size_t payload_bytes) {
  Packer head;
  head.Number(static_cast<std::uint32_t>(payload_bytes + 1));
  head.Number(type);
  return head.Take();
}

std::optional<std::size_t> PayloadBytes(std::string_view head, FrameType& type) {
  Unpacker read(head);
  const auto length = read.Number<std::uint32_t>();
  const auto number = read.Number<std::uint8_t>();
  if (!read.Done() || length == 0 || length > kFrameBytes || number < 1 || number > 7) {
    return std::nullopt;
  }
  type = static_cast<FrameType>(number);
  return length - 1;
}

std::string PackFacts(const FactsRows& facts, std::uint32_t groups) {
  Packer pack;
  pack.Number(facts.subject_kind);
  pack.Number(facts.subject);
  pack.Number(facts.case_id);
  pack.Number(facts.as_of);
  pack.Number(facts.history_complete_from);
  pack.Number(facts.given & groups);
  EachGroup(facts, [&](std::uint32_t group, const auto& rows) {
    if ((groups & group) != 0) {
      pack.Rows(rows);
    } else {
      pack.Number(std::uint64_t{0});
    }
  });
  return pack.Take();
}

std::optional<FactsRows> UnpackFacts(std::string_view bytes) {
  Unpacker read(bytes);
  FactsRows facts;
  facts.subject_kind = read.Number<std::uint32_t>();
  facts.subject = read.Number<std::uint32_t>();
  facts.case_id = read.Number<std::uint32_t>();
  facts.as_of = read.Number<caseload_day>();
  facts.history_complete_from = read.Number<caseload_day>();
  facts.given = read.Number<std::uint32_t>();
  EachGroup(facts, [&]<class Row>(std::uint32_t /*group*/, std::vector<Row>& rows) {
    rows = read.Rows<Row>();
  });
  if (!read.Done()) return std::nullopt;
  return facts;
}

std::string PackAnswer(const RuleAnswer& answer) {
  Packer pack;
  pack.Number(answer.status);
  pack.Number(static_cast<std::uint8_t>(answer.flooded ? 1 : 0));
  pack.Number(answer.look_again_on);
  pack.Number(static_cast<std::uint32_t>(answer.said.size()));
  for (const auto& said : answer.said) {
    pack.Number(said.text);
    pack.Number(said.measure);
    pack.Number(said.threshold);
    pack.Number(said.comparison);
    pack.Rows(said.values);
    pack.Rows(said.evidence);
  }
  return pack.Take();
}

std::optional<RuleAnswer> UnpackAnswer(std::string_view bytes) {
  Unpacker read(bytes);
  RuleAnswer answer;
  answer.status = read.Number<std::int32_t>();
  answer.flooded = read.Number<std::uint8_t>() != 0;
  answer.look_again_on = read.Number<caseload_day>();
  answer.said.resize(read.Count(40));
  for (auto& said : answer.said) {
    said.text = read.Number<std::uint32_t>();
    said.measure = read.Number<std::int64_t>();
    said.threshold = read.Number<std::int64_t>();
    said.comparison = read.Number<std::uint32_t>();
    said.values = read.Rows<caseload_value>();
    said.evidence = read.Rows<caseload_evidence>();
  }
  if (!read.Done()) return std::nullopt;
  return answer;
}

}  // namespace caseload::rules
