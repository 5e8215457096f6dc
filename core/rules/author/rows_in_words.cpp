// SPDX-License-Identifier: Apache-2.0
#include "rules/author/rows_in_words.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <span>

#include "base/date.h"

namespace caseload::rules {
namespace {

// A number of the contract and what it stands for.
struct Named {
  std::uint32_t number;
  const char* words;
};

constexpr std::array kGroups{
    Named{CASELOAD_GROUP_CHILDREN, "children"}, Named{CASELOAD_GROUP_CASES, "cases"},
    Named{CASELOAD_GROUP_SPANS, "spans"},       Named{CASELOAD_GROUP_EVENTS, "events"},
    Named{CASELOAD_GROUP_CONCERNS, "concerns"}, Named{CASELOAD_GROUP_RELATIONS, "relations"},
    Named{CASELOAD_GROUP_WORKERS, "workers"},   Named{CASELOAD_GROUP_ALLOCATIONS, "allocations"},
    Named{CASELOAD_GROUP_ABSENCES, "absences"}, Named{CASELOAD_GROUP_MARKS, "marks"},
    Named{CASELOAD_GROUP_TALLIES, "tallies"}};

constexpr std::array kSpans{
    "span of no known kind", "assessment",          "section 47 enquiry", "child in need plan",
    "child protection plan", "looked-after period", "placement",          "missing episode",
    "pre-proceedings"};
constexpr std::array kEvents{"event of no known kind",
                             "contact",
                             "strategy discussion",
                             "initial conference",
                             "review",
                             "core group",
                             "visit",
                             "supervision",
                             "decision"};
constexpr std::array kRelations{"link of no known kind", "sibling", "parent", "carer",
                                "lives with the child",  "other"};
constexpr std::array kRelationFacts{
    "",    "linked", "has a case", "on a protection plan", "section 47 enquiry", "looked after",
    "died"};
constexpr std::array kBases{"no known basis",   "need",         "factor", "category, initial",
                            "category, latest", "worker's note"};
constexpr std::array kVisits{"", "under cin", "under cp", "under cla", "under other"};

constexpr std::array kCaseFlags{Named{CASELOAD_CASE_NO_FURTHER_ACTION, "no further action"},
                                Named{CASELOAD_CASE_TAKEN_ON, "taken on"}};
constexpr std::array kSpanFlags{
    Named{CASELOAD_SPAN_NO_FURTHER_ACTION, "no further action"},
    Named{CASELOAD_SPAN_FURTHER_ACTION, "further action"},
    Named{CASELOAD_SPAN_CHILD_SEEN, "child seen"},
    Named{CASELOAD_SPAN_CHILD_NOT_SEEN, "child not seen"},
    Named{CASELOAD_SPAN_CONFERENCE_NOT_REQUIRED, "conference not required"},
    Named{CASELOAD_SPAN_CONFERENCE_REQUIRED, "conference required"},
    Named{CASELOAD_SPAN_OTHER_AUTHORITY, "another authority's"},
    Named{CASELOAD_SPAN_OWN_AUTHORITY, "this authority's"},
    Named{CASELOAD_SPAN_AWAY_UNAUTHORISED, "away without authorisation"},
    Named{CASELOAD_SPAN_WHEREABOUTS_UNKNOWN, "whereabouts unknown"}};
constexpr std::array kEventFlags{
    Named{CASELOAD_EVENT_SEEN, "child seen"},
    Named{CASELOAD_EVENT_NOT_SEEN, "child not seen"},
    Named{CASELOAD_EVENT_SEEN_ALONE, "seen alone"},
    Named{CASELOAD_EVENT_NOT_SEEN_ALONE, "not seen alone"},
    Named{CASELOAD_EVENT_BEDROOM_SEEN, "bedroom seen"},
    Named{CASELOAD_EVENT_BEDROOM_NOT_SEEN, "bedroom not seen"},
    Named{CASELOAD_EVENT_DECIDED, "decided"},
    Named{CASELOAD_EVENT_NOT_DECIDED, "not decided"},
    Named{CASELOAD_EVENT_QUORATE, "quorate"},
    Named{CASELOAD_EVENT_NOT_QUORATE, "not quorate"},
    Named{CASELOAD_EVENT_TRANSFER_IN, "moved in with a plan"},
    Named{CASELOAD_EVENT_NOT_TRANSFER_IN, "did not move in with a plan"}};
constexpr std::array kConcernFlags{Named{CASELOAD_CONCERN_ABOUT_ANOTHER, "about another"},
                                   Named{CASELOAD_CONCERN_REPEATED, "said before"}};
constexpr std::array kWorkerFlags{Named{CASELOAD_WORKER_NEWLY_QUALIFIED, "newly qualified"},
                                  Named{CASELOAD_WORKER_NOT_NEWLY_QUALIFIED, "not newly qualified"},
                                  Named{CASELOAD_WORKER_AGENCY, "agency"},
                                  Named{CASELOAD_WORKER_NOT_AGENCY, "not agency"}};

template <std::size_t kCount>
std::string NameOf(const std::array<const char*, kCount>& names, std::size_t number) {
  return names[number < kCount ? number : 0];
}

std::string Day(caseload_day day) {
  if (day == CASELOAD_DAY_NOT_RECORDED) return "a day not recorded";
  return FormatDate({day});
}

// A line as it is put together.
class Line {
 public:
  explicit Line(const SubjectFacts& facts, const CodeNumbers& numbers)
      : facts_(facts), numbers_(numbers) {}

