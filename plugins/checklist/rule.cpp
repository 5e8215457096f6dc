// SPDX-License-Identifier: Apache-2.0
// Checklist: numbered items, each answered yes, no or not known. Speaks at a threshold, or when a
// worker judges so, or when incidents escalate. The worked example for authors of rules.
#include <caseload/rule.hpp>
#include <caseload/rule_clock.hpp>

#include "settings.hpp"

namespace {

using namespace caseload::rule;
using namespace checklist;

class Checklist {
 public:
  static constexpr About kAbout{
      .id = "caseload.checklist",
      .version = "1.0.0",
      .title = "A checklist of up to 24 items, a judgement, or repeated incidents",
      .basis =
          "Practice of domestic abuse checklists: a count, or professional judgement, or "
          "escalation",
      // No more than it reads: what is not asked for is not given.
      .needs = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_CONCERNS};
  static constexpr auto& kTexts = checklist::kTexts;
  static constexpr auto& kParameters = checklist::kParameters;

  explicit Checklist(const Settings& set)
      : threshold_(set.Int(kThreshold)),
        medium_(set.Int(kMediumThreshold)),
        judgement_(set.Int(kJudgementConcern)),
        incident_(set.Int(kIncidentConcern)),
        incidents_(set.Int(kIncidents)),
        months_(set.Int(kIncidentMonths)) {
    for (std::uint32_t slot = 0; slot < kSlots; ++slot) {
      if (const int concern = set.Int(slot); concern != 0) slots_.push_back(concern);
    }
  }

  void evaluate(const Case& facts, Findings& out) const {
    if (!facts.AboutACase() || facts.child().death != CASELOAD_DAY_NONE) return;
    if (!OpenOn(facts.own().referred, facts.own().closed, facts.as_of())) return;
    CountItems(facts, out);
    LookForJudgement(facts, out);
    LookForEscalation(facts, out);
  }

 private:
  // Nobody asserted it: that is not known, which is not a no. A no is a concern that somebody
  // asserted and ended.
  enum class Answer : std::uint8_t { kUnknown, kNo, kYes };

  static Answer AnswerOf(const Case& facts, int concern, Finding& found) {
    Answer answer = Answer::kUnknown;
    for (const auto& row : facts.concerns()) {
      if (row.core_code != concern || row.case_id != facts.own().id) continue;
      AddEvidence(found, That(row));
      if (row.end == CASELOAD_DAY_NONE) {
        answer = Answer::kYes;
      } else if (answer == Answer::kUnknown) {
        answer = Answer::kNo;
      }
    }
    return answer;
  }

  void CountItems(const Case& facts, Findings& out) const {
    Finding found{.comparison = CASELOAD_OPERATOR_AT_LEAST, .evidence = {Referral(facts.own())}};
    int yes = 0;
    int unknown = 0;
    for (const int concern : slots_) {
      const Answer answer = AnswerOf(facts, concern, found);
      yes += answer == Answer::kYes ? 1 : 0;
      unknown += answer == Answer::kUnknown ? 1 : 0;
    }
    // A checklist of which nothing is answered was not filled in; nobody is told to do so.
    if (unknown == static_cast<int>(slots_.size())) return;
    found.measure = yes;
    found.threshold = threshold_;
    found.values = {unknown};
    const bool may_be_high = yes < threshold_ && yes + unknown >= threshold_;
    if (yes >= threshold_) {
      out.Add(std::move(found));
      return;
    }
    Finding gap{.text = kUnknown,
                .measure = yes + unknown,
                .comparison = CASELOAD_OPERATOR_AT_LEAST,
                .threshold = threshold_,
                .values = {yes, unknown},
                .evidence = found.evidence};
    if (yes >= medium_) {
      found.text = kMedium;
      found.threshold = medium_;
      out.Add(std::move(found));
    } else {
      out.Near(std::move(found));  // what somebody reads who asks why the rule was silent
    }
    if (may_be_high) out.Add(std::move(gap));
  }

  void LookForJudgement(const Case& facts, Findings& out) const {
    if (judgement_ == 0) return;
    for (const auto& row : facts.concerns()) {
      const bool judged = row.core_code == judgement_ && row.basis == CASELOAD_BASIS_WORKER &&
                          row.case_id == facts.own().id && row.end == CASELOAD_DAY_NONE;
      if (!judged) continue;
      out.Add({.text = kJudgement, .evidence = {That(row)}});
      return;
    }
  }

  // In all of the child's cases: what happened before the last closure happened.
  void LookForEscalation(const Case& facts, Findings& out) const {
    if (incident_ == 0) return;
    Finding found{.text = kEscalation,
                  .comparison = CASELOAD_OPERATOR_AT_LEAST,
                  .threshold = incidents_,
                  .values = {months_}};
    std::int64_t count = 0;
    bool undated = false;
    Day last = CASELOAD_DAY_NOT_RECORDED;
    for (const auto& row : facts.concerns()) {
      if (row.core_code != incident_) continue;
      if (!IsRecorded(row.start)) {
        undated = true;
      } else if (!WithinMonths(facts, row.start, months_, out)) {
        continue;
      } else if (row.start != last) {  // several rows of one day are one incident
        last = row.start;
        ++count;
      }
      AddEvidence(found, That(row));
    }
    found.measure = count;
    if (count >= incidents_) {
      out.Add(std::move(found));
    } else if (undated) {
      found.text = kIncidentDayMissing;
      out.Add(std::move(found));
    } else if (count > 0) {
      out.Near(std::move(found));
    }
  }

  std::vector<int> slots_;
  int threshold_;
  int medium_;
  int judgement_;
  int incident_;
  int incidents_;
  int months_;
};

}  // namespace

CASELOAD_RULE(Checklist);
