// SPDX-License-Identifier: Apache-2.0
// Drift: plans that last, enquiries and assessments that come again, nothing that changes, and
// nobody who holds the child.
#include <caseload/rule.hpp>
#include <caseload/rule_clock.hpp>

#include "holders.hpp"
#include "settings.hpp"
#include "steps.hpp"

namespace {

using namespace caseload::rule;
using namespace drift;

class Drift {
 public:
  static constexpr About kAbout{
      .id = "caseload.drift",
      .version = "1.2.0",
      .title = "Plans that last, and work that is begun again and again",
      .basis =
          "Inspections that named drift and delay; pre-proceedings under the Public Law "
          "Outline; local limits",
      .needs = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS |
               CASELOAD_GROUP_EVENTS | CASELOAD_GROUP_CONCERNS | CASELOAD_GROUP_ALLOCATIONS};
  static constexpr auto& kTexts = drift::kTexts;
  static constexpr auto& kParameters = drift::kParameters;

  explicit Drift(const Settings& set) : set_(Read(set)) {}

  void evaluate(const Case& facts, Findings& out) const {
    if (!facts.AboutACase() || facts.child().death != CASELOAD_DAY_NONE) return;
    if (!OpenOn(facts.own().referred, facts.own().closed, facts.as_of())) return;
    for (const auto& row : facts.spans()) {
      if (row.case_id != facts.own().id || row.end != CASELOAD_DAY_NONE) continue;
      if ((row.flags & CASELOAD_SPAN_OTHER_AUTHORITY) != 0) continue;
      LookAtTheLength(facts, row, out);
      if (row.kind == CASELOAD_SPAN_PROTECTION_PLAN) LookAtTheCategory(facts, row, out);
      if (IsOwnPlan(row) || IsCare(row)) LookAtTheStep(facts, FirstOf(facts, row), out);
    }
    LookForEnquiries(facts, out);
    LookForAssessments(facts, out);
    LookForContacts(facts, out);
    LookWhetherHeld(facts, out);
  }

 private:
  void LookAtTheLength(const Case& facts, const caseload_span_row& row, Findings& out) const {
    const bool plan = row.kind == CASELOAD_SPAN_PROTECTION_PLAN;
    const bool need = row.kind == CASELOAD_SPAN_CIN_PLAN;
    const bool before_court =
        row.kind == CASELOAD_SPAN_PRE_PROCEEDINGS && row.value == CASELOAD_VALUE_NOT_RECORDED;
    if (!plan && !need && !before_court) return;
    if (!IsRecorded(row.start)) {
      out.Add({.text = kStartMissing, .evidence = {Start(row)}});
    } else if (before_court) {
      Weeks(facts, row, out);
    } else if (need) {
      Months(facts, row, set_.need_months, kNeedPlanLong, out);
    } else if (facts.as_of() >= AddMonths(row.start, set_.very_long_months)) {
      Months(facts, row, set_.very_long_months, kPlanVeryLong, out);
    } else {
      out.LookAgainOn(AddMonths(row.start, set_.very_long_months));
      Months(facts, row, set_.long_months, kPlanLong, out);
    }
  }

  // From the day that ends so many months on.
  static void Months(const Case& facts, const caseload_span_row& row, int limit, std::uint32_t text,
                     Findings& out) {
    if (facts.as_of() < AddMonths(row.start, limit)) {
      out.LookAgainOn(AddMonths(row.start, limit));
      return;
    }
    const int months = WholeMonths(row.start, facts.as_of());
    out.LookAgainOn(AddMonths(row.start, months + 1));
    out.Add({.text = text,
             .measure = months,
             .comparison = CASELOAD_OPERATOR_AT_LEAST,
             .threshold = limit,
             .evidence = {Start(row)}});
  }

  void Weeks(const Case& facts, const caseload_span_row& row, Findings& out) const {
    const int weeks = (facts.as_of() - row.start) / 7;
    if (weeks < set_.court_weeks) {
      out.LookAgainOn(row.start + 7 * set_.court_weeks);
      return;
    }
    out.LookAgainOn(row.start + 7 * (weeks + 1));
    out.Add({.text = kPreProceedingsLong,
             .measure = weeks,
             .comparison = CASELOAD_OPERATOR_AT_LEAST,
             .threshold = set_.court_weeks,
             .evidence = {Start(row)}});
  }