  void Say(const std::string& what) { said_ += (said_.empty() ? "" : ", ") + what; }
  // Nothing of a day there is none of.
  void On(const std::string& what, caseload_day day) {
    if (day != CASELOAD_DAY_NONE) Say(what + " " + Day(day));
  }
  void Number(const std::string& what, std::int32_t value) {
    if (value != CASELOAD_VALUE_NOT_RECORDED) Say(what + " " + std::to_string(value));
  }
  void OnValue(const std::string& what, std::int32_t value) {
    if (value != CASELOAD_VALUE_NOT_RECORDED) Say(what + " " + Day(value));
  }
  void Flags(std::span<const Named> named, std::uint32_t flags) {
    for (const auto& one : named) {
      if ((flags & one.number) != 0) Say(one.words);
    }
  }
  void In(const std::string& what, std::uint32_t row) {
    if (row != 0) Say(what + " " + RecordOf(row));
  }
  std::string CoreLabel(std::uint16_t core) const {
    const auto label = core != 0 && numbers_.core_label ? numbers_.core_label(core) : std::string();
    return label.empty() ? "" : " (" + label + ")";
  }
  std::string RecordOf(std::uint32_t row) const {
    if (row == 0 || row > facts_.origins.size()) return "?";
    return facts_.origins[row - 1].id;
  }
  // Where no workers are handed over it is a number and no row.
  std::string WorkerOf(std::uint32_t worker) const {
    const bool is_row = (facts_.rows.given & CASELOAD_GROUP_WORKERS) != 0;
    return is_row ? RecordOf(worker) : "worker " + std::to_string(worker);
  }
  std::string Finish(std::uint32_t row) const {
    const bool known = row != 0 && row <= facts_.origins.size();
    const std::string name = known ? facts_.origins[row - 1].kind + " " + RecordOf(row) : "?";
    return "  " + name + std::string(name.size() < 24 ? 24 - name.size() : 1, ' ') + said_;
  }

