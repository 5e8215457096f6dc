// SPDX-License-Identifier: Apache-2.0
#include "rules/wire.h"

#include <cstring>
#include <type_traits>

namespace caseload::rules {
namespace {

class Packer {
 public:
  template <class T>
  void Number(T value) {
    static_assert(std::is_trivially_copyable_v<T>);
    Raw(&value, sizeof value);
  }
  void Text(const std::string& text) {
    Number(static_cast<std::uint32_t>(text.size()));
    bytes_ += text;
  }
  template <class Row>
  void Rows(const std::vector<Row>& rows) {
    Number(static_cast<std::uint64_t>(rows.size()));
    Raw(rows.data(), rows.size() * sizeof(Row));
  }
  std::string Take() { return std::move(bytes_); }

 private:
  void Raw(const void* from, std::size_t size) {
    if (size > 0) bytes_.append(static_cast<const char*>(from), size);
  }
  std::string bytes_;
};

// After the first thing that is not there everything reads as zero, and Done says so.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  template <class T>
  T Number() {
    T value{};
    if (Has(sizeof value)) Raw(&value, sizeof value);
    return value;
  }
  std::string Text() {
    const auto size = Number<std::uint32_t>();
    if (!Has(size)) return {};
    std::string text(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return text;
  }
  template <class Row>
  std::vector<Row> Rows() {
    const auto count = Number<std::uint64_t>();
    if (count > rest_.size() / sizeof(Row)) {
      whole_ = false;
      return {};
    }
    std::vector<Row> rows(count);
    if (count > 0) Raw(rows.data(), count * sizeof(Row));
    return rows;
  }
  // A count of things that take at least so many bytes each.
  std::uint32_t Count(std::size_t least_bytes) {
    const auto count = Number<std::uint32_t>();
    if (count > rest_.size() / least_bytes) whole_ = false;
    return whole_ ? count : 0;
  }
  bool Done() const { return whole_ && rest_.empty(); }

 private:
  bool Has(std::size_t size) {
    whole_ = whole_ && size <= rest_.size();
    return whole_;
  }
  void Raw(void* to, std::size_t size) {
    std::memcpy(to, rest_.data(), size);
    rest_.remove_prefix(size);
  }
  std::string_view rest_;
  bool whole_ = true;
};

}  // namespace

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

std::string PackFacts(const FactsRows& facts) {
  Packer pack;
  pack.Number(facts.case_id);
  for (const auto day :
       {facts.as_of, facts.birth, facts.expected_birth, facts.history_complete_from}) {
    pack.Number(day);
  }
  pack.Rows(facts.cases);
  pack.Rows(facts.spans);
  pack.Rows(facts.events);
  pack.Rows(facts.concerns);
  pack.Rows(facts.relations);
  return pack.Take();
}

std::optional<FactsRows> UnpackFacts(std::string_view bytes) {
  Unpacker read(bytes);
  FactsRows facts;
  facts.case_id = read.Number<std::uint32_t>();
  for (auto* day :
       {&facts.as_of, &facts.birth, &facts.expected_birth, &facts.history_complete_from}) {
    *day = read.Number<caseload_day>();
  }
  facts.cases = read.Rows<caseload_case_row>();
  facts.spans = read.Rows<caseload_span_row>();
  facts.events = read.Rows<caseload_event_row>();
  facts.concerns = read.Rows<caseload_concern_row>();
  facts.relations = read.Rows<caseload_relation_row>();
  if (!read.Done()) return std::nullopt;
  return facts;
}

std::string PackCard(const RuleCard& card) {
  Packer pack;
  for (const auto* text : {&card.id, &card.version, &card.title, &card.basis}) pack.Text(*text);
  pack.Number(static_cast<std::uint32_t>(card.texts.size()));
  for (const auto& said : card.texts) {
    pack.Text(said.code);
    pack.Number(said.kind);
    pack.Text(said.text);
    pack.Text(said.unit);
  }
  return pack.Take();
}

std::optional<RuleCard> UnpackCard(std::string_view bytes) {
  Unpacker read(bytes);
  RuleCard card;
  for (auto* text : {&card.id, &card.version, &card.title, &card.basis}) *text = read.Text();
  card.texts.resize(read.Count(16));
  for (auto& said : card.texts) {
    said.code = read.Text();
    said.kind = read.Number<std::uint32_t>();
    said.text = read.Text();
    said.unit = read.Text();
  }
  if (!read.Done()) return std::nullopt;
  return card;
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
  answer.said.resize(read.Count(28));
  for (auto& said : answer.said) {
    said.text = read.Number<std::uint32_t>();
    said.measure = read.Number<std::int64_t>();
    said.threshold = read.Number<std::int64_t>();
    said.evidence = read.Rows<caseload_evidence>();
  }
  if (!read.Done()) return std::nullopt;
  return answer;
}

}  // namespace caseload::rules