  // Reviews at which the plan was continued since the category was last said.
  void LookAtTheCategory(const Case& facts, const caseload_span_row& plan, Findings& out) const {
    if (!IsRecorded(plan.start)) return;
    const caseload_concern_row* category = nullptr;
    for (const auto& row : facts.concerns()) {
      const bool is_category = row.basis == CASELOAD_BASIS_CATEGORY_INITIAL ||
                               row.basis == CASELOAD_BASIS_CATEGORY_LATEST;
      const bool of_plan = row.span_id == plan.id || (row.span_id == 0 && row.start >= plan.start);
      // The same category again is no change of it.
      if (!is_category || !of_plan || row.case_id != facts.own().id) continue;
      if (category == nullptr || category->code != row.code) category = &row;
    }
    Finding found{.text = kCategoryUnchanged,
                  .comparison = CASELOAD_OPERATOR_AT_LEAST,
                  .threshold = set_.reviews,
                  .evidence = {Start(plan)}};
    if (category != nullptr) found.evidence.push_back(That(*category));
    int continued = 0;
    bool unsure = false;
    for (const auto& row : facts.events()) {
      const bool of_plan = row.span_id == plan.id || (row.span_id == 0 && row.day >= plan.start);
      if (row.kind != CASELOAD_EVENT_REVIEW || row.case_id != facts.own().id || !of_plan) continue;
      if (category != nullptr && IsRecorded(row.day) && row.day < category->start) continue;
      if ((row.flags & CASELOAD_EVENT_NOT_DECIDED) != 0) continue;
      // A review after which the plan went on continued it; only its day may be unknown.
      unsure = unsure || !IsRecorded(row.day);
      continued += IsRecorded(row.day) ? 1 : 0;
      AddEvidence(found, That(row));
    }
    found.measure = continued;
    const bool known = category != nullptr && IsRecorded(category->start) && !unsure;
    if (continued >= set_.reviews) {
      if (!known) found.text = kCategoryUnknown;
      out.Add(std::move(found));
    } else if (continued > 0) {
      out.Near(std::move(found));
    }
  }

  // The spans of one kind of all cases that began within the last so many months.
  struct Recent {
    std::vector<const caseload_span_row*> rows;
    const caseload_span_row* undated = nullptr;
    const caseload_event_row* conference = nullptr;  // on an unknown day
  };
  static Recent RecentOf(const Case& facts, std::uint16_t kind, int months, Findings& out) {
    Recent recent;
    for (const auto& row : facts.spans()) {
      if (row.kind != kind) continue;
      if (!IsRecorded(row.start)) {
        recent.undated = &row;
      } else if (WithinMonths(facts, row.start, months, out)) {
        recent.rows.push_back(&row);
      }
    }
    return recent;
  }

  // What a row that is missing would change: a count short of the limit.
  struct Counting {
    std::uint32_t text;
    std::uint32_t unknown;
    int limit;
  };
  void Tell(const Case& facts, const Recent& recent, const Counting& what, Findings& out) const {
    const auto count = static_cast<int>(recent.rows.size());
    if (count == 0 && recent.undated == nullptr) return;
    Finding found{.text = what.text,
                  .measure = count,
                  .comparison = CASELOAD_OPERATOR_AT_LEAST,
                  .threshold = what.limit,
                  .values = {set_.window_months}};
    for (const auto* row : recent.rows) AddEvidence(found, Start(*row));
    if (recent.conference != nullptr) AddEvidence(found, That(*recent.conference));
    const bool whole = WholeForMonths(facts, set_.window_months, out);
    if (count >= what.limit) {
      out.Add(std::move(found));
    } else if (recent.undated != nullptr || !whole) {
      found.text = what.unknown;
      if (recent.undated != nullptr) AddEvidence(found, Start(*recent.undated));
      out.Add(std::move(found));
    } else {
      out.Near(std::move(found));
    }
  }

  void LookForEnquiries(const Case& facts, Findings& out) const {
    auto recent = RecentOf(facts, CASELOAD_SPAN_SECTION47, set_.window_months, out);
    if (recent.rows.empty() && recent.undated == nullptr) return;
    const Day first = recent.rows.empty() ? CASELOAD_DAY_NOT_RECORDED : recent.rows.front()->start;
    // A conference of the days before the history is whole may be missing.
    bool whole = IsRecorded(first) && facts.HistoryReaches(first);
    for (const auto& row : facts.events()) {
      if (row.kind != CASELOAD_EVENT_INITIAL_CONFERENCE) continue;
      if (row.day >= first && IsRecorded(row.day)) return;
      if (IsRecorded(row.day) || ClosedBy(facts, row.case_id, first)) continue;
      recent.conference = &row;
      whole = false;
    }
    for (const auto* row : recent.rows) {
      if (row->value != CASELOAD_VALUE_NOT_RECORDED) return;
    }
    Tell(facts, recent, {whole ? kEnquiries : kEnquiriesUnknown, kEnquiriesUnknown, set_.enquiries},
         out);
  }