 private:
  const SubjectFacts& facts_;
  const CodeNumbers& numbers_;
  std::string said_;
};

void Tell(const caseload_child_row& row, Line& line) {
  if (row.birth == CASELOAD_DAY_NONE) line.Say("not born yet");
  if (row.birth != CASELOAD_DAY_NONE) line.On("born", row.birth);
  if (row.expected_birth != CASELOAD_DAY_NOT_RECORDED) line.On("expected", row.expected_birth);
  line.On("died", row.death);
}

void Tell(const caseload_case_row& row, Line& line) {
  line.On("referred", row.referred);
  if (row.closed == CASELOAD_DAY_NONE) line.Say("open");
  line.On("closed", row.closed);
  line.Flags(kCaseFlags, row.flags);
  line.In("of", row.child);
}

void Tell(const caseload_span_row& row, Line& line) {
  line.Say(NameOf(kSpans, row.kind));
  line.In("in", row.case_id);
  line.On("from", row.start);
  line.On("until", row.end);
  line.Flags(kSpanFlags, row.flags);
  switch (row.kind) {
    case CASELOAD_SPAN_ASSESSMENT:
      return line.OnValue("reviewed", row.value);
    case CASELOAD_SPAN_SECTION47:
      line.OnValue("conference", row.value);
      return line.OnValue("conference by", row.other);
    case CASELOAD_SPAN_PRE_PROCEEDINGS:
      return line.OnValue("application", row.value);
    case CASELOAD_SPAN_PROTECTION_PLAN:
      return line.Number("plans before:", row.value);
    default:
      line.Number("value", row.value);
      return line.Number("other", row.other);
  }
}

void Tell(const caseload_event_row& row, Line& line) {
  line.Say(NameOf(kEvents, row.kind));
  if (row.kind == CASELOAD_EVENT_VISIT && row.code != 0) {
    const auto under = NameOf(kVisits, row.code);
    line.Say(under.empty() ? "under what is not known" : under);
  }
  line.In("in", row.case_id);
  line.On("on", row.day);
  if (row.due != CASELOAD_DAY_NOT_RECORDED) line.On("due", row.due);
  line.Flags(kEventFlags, row.flags);
  line.In("of", row.span_id);
  line.In("worker", row.worker);
}

void Tell(const caseload_concern_row& row, Line& line) {
  line.Say(NameOf(kBases, row.basis));
  line.Say("code " + std::to_string(row.code) + line.CoreLabel(row.core_code));
  line.In("in", row.case_id);
  line.On("on", row.start);
  line.On("until", row.end);
  line.Flags(kConcernFlags, row.flags);
  line.In("with", row.span_id);
}

void Tell(const caseload_relation_row& row, Line& line) {
  line.Say(NameOf(kRelations, row.kind));
  line.Say(NameOf(kRelationFacts, row.fact));
  if (row.start != CASELOAD_DAY_NOT_RECORDED) line.On("from", row.start);
  line.On("until", row.end);
  line.On("since", row.since);
  line.On("ended", row.until);
  if (row.fact == CASELOAD_RELATION_IS_LINKED) line.Number("other families:", row.value);
}

void Tell(const caseload_worker_row& row, Line& line) {
  line.On("in post from", row.start);
  line.On("until", row.end);
  line.Number("per cent of full time:", row.full_time_percent);
  line.Flags(kWorkerFlags, row.flags);
}

void Tell(const caseload_allocation_row& row, Line& line) {
  line.In("case", row.case_id);
  line.Say(row.worker == 0 ? "to a team and nobody in it" : "to " + line.WorkerOf(row.worker));
  line.On("from", row.start);
  line.On("until", row.end);
  if (row.kind == CASELOAD_ALLOCATION_OTHER) line.Say("as another worker");
}

void Tell(const caseload_absence_row& row, Line& line) {
  line.In("of", row.worker);
  line.On("from", row.start);
  line.On("until", row.end);
  line.In("covered by", row.covered_by);
  if (row.kind == CASELOAD_ABSENCE_SICKNESS) line.Say("sickness");
}

void Tell(const caseload_mark_row& row, Line& line) {
  line.Say("mark " + std::to_string(row.kind));
  line.Number("value", row.value);
}

void Tell(const caseload_tally_row& row, Line& line) {
  line.Say("tally " + std::to_string(row.kind) + ": " + std::to_string(row.count));
}

std::string GroupsInWords(std::uint32_t groups) {
  std::string words;
  for (const auto& group : kGroups) {
    if ((groups & group.number) != 0)
      words += (words.empty() ? "" : ", ") + std::string(group.words);
  }
  return words;
}

}  // namespace

void PrintRows(const SubjectFacts& facts, std::uint32_t groups_needed, const CodeNumbers& numbers,
               std::ostream& out) {
  std::uint32_t none = 0;
  EachGroup(facts.rows, [&](std::uint32_t group, const auto& rows) {
    if ((facts.rows.given & groups_needed & group) == 0) return;
    if (rows.empty()) none |= group;
    for (const auto& row : rows) {
      Line line(facts, numbers);
      Tell(row, line);
      out << line.Finish(row.id) << "\n";
    }
  });
  if (none != 0) out << "  none: " << GroupsInWords(none) << "\n";
  if (const auto not_given = groups_needed & ~facts.rows.given; not_given != 0)
    out << "  not looked up: " << GroupsInWords(not_given) << "\n";
  if (const auto not_asked = facts.rows.given & ~groups_needed; not_asked != 0)
    out << "  not asked for: " << GroupsInWords(not_asked) << "\n";
}

}  // namespace caseload::rules
