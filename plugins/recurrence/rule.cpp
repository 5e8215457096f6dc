// SPDX-License-Identifier: Apache-2.0
// Recurrence: a child referred again, or on a child protection plan again. A prompt to read what
// happened before.
#include <caseload/rule.hpp>

namespace {

using namespace caseload::rule;

class Recurrence {
 public:
  static constexpr About kAbout{
      .id = "caseload.recurrence",
      .version = "1.0.0",
      .title = "Referred again, or on a child protection plan again",
      .basis =
          "DfE, Characteristics of children in need: re-referrals within "
          "12 months, second or subsequent plans",
      .needs = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS};
  enum TextOf : std::uint32_t {
    kReReferral,
    kReReferralUnknown,
    kReferralDayMissing,
    kRepeatPlan,
    kPreviousPlan,
    kPreviousPlansNotHeld,
    kPreviousPlanUnknown,
    kPlanStartMissing,
  };
  static constexpr std::array kTexts{
      Text("RE_REFERRAL", CASELOAD_KIND_PROMPT,
           "Referred again {measure} days after the previous referral (looked back {threshold} "
           "days)",
           "days"),
      Text("RE_REFERRAL_UNKNOWN", CASELOAD_KIND_DATA_GAP,
           "Cannot tell whether this is a re-referral: the history may not be complete for the "
           "{threshold} months before it",
           "months"),
      Text("REFERRAL_DAY_MISSING", CASELOAD_KIND_DATA_GAP,
           "Cannot tell whether this is a re-referral: the day of a referral is not recorded", ""),
      Text("REPEAT_PLAN", CASELOAD_KIND_PROMPT,
           "Child protection plan {measure} days after the previous plan ended (looked back "
           "{threshold} days)",
           "days"),
      Text("PREVIOUS_PLAN", CASELOAD_KIND_PROMPT,
           "Child protection plan after earlier plans: {measure}", "plans"),
      Text("PREVIOUS_PLANS_NOT_HELD", CASELOAD_KIND_DATA_GAP,
           "Earlier child protection plans counted: {measure}; held in the record: {threshold}",
           "plans"),
      Text("PREVIOUS_PLAN_UNKNOWN", CASELOAD_KIND_DATA_GAP,
           "Cannot tell whether the child had an earlier child protection plan: the history may "
           "not be complete",
           ""),
      Text("PLAN_START_MISSING", CASELOAD_KIND_DATA_GAP,
           "Cannot tell whether a child protection plan is a repeat: the day one began is not "
           "recorded",
           "")};

  enum ParameterOf : std::uint32_t { kReferralMonths, kPlanMonths };
  static constexpr std::array kParameters{
      Parameter({.name = "referral_months",
                 .title = "How long after a referral another one is a re-referral",
                 .unit = "months",
                 .basis = "DfE, Characteristics of children in need, table c1"},
                12, 1, 60),
      Parameter({.name = "plan_months",
                 .title = "How long after the end of a plan another one is a repeat",
                 .unit = "months",
                 .basis = "DfE, Characteristics of children in need, table d3"},
                24, 1, 240)};

  explicit Recurrence(const Settings& set)
      : referral_months_(set.Int(kReferralMonths)), plan_months_(set.Int(kPlanMonths)) {}

  void evaluate(const Case& facts, Findings& out) const {
    LookForEarlierReferral(facts, out);
    LookForEarlierPlan(facts, out);
  }

 private:
  // DfE compares the dates of referrals, whatever became of the earlier one. A second referral on
  // the same day is the same occasion told twice.
  void LookForEarlierReferral(const Case& facts, Findings& out) const {
    const auto& own = facts.own();
    if (!IsRecorded(own.referred)) {
      out.Add({.text = kReferralDayMissing, .evidence = {Referral(own)}});
      return;
    }
    const caseload_case_row* previous = nullptr;
    const caseload_case_row* undated = nullptr;
    for (const auto& row : facts.cases()) {
      if (row.id == own.id) continue;
      if (!IsRecorded(row.referred)) {
        undated = &row;
      } else if (row.referred < own.referred) {
        previous = &row;  // rows come by day: the last one is the latest
      }
    }
    if (previous != nullptr && own.referred <= AddMonths(previous->referred, referral_months_)) {
      Finding found{
          .text = kReReferral,
          .measure = own.referred - previous->referred,
          .threshold = AddMonths(previous->referred, referral_months_) - previous->referred,
          .evidence = {Referral(*previous), Referral(own)}};
      if (Known(previous->closed)) found.evidence.push_back(Closure(*previous));
      out.Add(std::move(found));
    } else if (undated != nullptr) {
      out.Add({.text = kReferralDayMissing, .evidence = {Referral(*undated), Referral(own)}});
    } else if (!facts.HistoryReaches(AddMonths(own.referred, -referral_months_))) {
      out.Add(
          {.text = kReReferralUnknown, .threshold = referral_months_, .evidence = {Referral(own)}});
    }
  }

