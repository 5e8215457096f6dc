// SPDX-License-Identifier: Apache-2.0
#include "app/back_test_resident.h"

#include <algorithm>
#include <array>

#include "base/ids.h"

namespace caseload::app {
namespace {

using facts::Columns;
using facts::FactKind;
using facts::kNoRow;

// Cases looked at before a commit gets its turn.
constexpr std::size_t kCasesAtATime = 128;

constexpr std::array kSpanKinds{
    FactKind::kAssessment,  FactKind::kSection47, FactKind::kCinPlan, FactKind::kProtectionPlan,
    FactKind::kLookedAfter, FactKind::kPlacement, FactKind::kMissing, FactKind::kPreProceedings};

static_assert(kDayUnknown == CASELOAD_DAY_NOT_RECORDED && kDayOpen == CASELOAD_DAY_NONE &&
              kDayUnknown == CASELOAD_VALUE_NOT_RECORDED);

// The flag of a row for the flag of a fact.
std::uint16_t FlagFor(std::uint8_t detail, int of_fact, int of_row) {
  return (detail & of_fact) != 0 ? static_cast<std::uint16_t>(of_row) : std::uint16_t{0};
}

std::int32_t CodeOr(std::int32_t code) {
  return code == facts::kCodeNotRecorded ? CASELOAD_VALUE_NOT_RECORDED : code;
}

}  // namespace

// One look at the facts, for some cases of one day.
class BackTestResident::Look {
 public:
  Look(const BackTestResident& of, const BackTestDay& day)
      : reading_(of.facts_.Read()),
        days_(of.days_),
        day_(day),
        known_(static_cast<std::uint32_t>(day.known)),
        named_(of.origins_ == Origins::kNamed) {
    for (const FactKind kind : kSpanKinds) {
      if (reading_[kind].size() > 0) span_kinds_.push_back(kind);
    }
  }

  bool Tell(std::uint32_t number, rules::SubjectFacts& facts);

 private:
  struct Visible {
    std::uint32_t row;  // of the episodes
    std::uint32_t id;   // of the row a rule is shown
  };
  struct Lasting {
    caseload_span_row span;
    std::int64_t record;
    FactKind kind;
    std::uint32_t row;
  };

  caseload_day EndBy(std::int32_t end) const {
    return end > day_.as_of.days ? CASELOAD_DAY_NONE : end;
  }
  caseload_day Recorded(const Columns& columns, std::uint32_t row) const {
    return days_.DayOf(columns.known_from[row]);
  }
  std::uint32_t LatestOf(FactKind kind, std::uint32_t subject) const {
    const Columns& columns = reading_[kind];
    std::uint32_t row = columns.LastOf(subject);
    while (row != kNoRow && !columns.Believed(row, known_)) row = columns.Before(row);
    return row;
  }
  std::uint32_t Add(std::uint32_t evidence, const char* kind, std::int64_t record,
                    caseload_day start, caseload_day end, rules::SubjectFacts& facts) const;
  bool AddChild(std::uint32_t person, rules::SubjectFacts& facts) const;
  void AddCases(std::uint32_t number, std::uint32_t child, rules::SubjectFacts& facts);
  caseload_case_row CaseRow(std::uint32_t row) const;
  void AddSpans(rules::SubjectFacts& facts);
  void TakeSpans(FactKind kind, const Visible& of);
  caseload_span_row SpanRow(FactKind kind, std::uint32_t row) const;
  void FillSpan(FactKind kind, std::uint32_t row, caseload_span_row& span) const;
  std::int32_t TargetOf(std::uint32_t enquiry) const;