  // What belongs to a case that was closed by the day happened before it.
  static bool ClosedBy(const Case& facts, std::uint32_t case_id, Day day) {
    return std::any_of(facts.cases().begin(), facts.cases().end(), [&](const auto& row) {
      return row.id == case_id && IsRecorded(row.closed) && row.closed <= day;
    });
  }

  // The wait for a step up, told for some time after it.
  void LookAtTheStep(const Case& facts, const caseload_span_row& step, Findings& out) const {
    if (!IsRecorded(step.start)) return;
    const auto cause = CauseOf(facts, step, set_.step_gap_days);
    if (!cause || !WithinMonths(facts, step.start, set_.window_months, out)) return;
    Finding found{.text = IsCare(step) ? kStepToCare : kStepToPlan,
                  .measure = step.start - cause->on,
                  .comparison = CASELOAD_OPERATOR_AT_LEAST,
                  .threshold = set_.step_days,
                  .values = {cause->on},
                  .evidence = {cause->row, Start(step)}};
    if (found.measure < found.threshold) {
      out.Near(std::move(found));
      return;
    }
    if (cause->unsure) {
      found.text = kStepUnknown;
      found.values.clear();
    }
    out.Add(std::move(found));
  }

  void LookForContacts(const Case& facts, Findings& out) const {
    auto occasions = OccasionsOf(facts, set_.window_months, out);
    if (occasions.days.empty()) return;
    const auto planned = PlannedSince(facts, *occasions.days.begin());
    if (planned == Planned::kYes) return;
    const auto count = static_cast<int>(occasions.days.size());
    Finding found{.text = kContacts,
                  .measure = count,
                  .comparison = CASELOAD_OPERATOR_AT_LEAST,
                  .threshold = set_.contacts,
                  .values = {set_.window_months},
                  .evidence = std::move(occasions.because)};
    // Every case has a referral; that there may be others is worth saying where one would do.
    const bool whole = WholeForMonths(facts, set_.window_months, out);
    const int missing = std::max(occasions.undated, whole ? 0 : 1);
    if (count >= set_.contacts && planned == Planned::kNo) {
      out.Add(std::move(found));
    } else if (count + missing >= set_.contacts) {
      found.text = kContactsUnknown;
      out.Add(std::move(found));
    } else {
      out.Near(std::move(found));
    }
  }

  void LookForAssessments(const Case& facts, Findings& out) const {
    const auto recent = RecentOf(facts, CASELOAD_SPAN_ASSESSMENT, set_.window_months, out);
    Tell(facts, recent, {kAssessments, kAssessmentsUnknown, set_.assessments}, out);
  }

  void LookWhetherHeld(const Case& facts, Findings& out) const {
    const bool taken_on = (facts.own().flags & CASELOAD_CASE_NO_FURTHER_ACTION) == 0;
    if (set_.unallocated_days == 0 || !taken_on || !facts.Given(CASELOAD_GROUP_ALLOCATIONS)) return;
    const auto unheld = UnheldOf(facts);
    if (!unheld) return;
    const auto days = WorkingDaysSince(facts, unheld->since);
    Finding found{.text = unheld->unsure ? kAllocationUnknown : kNobodyAllocated,
                  .measure = days.passed,
                  .comparison = CASELOAD_OPERATOR_MORE,
                  .threshold = set_.unallocated_days};
    for (const auto& row : unheld->because) AddEvidence(found, row);
    if (days.passed > set_.unallocated_days) {
      if (days.next) out.LookAgainOn(*days.next);
      out.Add(std::move(found));
      return;
    }
    const auto told_on = facts.calendar().AddWorkingDays(
        std::max(unheld->since, facts.reference().calendar_first), set_.unallocated_days + 1);
    if (told_on) out.LookAgainOn(*told_on);
    out.Near(std::move(found));
  }

  Limits set_;
};

}  // namespace

CASELOAD_RULE(Drift);
