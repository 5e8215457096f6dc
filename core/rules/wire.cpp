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
  if (!read.Done() || length == 0 || length > kFrameBytes || number < 1 || number > 5) {
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

std::string PackConfined(const Confined& confined) {
  Packer pack;
  pack.Number(confined.facts_at);
  pack.Number(static_cast<std::uint32_t>(confined.layers.size()));
  for (const auto& layer : confined.layers) {
    pack.Text(layer.name);
    pack.Number(static_cast<std::uint8_t>(layer.in_force ? 1 : 0));
    pack.Text(layer.why);
  }
  return pack.Take();
}

std::optional<Confined> UnpackConfined(std::string_view bytes) {
  Unpacker read(bytes);
  Confined confined;
  confined.facts_at = read.Number<std::uint64_t>();
  confined.layers.resize(read.Count(9));
  for (auto& layer : confined.layers) {
    layer.name = read.Text();
    layer.in_force = read.Number<std::uint8_t>() != 0;
    layer.why = read.Text();
  }
  if (!read.Done()) return std::nullopt;
  return confined;
}

std::string PackMaking(const Making& making) {
  Packer pack;
  pack.Number(static_cast<std::uint32_t>(making.size()));
  for (const auto& values : making) pack.Rows(values);
  return pack.Take();
}

std::optional<Making> UnpackMaking(std::string_view bytes) {
  Unpacker read(bytes);
  Making making(read.Count(8));
  for (auto& values : making) values = read.Rows<std::int64_t>();
  if (!read.Done() || making.empty()) return std::nullopt;
  return making;
}

}  // namespace caseload::rules