  const facts::Reading reading_;
  const DaysBySequence& days_;
  const BackTestDay& day_;
  const std::uint32_t known_;
  const bool named_;
  std::vector<FactKind> span_kinds_;  // of which there is any
  std::vector<Visible> cases_;
  std::vector<Lasting> spans_;
};

std::uint32_t BackTestResident::Look::Add(std::uint32_t evidence, const char* kind,
                                          std::int64_t record, caseload_day start, caseload_day end,
                                          rules::SubjectFacts& facts) const {
  auto& origin = facts.origins.emplace_back();
  origin.evidence_kind = evidence;
  origin.start = start;
  origin.end = end;
  if (named_) {
    origin.kind = kind;
    origin.id = IdText(record).string();
  }
  return static_cast<std::uint32_t>(facts.origins.size());
}

bool BackTestResident::Look::AddChild(std::uint32_t person, rules::SubjectFacts& facts) const {
  const Columns& births = reading_[FactKind::kBirth];
  const Columns& others = reading_[FactKind::kPerson];
  const std::uint32_t birth = LatestOf(FactKind::kBirth, person);
  const std::uint32_t other = birth == kNoRow ? LatestOf(FactKind::kPerson, person) : kNoRow;
  if (birth == kNoRow && other == kNoRow) return false;
  rules::LifeDays life;
  if (birth != kNoRow && births.start[birth] != kDayUnknown) {
    (births.detail[birth] == 0 ? life.born : life.expected) = Date{births.start[birth]};
  }
  if (const auto row = LatestOf(FactKind::kExpected, person); row != kNoRow)
    life.expected = Date{reading_[FactKind::kExpected].start[row]};
  life.death = CASELOAD_DAY_NONE;
  if (const auto row = LatestOf(FactKind::kDeath, person); row != kNoRow)
    life.death = EndBy(reading_[FactKind::kDeath].start[row]);
  life.recorded = birth != kNoRow ? Recorded(births, birth) : Recorded(others, other);
  auto& row = facts.rows.children.emplace_back(rules::ChildRow(life, day_.as_of));
  row.id = Add(CASELOAD_EVIDENCE_CHILD, "person",
               birth != kNoRow ? births.record[birth] : others.record[other], row.birth,
               CASELOAD_DAY_NONE, facts);
  facts.rows.subject = row.id;
  return true;
}

caseload_case_row BackTestResident::Look::CaseRow(std::uint32_t row) const {
  const Columns& episodes = reading_[FactKind::kEpisode];
  caseload_case_row of{};
  of.referred = episodes.start[row];
  of.closed = EndBy(episodes.end[row]);
  of.recorded = Recorded(episodes, row);
  of.referral_source = episodes.code[row];
  // A reason without a day is a slip that can be seen; one of a later day is not known yet.
  const bool closed = of.closed != CASELOAD_DAY_NONE;
  if (closed || episodes.end[row] == kDayOpen) {
    const auto kind = closed ? FactKind::kClosure : FactKind::kClosureReason;
    const auto reason = LatestOf(kind, episodes.subject[row]);
    if (reason != kNoRow) of.closure_reason = reading_[kind].code[reason];
  }
  const std::uint8_t detail = episodes.detail[row];
  of.flags = FlagFor(detail, facts::kNoFurtherActionTaken, CASELOAD_CASE_NO_FURTHER_ACTION) |
             FlagFor(detail, facts::kTakenOn, CASELOAD_CASE_TAKEN_ON);
  return of;
}

void BackTestResident::Look::AddCases(std::uint32_t number, std::uint32_t child,
                                      rules::SubjectFacts& facts) {
  const Columns& episodes = reading_[FactKind::kEpisode];
  cases_.clear();
  for (auto row = reading_.LastEpisodeOf(child); row != kNoRow; row = reading_.EpisodeBefore(row)) {
    if (episodes.Believed(row, known_) && episodes.start[row] <= day_.as_of.days)
      cases_.push_back({row, 0});
  }
  std::sort(cases_.begin(), cases_.end(), [&](const Visible& one, const Visible& other) {
    return std::pair(episodes.start[one.row], episodes.record[one.row]) <
           std::pair(episodes.start[other.row], episodes.record[other.row]);
  });
  for (auto& visible : cases_) {
    auto& row = facts.rows.cases.emplace_back(CaseRow(visible.row));
    row.child = facts.rows.subject;
    row.id = visible.id = Add(CASELOAD_EVIDENCE_CASE, "case", episodes.record[visible.row],
                              row.referred, row.closed, facts);
    if (episodes.subject[visible.row] == number) facts.rows.case_id = row.id;
  }
}

// The day by which a conference should be held stands in a fact of its own, of the same version.
std::int32_t BackTestResident::Look::TargetOf(std::uint32_t enquiry) const {
  const Columns& enquiries = reading_[FactKind::kSection47];
  const Columns& targets = reading_[FactKind::kSection47Target];
  for (auto row = targets.LastOf(enquiries.subject[enquiry]); row != kNoRow;
       row = targets.Before(row)) {
    if (targets.known_from[row] == enquiries.known_from[enquiry]) return targets.start[row];
  }
  return CASELOAD_VALUE_NOT_RECORDED;
}

void BackTestResident::Look::FillSpan(FactKind kind, std::uint32_t row,
                                      caseload_span_row& span) const {
  const Columns& columns = reading_[kind];
  const std::uint8_t detail = columns.detail[row];
  const std::int32_t value = columns.value[row];
  // What came of it came at its end.
  const bool outcome_known = columns.end[row] == kDayOpen || columns.end[row] <= day_.as_of.days;
  const auto flag = [&](int of_fact, int of_row) {
    span.flags |= FlagFor(detail, of_fact, of_row);
  };
  switch (kind) {
    case FactKind::kAssessment:
      span.kind = CASELOAD_SPAN_ASSESSMENT;
      span.value = value;
      flag(facts::kAssessedSeen, CASELOAD_SPAN_CHILD_SEEN);
      flag(facts::kAssessedNotSeen, CASELOAD_SPAN_CHILD_NOT_SEEN);
      if (!outcome_known) return;
      flag(facts::kAssessedNoFurtherAction, CASELOAD_SPAN_NO_FURTHER_ACTION);
      return flag(facts::kAssessedFurtherAction, CASELOAD_SPAN_FURTHER_ACTION);
    case FactKind::kSection47:
      span.kind = CASELOAD_SPAN_SECTION47;
      span.value = value > day_.as_of.days ? CASELOAD_VALUE_NOT_RECORDED : value;
      span.other = TargetOf(row);
      flag(facts::kConferenceNotRequired, CASELOAD_SPAN_CONFERENCE_NOT_REQUIRED);
      flag(facts::kConferenceRequired, CASELOAD_SPAN_CONFERENCE_REQUIRED);
      if (!outcome_known) return;
      flag(facts::kEnquiredNoFurtherAction, CASELOAD_SPAN_NO_FURTHER_ACTION);
      return flag(facts::kEnquiredFurtherAction, CASELOAD_SPAN_FURTHER_ACTION);
    case FactKind::kProtectionPlan:
      span.kind = CASELOAD_SPAN_PROTECTION_PLAN;
      // Kept as one more, and a thousand stands for what cannot be a count.
      if (value > 0 && value <= 1000) span.value = value - 1;
      if (value > 1000) span.other = 1;
      flag(facts::kOtherAuthority, CASELOAD_SPAN_OTHER_AUTHORITY);
      return flag(facts::kOwnAuthority, CASELOAD_SPAN_OWN_AUTHORITY);
    case FactKind::kLookedAfter:
      span.kind = CASELOAD_SPAN_LOOKED_AFTER;
      span.value = CodeOr(columns.code[row]);
      span.other = outcome_known ? CodeOr(value) : CASELOAD_VALUE_NOT_RECORDED;
      return;
    case FactKind::kPlacement:
      span.kind = CASELOAD_SPAN_PLACEMENT;
      span.value = CodeOr(columns.code[row]);
      span.other = CodeOr(value);
      return;
    case FactKind::kMissing:
      span.kind = CASELOAD_SPAN_MISSING;
      flag(facts::kAwayUnauthorised, CASELOAD_SPAN_AWAY_UNAUTHORISED);
      return flag(facts::kWhereaboutsUnknown, CASELOAD_SPAN_WHEREABOUTS_UNKNOWN);
    case FactKind::kPreProceedings:
      span.kind = CASELOAD_SPAN_PRE_PROCEEDINGS;
      span.value = value > day_.as_of.days ? CASELOAD_VALUE_NOT_RECORDED : value;
      return;
    default:
      span.kind = CASELOAD_SPAN_CIN_PLAN;
  }
}

caseload_span_row BackTestResident::Look::SpanRow(FactKind kind, std::uint32_t row) const {
  const Columns& columns = reading_[kind];
  caseload_span_row span{};
  span.start = columns.start[row];
  span.end = EndBy(columns.end[row]);
  span.recorded = Recorded(columns, row);
  span.value = CASELOAD_VALUE_NOT_RECORDED;
  span.other = CASELOAD_VALUE_NOT_RECORDED;
  FillSpan(kind, row, span);
  return span;
}

// An entry that names several cases of the child belongs to the first of them that there is.
void BackTestResident::Look::TakeSpans(FactKind kind, const Visible& of) {
  const Columns& columns = reading_[kind];
  const std::uint32_t number = reading_[FactKind::kEpisode].subject[of.row];
  for (auto row = columns.LastOf(number); row != kNoRow; row = columns.Before(row)) {
    if (columns.start[row] > day_.as_of.days || !columns.Believed(row, known_)) continue;
    const auto same = std::find_if(spans_.begin(), spans_.end(), [&](const Lasting& other) {
      return other.kind == kind && other.record == columns.record[row];
    });
    if (same != spans_.end() && same->row < row) continue;
    Lasting& lasting = same == spans_.end() ? spans_.emplace_back() : *same;
    lasting = {SpanRow(kind, row), columns.record[row], kind, row};
    lasting.span.case_id = of.id;
  }
}

void BackTestResident::Look::AddSpans(rules::SubjectFacts& facts) {
  spans_.clear();
  for (const Visible& visible : cases_) {
    for (const FactKind kind : span_kinds_) TakeSpans(kind, visible);
  }
  std::sort(spans_.begin(), spans_.end(), [](const Lasting& one, const Lasting& other) {
    return std::pair(one.span.start, one.record) < std::pair(other.span.start, other.record);
  });
  for (auto& lasting : spans_) {
    lasting.span.id = Add(CASELOAD_EVIDENCE_SPAN, "entry", lasting.record, lasting.span.start,
                          lasting.span.end, facts);
    facts.rows.spans.push_back(lasting.span);
  }
}

bool BackTestResident::Look::Tell(std::uint32_t number, rules::SubjectFacts& facts) {
  auto& rows = facts.rows;
  rows.children.clear();
  rows.cases.clear();
  rows.spans.clear();
  // What a subject of the records may have left.
  rows.events.clear();
  rows.concerns.clear();
  rows.relations.clear();
  rows.allocations.clear();
  rows.marks.clear();
  facts.origins.clear();
  rows.as_of = day_.as_of.days;
  rows.history_complete_from =
      day_.history_complete_from ? day_.history_complete_from->days : CASELOAD_DAY_NOT_RECORDED;
  rows.given = kGroups;
  const std::uint32_t own = LatestOf(FactKind::kEpisode, number);
  if (own == kNoRow) return false;
  const std::int32_t child = reading_[FactKind::kEpisode].value[own];
  if (child < 0 || !AddChild(static_cast<std::uint32_t>(child), facts)) return false;
  rows.case_id = 0;
  AddCases(number, static_cast<std::uint32_t>(child), facts);
  if (rows.case_id == 0) return false;
  AddSpans(facts);
  return true;
}

void BackTestResident::Read(const BackTestDay& day, std::span<const std::uint32_t> cases,
                            std::span<rules::SubjectFacts> subjects,
                            std::vector<bool>& told) const {
  told.assign(cases.size(), false);
  for (std::size_t begin = 0; begin < cases.size(); begin += kCasesAtATime) {
    Look look(*this, day);
    const std::size_t end = std::min(cases.size(), begin + kCasesAtATime);
    for (std::size_t i = begin; i < end; ++i) told[i] = look.Tell(cases[i], subjects[i]);
  }
}

}  // namespace caseload::app
