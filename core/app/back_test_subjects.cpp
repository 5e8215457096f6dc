// SPDX-License-Identifier: Apache-2.0
#include "app/back_test_subjects.h"

namespace caseload::app {
namespace {

// What is wrong with this case alone.
bool IsOfTheCase(const Error& error) {
  switch (error.reason) {
    case v1::ERROR_REASON_NOT_FOUND:
    case v1::ERROR_REASON_NOT_KNOWN_THEN:
    case v1::ERROR_REASON_TOO_LARGE:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<rules::SubjectFacts> BackTestSubjects::ReadOne(const BackTestDay& day,
                                                      std::uint32_t number) const {
  const auto id = desk_.reader().IdOfNumber(store::Kind::kCase, number);
  if (!id) return id.error();
  if (!*id) return Error{v1::ERROR_REASON_NOT_FOUND, "there is no such case"};
  auto subject = ReadCaseSubject(desk_, **id, {{false, day.known, day.as_of}, day.as_of}, wanted_);
  if (!subject) return subject.error();
  subject->history_complete_from = day.history_complete_from;
  return rules::FactsOf(*subject, day.as_of, numbers_);
}

Outcome BackTestSubjects::Read(const BackTestDay& day, std::span<const std::uint32_t> cases,
                               BackTestBatch& batch) const {
  if (batch.room.size() < cases.size()) batch.room.resize(cases.size());
  batch.questions.clear();
  batch.not_asked.clear();
  batch.told.assign(cases.size(), false);
  const auto look = [&] { resident_->Read(day, cases, batch.room, batch.told); };
  if (resident_ && ordinary_ != nullptr) {
    ordinary_->Run(look);
  } else if (resident_) {
    look();
  }
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (!batch.told[i]) {
      auto facts = ReadOne(day, cases[i]);
      if (!facts && !IsOfTheCase(facts.error())) return facts.error();
      if (!facts) {
        batch.not_asked.push_back({i, facts.error().message});
        continue;
      }
      batch.room[i] = *std::move(facts);
    }
    // Those that can be asked about close up.
    if (batch.questions.size() != i) std::swap(batch.room[batch.questions.size()], batch.room[i]);
    batch.questions.push_back(i);
  }
  return Nothing{};
}

}  // namespace caseload::app