  using Plans = std::vector<const caseload_span_row*>;

  // The child's plans by day. A temporary stay on another authority's plan is not a plan of the
  // child's own history in the census, and is left out.
  static Plans PlansOf(const Case& facts) {
    Plans plans;
    for (const auto& row : facts.spans()) {
      const bool own = (row.flags & CASELOAD_SPAN_OTHER_AUTHORITY) == 0;
      if (row.kind == CASELOAD_SPAN_PROTECTION_PLAN && own) plans.push_back(&row);
    }
    return plans;
  }

  // Speaks of the latest plan of the case.
  void LookForEarlierPlan(const Case& facts, Findings& out) const {
    Plans plans = PlansOf(facts);
    const auto in_own_case = [&](const auto* row) { return row->case_id == facts.own().id; };
    const auto latest = std::find_if(plans.rbegin(), plans.rend(), in_own_case);
    if (latest == plans.rend()) return;
    const caseload_span_row& plan = **latest;
    if (!IsRecorded(plan.start)) {
      out.Add({.text = kPlanStartMissing, .evidence = {Start(plan)}});
      return;
    }
    // What had ended by then began before, on whatever day.
    const auto is_earlier = [&](const auto* row) {
      return IsRecorded(row->start) ? row->start < plan.start
                                    : IsRecorded(row->end) && row->end <= plan.start;
    };
    for (const auto* row : plans) {
      if (IsRecorded(row->start) || is_earlier(row)) continue;
      out.Add({.text = kPlanStartMissing, .evidence = {Start(*row), Start(plan)}});
    }
    std::erase_if(plans, [&](const auto* row) { return !is_earlier(row); });
    if (!RepeatedSoon(plan, plans, out)) SayWhetherEver(facts, plan, plans, out);
    SayWhatIsNotHeld(plan, plans, out);
  }

  static void SayWhetherEver(const Case& facts, const caseload_span_row& plan, const Plans& earlier,
                             Findings& out) {
    const bool counted = plan.value != CASELOAD_VALUE_NOT_RECORDED;
    const auto number =
        std::max<std::int64_t>(static_cast<std::int64_t>(earlier.size()), counted ? plan.value : 0);
    if (number > 0) {
      Finding found{.text = kPreviousPlan, .measure = number, .evidence = {Start(plan)}};
      for (const auto* row : earlier) AddWhole(*row, found);
      out.Add(std::move(found));
    } else if (!counted && !facts.HistoryReaches(kLongAgo)) {
      out.Add({.text = kPreviousPlanUnknown, .evidence = {Start(plan)}});
    }
  }

  // Whether the plan began soon after the end of the last of the earlier ones, and says so.
  bool RepeatedSoon(const caseload_span_row& plan, const Plans& earlier, Findings& out) const {
    const caseload_span_row* last = nullptr;
    for (const auto* row : earlier) {
      if (!Known(row->end)) continue;
      if (last == nullptr || row->end > last->end) last = row;
    }
    if (last == nullptr || plan.start > AddMonths(last->end, plan_months_)) return false;
    out.Add({.text = kRepeatPlan,
             .measure = std::max(0, plan.start - last->end),  // plans that overlap in the record
             .threshold = AddMonths(last->end, plan_months_) - last->end,
             .evidence = {Start(*last), End(*last), Start(plan)}});
    return true;
  }

  // The count was written down with the plan; the plans it counts were lost, or belong to another
  // authority.
  static void SayWhatIsNotHeld(const caseload_span_row& plan, const Plans& held, Findings& out) {
    const auto number = static_cast<std::int64_t>(held.size());
    if (plan.value == CASELOAD_VALUE_NOT_RECORDED || plan.value <= number) return;
    out.Add({.text = kPreviousPlansNotHeld,
             .measure = plan.value,
             .threshold = number,
             .evidence = {Start(plan)}});
  }

  static void AddWhole(const caseload_span_row& row, Finding& found) {
    if (found.evidence.size() + 2 > CASELOAD_MOST_EVIDENCE) return;
    found.evidence.push_back(Start(row));
    if (Known(row.end)) found.evidence.push_back(End(row));
  }

  static constexpr Day kLongAgo = MakeDay(1900, 1, 1);
  int referral_months_;
  int plan_months_;
};

}  // namespace

CASELOAD_RULE(Recurrence);
