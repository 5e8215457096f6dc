// SPDX-License-Identifier: Apache-2.0
// Chooses where an answer is counted from, suppresses small numbers, and writes the answer.
#include "mix/mix.h"

#include <algorithm>
#include <numeric>

#include "mix/count.h"
#include "mix/plan.h"
#include "mix/suppress.h"

namespace caseload::mix {
namespace {

std::vector<ShownCell> CellsOf(const Plan& plan, const std::vector<Cell>& cells) {
  std::vector<ShownCell> shown;
  shown.reserve(cells.size());
  for (const Cell& cell : cells) {
    ShownCell told{{}, cell.count, false};
    for (const GroupBy& by : plan.by) {
      told.keys.push_back(static_cast<std::uint16_t>(cell.cell / by.stride % by.size));
    }
    shown.push_back(std::move(told));
  }
  return shown;
}

// Where each key of the dimension comes in the answer: teams and workers by number, "not recorded"
// last.
std::vector<std::uint32_t> PlacesOf(const GroupBy& by, const CaseColumns& columns) {
  std::vector<std::uint32_t> places(by.size);
  std::iota(places.begin(), places.end(), 0U);
  if (by.dimension != v1::MIX_DIMENSION_TEAM && by.dimension != v1::MIX_DIMENSION_WORKER) {
    return places;
  }
  const Numbers& numbers = by.dimension == v1::MIX_DIMENSION_TEAM ? columns.teams : columns.workers;
  places[Numbers::kNone] = facts::kStillBelieved;
  for (std::size_t i = 1; i < by.size; ++i) places[i] = numbers.in_use()[i - 1];
  return places;
}

void Order(const Plan& plan, const CaseColumns& columns, std::vector<ShownCell>& cells) {
  std::vector<std::vector<std::uint32_t>> places;
  for (const GroupBy& by : plan.by) places.push_back(PlacesOf(by, columns));
  std::sort(cells.begin(), cells.end(), [&](const ShownCell& a, const ShownCell& b) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (a.keys[i] != b.keys[i]) return places[i][a.keys[i]] < places[i][b.keys[i]];
    }
    return false;
  });
}

bool BeforeHistory(const Question& question) {
  const Date earliest = question.period ? question.period->from : question.as_of;
  return question.history_complete_from && earliest < *question.history_complete_from;
}

void Set(v1::Count& count, std::uint64_t number, v1::NoValue none) {
  if (none == v1::NO_VALUE_UNSPECIFIED) {
    count.set_number(number);
  } else {
    count.set_none(none);
  }
}

void SetQuestion(const Question& question, v1::GetMixResponse& answer) {
  answer.set_basis(question.basis);
  answer.set_unit(question.unit);
  for (const v1::MixDimension dimension : question.by) answer.add_by(dimension);
  const Date day = question.period ? question.period->until : question.as_of;
  answer.set_as_of_on(FormatDate(day));
  if (question.period) {
    answer.mutable_period()->set_kind(question.period->kind);
    answer.mutable_period()->set_from_on(FormatDate(question.period->from));
    answer.mutable_period()->set_until_on(FormatDate(question.period->until));
  }
  if (question.history_complete_from) {
    answer.set_history_complete_from_on(FormatDate(*question.history_complete_from));
  }
  answer.set_suppressed(question.suppress);
}

}  // namespace

Result<v1::GetMixResponse> Mix::Answer(const Question& question, Date today) {
  const facts::Reading reading = facts_.Read();
  if (question.period || question.as_of != today || question.known_sequence < reading.sequence()) {
    CaseColumns columns;
    Spans(reading, vocabulary_, ScopeOf(question)).Fill(NeedsOf(question), columns);
    return Tell(question, columns, reading.sequence());
  }
  return today_.With(
      reading, today, question.history_complete_from,
      [&](const CaseColumns& columns) { return Tell(question, columns, reading.sequence()); });
}

Result<v1::GetMixResponse> Mix::AnswerFromSpans(const Question& question) const {
  const facts::Reading reading = facts_.Read();
  CaseColumns columns;
  Spans(reading, vocabulary_, ScopeOf(question)).Fill(NeedsOf(question), columns);
  return Tell(question, columns, reading.sequence());
}

Result<v1::GetMixResponse> Mix::Tell(const Question& question, const CaseColumns& columns,
                                     std::uint64_t sequence) const {
  const auto plan = MakePlan(question, vocabulary_, columns);
  if (!plan) return plan.error();
  const Counted counted = Count(*plan, columns);
  if (counted.cells.size() > kRowsMost) {
    return Error{v1::ERROR_REASON_TOO_LARGE,
                 "the answer has more groups than fit: ask for fewer dimensions or filter"};
  }
  Shown shown;
  shown.total = counted.total;
  shown.cells = CellsOf(*plan, counted.cells);
  if (question.suppress) Suppress(shown);
  Order(*plan, columns, shown.cells);
  const v1::NoValue unknown =
      BeforeHistory(question) ? v1::NO_VALUE_UNKNOWN_BEFORE_HISTORY : v1::NO_VALUE_UNSPECIFIED;
  const auto reason = [&](bool hidden) {
    return unknown == v1::NO_VALUE_UNSPECIFIED && hidden ? v1::NO_VALUE_SUPPRESSED : unknown;
  };

  v1::GetMixResponse answer;
  SetQuestion(question, answer);
  const Date day = question.period ? question.period->until : question.as_of;
  for (const ShownCell& cell : shown.cells) {
    v1::MixRow& row = *answer.add_rows();
    for (std::size_t i = 0; i < plan->by.size(); ++i) {
      const Key key = KeyOf(plan->by[i].dimension, plan->basis, cell.keys[i], vocabulary_, columns);
      v1::MixKey& words = *row.add_keys();
      words.set_value(key.value);
      words.set_label(key.code != nullptr ? packs_.LabelOn(*key.code, day) : key.label);
    }
    Set(*row.mutable_count(), cell.count, reason(cell.hidden));
  }
  Set(*answer.mutable_total(), counted.total, reason(shown.total_hidden));
  answer.set_sequence(std::min(sequence, question.known_sequence));
  answer.set_taxonomy_version(packs_.version());
  return answer;
}

}  // namespace caseload::mix
