// SPDX-License-Identifier: Apache-2.0
#include "rules/host/answers.h"

#include <cstring>
#include <memory>

namespace caseload::rules {
namespace {

template <class T>
T Read(const std::byte* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <class Row>
std::vector<Row> ReadRows(const std::byte*& from, std::size_t count) {
  std::vector<Row> rows(count);
  if (count > 0) std::memcpy(rows.data(), from, count * sizeof(Row));
  from += count * sizeof(Row);
  return rows;
}

// Findings behind each other, until nothing is left. False when one of them is none.
bool TakeFindings(std::span<const std::byte> rest, const AskHead& asked, Answers& answers) {
  while (!rest.empty()) {
    if (rest.size() < sizeof(SaidHead)) return false;
    const auto head = Read<SaidHead>(rest.data());
    if (head.subject >= answers.by_subject.size() || head.near_miss > asked.why ||
        head.values > CASELOAD_MOST_VALUES || head.evidence > CASELOAD_MOST_EVIDENCE) {
      return false;
    }
    const std::size_t bytes = sizeof head + head.values * sizeof(caseload_value) +
                              head.evidence * sizeof(caseload_evidence);
    if (bytes > rest.size()) return false;
    auto& answer = answers.by_subject[head.subject];
    auto& said = head.near_miss != 0 ? answer.near_misses : answer.said;
    if (said.size() >= CASELOAD_MOST_FINDINGS) return false;
    const std::byte* at = rest.data() + sizeof head;
    auto values = ReadRows<caseload_value>(at, head.values);
    auto evidence = ReadRows<caseload_evidence>(at, head.evidence);
    said.push_back({head.text, head.measure, head.threshold, head.comparison, std::move(values),
                    std::move(evidence)});
    rest = rest.subspan(bytes);
  }
  return true;
}

}  // namespace

std::optional<Answers> CopyAnswers(std::span<const std::byte> memory, const AskHead& asked) {
  const auto head = Read<AnswerHead>(memory.data());
  const std::size_t slots = asked.count * sizeof(AnswerSlot);
  if (head.sequence != asked.sequence || head.count != asked.count ||
      head.used > memory.size() - sizeof head - slots) {
    return std::nullopt;
  }
  // Once: what a worker changes after this was not said.
  const std::size_t bytes = slots + head.used;
  const auto copy = std::make_unique_for_overwrite<std::byte[]>(bytes);
  std::memcpy(copy.get(), memory.data() + sizeof head, bytes);
  Answers answers{head.status, std::vector<RuleAnswer>(asked.count)};
  for (std::size_t i = 0; i < asked.count; ++i) {
    const auto slot = Read<AnswerSlot>(copy.get() + i * sizeof(AnswerSlot));
    if ((slot.flags & ~(kFlooded | kBroken)) != 0) return std::nullopt;
    answers.by_subject[i].flooded = (slot.flags & kFlooded) != 0;
    answers.by_subject[i].broken = (slot.flags & kBroken) != 0;
    answers.by_subject[i].look_again_on = slot.look_again_on;
  }
  if (!TakeFindings({copy.get() + slots, head.used}, asked, answers)) return std::nullopt;
  return answers;
}

}  // namespace caseload::rules
