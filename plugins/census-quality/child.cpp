// SPDX-License-Identifier: Apache-2.0
// Identifiers and characteristics of the child, most of them as marks.
#include "modules.h"

namespace census {
namespace {

using namespace caseload::rule;

constexpr int kUn1 = 291;  // not of school age
constexpr int kUn7 = 297;  // referral with no further action
constexpr int kSexInLetters = 2024;

class Child {
 public:
  Child(const Record& record, const Year& year, Said& said)
      : record_(record), year_(year), said_(said), row_(record.child()) {}

  void LookAtNumbers() {
    Tell(k1510, CASELOAD_MARK_UPN_CHECK_LETTER_WRONG);
    Tell(k1520, CASELOAD_MARK_UPN_SHARED);
    const auto* authority = Find(CASELOAD_MARK_UPN_AUTHORITY_UNKNOWN);
    const bool later = authority != nullptr && authority->value != CASELOAD_VALUE_NOT_RECORDED;
    if (authority != nullptr && !(later && authority->value <= year_.ruleset))
      said_.Add(k1530, {That(*authority)});
    Tell(k1540, CASELOAD_MARK_UPN_NOT_NUMERIC);
    Tell(k1550, CASELOAD_MARK_UPN_LAST_CHARACTER_WRONG);
    Tell(k1560Q, CASELOAD_MARK_FORMER_UPN_WRONG);
    if (year_.ruleset >= 2024) {
      Tell(k1570, CASELOAD_MARK_LOCAL_ID_TOO_LONG);
      Tell(k1580, CASELOAD_MARK_LOCAL_ID_NOT_ALPHANUMERIC);
    }
    if (Find(CASELOAD_MARK_LOCAL_ID) == nullptr) said_.Add(k8500, {That(row_)});
    Tell(k8510, CASELOAD_MARK_LOCAL_ID_SHARED);
  }

  void LookAtCharacteristics() {
    const bool known = InCodesOfTheYear(CASELOAD_MARK_SEX_RECORDED);
    const bool not_known = InCodesOfTheYear(CASELOAD_MARK_SEX_UNKNOWN);
    if (!known && !not_known) said_.Add(k4180, {That(row_)});
    const bool unborn = !IsDay(row_.birth) && IsDay(row_.expected_birth);
    if (unborn && !not_known) said_.Add(k8750, {That(row_)});
    if (Find(CASELOAD_MARK_ETHNICITY_RECORDED) == nullptr) said_.Add(k4220, {That(row_)});
    Tell(k8790, CASELOAD_MARK_DISABILITY_NONE_AND_OTHERS);
    Tell(k8794, CASELOAD_MARK_DISABILITY_REPEATED);
  }

  void LookWhyThereIsNoNumber() {
    if (Find(CASELOAD_MARK_UPN) != nullptr) return;
    const auto* why = Find(CASELOAD_MARK_UPN_UNKNOWN_REASON);
    const auto& episodes = record_.episodes();
    const bool taken_on = std::any_of(episodes.begin(), episodes.end(),
                                      [](const auto& one) { return !one.NoFurtherAction(); });
    const bool explained = why != nullptr && why->value != kUn1;
    if (taken_on && !explained && IsOfSchoolAge()) said_.Add(k8770Q, {That(row_)});
  }

  void LookWhetherNothingFollowed() {
    const auto* why = Find(CASELOAD_MARK_UPN_UNKNOWN_REASON);
    if (why == nullptr || why->value != kUn7) return;
    for (const auto& episode : record_.episodes()) {
      if (!episode.NoFurtherAction()) said_.Add(k8772, {That(*why), Referral(*episode.row)});
    }
  }

  // A record that goes on keeps the day that was expected when the child is born; the return does
  // not, so it is no fault there.
  void LookAtDays() {
    const bool born = IsDay(row_.birth);
    const bool expected = IsDay(row_.expected_birth);
    if (row_.birth != CASELOAD_DAY_NONE && row_.birth > year_.last) said_.Add(k8520, {That(row_)});
    const bool neither = !IsRecorded(row_.birth) && !IsRecorded(row_.expected_birth);
    if (neither || (born && expected && !year_.whole_record)) said_.Add(k8525Q, {That(row_)});
    const Day first = MakeDay(year_.ends, 3, 1);
    const Day last = MakeDay(year_.ends, 12, 31);
    const bool outside = row_.expected_birth < first || row_.expected_birth > last;
    if (expected && outside && !(born && year_.whole_record)) said_.Add(k8530Q, {That(row_)});
    if (Before(row_.death, row_.birth)) said_.Add(k8535Q, {That(row_)});
    if (IsDay(row_.death) && year_.Misses(row_.death)) said_.Add(k8545Q, {That(row_)});
  }

 private:
  const caseload_mark_row* Find(int kind) const {
    for (const auto& mark : record_.facts().marks()) {
      if (mark.kind == kind) return &mark;
    }
    return nullptr;
  }
  void Tell(TextOf rule, int kind) {
    if (const auto* mark = Find(kind)) said_.Add(rule, {That(*mark)});
  }
  bool InCodesOfTheYear(int kind) const {
    const auto* mark = Find(kind);
    return mark != nullptr &&
           mark->value ==
               (year_.ruleset >= kSexInLetters ? CASELOAD_SEX_SINCE_2024 : CASELOAD_SEX_UNTIL_2024);
  }
  // Until 2023/24 whoever was more than five years old; since then whoever was five on the last 31
  // August before the end of the year and not yet sixteen.
  bool IsOfSchoolAge() const {
    if (!IsDay(row_.birth)) return false;
    constexpr int kFiveYears = 60;
    if (year_.ruleset < kSexInLetters) return AddMonths(row_.birth, kFiveYears) < year_.last;
    return row_.birth <= MakeDay(year_.ends - 6, 8, 31) &&
           row_.birth > MakeDay(year_.ends - 17, 8, 31);
  }

  const Record& record_;
  const Year& year_;
  Said& said_;
  const caseload_child_row& row_;
};

}  // namespace

void LookAtChild(const Record& record, const Year& year, Said& said) {
  Child child(record, year, said);
  if (record.facts().Given(CASELOAD_GROUP_MARKS)) {
    child.LookAtNumbers();
    child.LookAtCharacteristics();
    child.LookWhyThereIsNoNumber();
    child.LookWhetherNothingFollowed();
  }
  child.LookAtDays();
  if (record.facts().cases().empty()) said.Add(k8590, {That(record.child())});
}

}  // namespace census
