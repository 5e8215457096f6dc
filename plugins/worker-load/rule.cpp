// SPDX-License-Identifier: Apache-2.0
// Worker load: work that is more than there is room for, and children whom nobody holds. It speaks
// of one worker to those who give out the work; it ranks nobody.
#include <caseload/rule.hpp>
#include <caseload/rule_clock.hpp>

#include "work.hpp"

namespace {

using namespace caseload::rule;
using namespace load;

class WorkerLoad {
 public:
  static constexpr About kAbout{
      .id = "caseload.worker-load",
      .version = "1.0.0",
      .title = "Work that is more than there is room for, and children whom nobody holds",
      .basis = "The authority's own table of points; published examples: Wirral, Slough",
      .subjects = CASELOAD_SUBJECT_WORKER | CASELOAD_SUBJECT_TEAM,
      .needs = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS |
               CASELOAD_GROUP_WORKERS | CASELOAD_GROUP_ALLOCATIONS | CASELOAD_GROUP_ABSENCES};
  static constexpr auto& kTexts = load::kTexts;
  static constexpr auto& kParameters = load::kParameters;

  explicit WorkerLoad(const Settings& set) : table_(Read(set)) {}

  void evaluate(const Facts& facts, Findings& out) const {
    if (facts.subject_kind() == CASELOAD_SUBJECT_WORKER) {
      LookAtTheWorker(facts, out);
    } else {
      LookAtTheTeam(facts, out);
    }
    LookWhoIsAway(facts, out);
    LookForLostCases(facts, out);
  }

 private:
  static bool IsAsked(const Facts& facts, const caseload_worker_row& row) {
    return facts.subject_kind() == CASELOAD_SUBJECT_WORKER ? row.id == facts.subject()
                                                           : row.team == facts.subject();
  }
  static bool InPost(const caseload_worker_row& row) { return row.end == CASELOAD_DAY_NONE; }

  // Of what a full-time worker has, rounded down.
  static int Share(int whole, const caseload_worker_row& row) {
    return whole * row.full_time_percent / 100;
  }
  int RoomOf(const caseload_worker_row& row) const {
    const bool newly = (row.flags & CASELOAD_WORKER_NEWLY_QUALIFIED) != 0;
    return Share(newly ? table_.newly_qualified : table_.full_time, row);
  }

  void LookAtTheWorker(const Facts& facts, Findings& out) const {
    for (const auto& row : facts.workers()) {
      if (!IsAsked(facts, row) || !InPost(row)) continue;
      Work work = WorkOf(facts, row.id, table_);
      AddCovered(facts, row.id, table_, work);
      if (work.cases.empty()) continue;
      Finding found{.text = kOver,
                    .measure = work.points,
                    .comparison = CASELOAD_OPERATOR_MORE,
                    .values = {static_cast<std::int64_t>(work.children.size())},
                    .evidence = {That(row)}};
      for (const auto& one : work.because) AddEvidence(found, one);
      if (row.full_time_percent == CASELOAD_VALUE_NOT_RECORDED) {
        out.Add({.text = kHoursUnknown, .measure = 1, .evidence = std::move(found.evidence)});
        continue;
      }
      LookAtChildren(row, work, found, out);
      found.threshold = RoomOf(row);
      if (work.points > found.threshold) {
        out.Add(std::move(found));
      } else {
        LookWhetherNew(row, work, found, out);
        out.Near(std::move(found));
      }
    }
  }

  void LookAtChildren(const caseload_worker_row& row, const Work& work, const Finding& found,
                      Findings& out) const {
    const int most = Share(table_.children_newly_qualified, row);
    const auto children = static_cast<int>(work.children.size());
    if ((row.flags & CASELOAD_WORKER_NEWLY_QUALIFIED) == 0 || children <= most) return;
    out.Add({.text = kTooManyChildren,
             .measure = children,
             .comparison = CASELOAD_OPERATOR_MORE,
             .threshold = most,
             .evidence = found.evidence});
  }

  // It is asked only where the answer would make a difference.
  void LookWhetherNew(const caseload_worker_row& row, const Work& work, const Finding& found,
                      Findings& out) const {
    const bool known =
        (row.flags & (CASELOAD_WORKER_NEWLY_QUALIFIED | CASELOAD_WORKER_NOT_NEWLY_QUALIFIED)) != 0;
    const int room = Share(table_.newly_qualified, row);
    if (known || work.points <= room) return;
    out.Add({.text = kNewnessUnknown,
             .measure = work.points,
             .comparison = CASELOAD_OPERATOR_MORE,
             .threshold = room,
             .evidence = found.evidence});
  }

  // The work of all against the room of all who are in post.
  void LookAtTheTeam(const Facts& facts, Findings& out) const {
    Work work;
    std::set<std::uint32_t> here;
    int room = 0;
    Finding unknown{.text = kHoursUnknown};
    int without_hours = 0;
    for (const auto& row : facts.workers()) {
      if (!IsAsked(facts, row) || !InPost(row)) continue;
      here.insert(row.id);
      if (row.full_time_percent == CASELOAD_VALUE_NOT_RECORDED) {
        ++without_hours;
        AddEvidence(unknown, That(row));
      } else {
        room += RoomOf(row);
      }
    }
    for (const auto& row : facts.allocations()) {
      const bool ours = row.worker == 0 ? row.team == facts.subject() : here.contains(row.worker);
      if (ours && Counts(facts, row)) AddWork(facts, row, table_, work);
    }
    LookForWaiting(facts, out);
    if (work.cases.empty()) return;
    if (without_hours > 0) {
      unknown.measure = without_hours;
      out.Add(std::move(unknown));
      return;
    }
    Finding found{.text = kTeamOver,
                  .measure = work.points,
                  .comparison = CASELOAD_OPERATOR_MORE,
                  .threshold = room,
                  .values = {static_cast<std::int64_t>(work.children.size())},
                  .evidence = work.because};
    work.points > room ? out.Add(std::move(found)) : out.Near(std::move(found));
  }

  // Children whom the team was given, and nobody in it.
  void LookForWaiting(const Facts& facts, Findings& out) const {
    std::set<std::uint32_t> waiting;
    std::set<std::uint32_t> unsure;
    Finding found{.text = kUnallocated, .threshold = table_.unallocated_days};
    Finding unknown{.text = kUnallocatedUnknown};
    for (const auto& row : facts.allocations()) {
      if (row.worker != 0 || row.team != facts.subject() || !Counts(facts, row)) continue;
      const bool held =
          std::any_of(facts.allocations().begin(), facts.allocations().end(), [&](const auto& one) {
            return one.case_id == row.case_id && one.worker != 0 && Counts(facts, one);
          });
      if (held) continue;
      const auto whole = facts.history_complete_from();
      const bool told = IsRecorded(row.start) && whole && *whole <= row.start;
      if (told && facts.as_of() <= row.start + table_.unallocated_days) {
        out.LookAgainOn(row.start + table_.unallocated_days + 1);
        continue;
      }
      (told ? waiting : unsure).insert(row.case_id);
      AddEvidence(told ? found : unknown, Start(row));
    }
    found.measure = static_cast<std::int64_t>(waiting.size());
    unknown.measure = static_cast<std::int64_t>(unsure.size());
    if (!waiting.empty()) out.Add(std::move(found));
    if (!unsure.empty()) out.Add(std::move(unknown));
  }

  // Workers who are absent without cover, or have left, and what they hold.
  void LookWhoIsAway(const Facts& facts, Findings& out) const {
    Away absent{.found = {.text = kAbsent, .threshold = table_.absent_days}};
    Away unknown{.found = {.text = kAbsenceUnknown}};
    Away left{.found = {.text = kLeft}};
    for (const auto& row : facts.workers()) {
      if (!IsAsked(facts, row)) continue;
      const Work work = WorkOf(facts, row.id, table_);
      if (work.cases.empty()) continue;
      if (!InPost(row)) {
        left.Add(That(row), work);
        continue;
      }
      const auto* absence = AbsenceOf(facts, row.id);
      if (absence == nullptr || absence->covered_by != 0) continue;
      if (!IsRecorded(absence->start)) {
        unknown.Add(Start(*absence), work);
      } else if (facts.as_of() > absence->start + table_.absent_days) {
        absent.Add(Start(*absence), work);
      } else {
        out.LookAgainOn(absence->start + table_.absent_days + 1);
      }
    }
    for (auto* away : {&absent, &unknown, &left}) away->Tell(out);
  }

  struct Away {
    Finding found;
    std::set<std::uint32_t> children = {};

    void Add(caseload_evidence because, const Work& work) {
      AddEvidence(found, because);
      for (const auto& row : work.because) AddEvidence(found, row);
      children.insert(work.children.begin(), work.children.end());
    }
    void Tell(Findings& out) {
      if (children.empty()) return;
      found.measure = static_cast<std::int64_t>(children.size());
      out.Add(std::move(found));
    }
  };

  static void LookForLostCases(const Facts& facts, Findings& out) {
    Finding found{.text = kCaseUnknown};
    std::int64_t lost = 0;
    for (const auto& row : facts.allocations()) {
      const bool of_team =
          facts.subject_kind() == CASELOAD_SUBJECT_TEAM && row.team == facts.subject();
      const bool of_worker =
          facts.subject_kind() == CASELOAD_SUBJECT_WORKER && row.worker == facts.subject();
      if (row.case_id != 0 || !IsOpen(row) || (!of_team && !of_worker)) continue;
      ++lost;
      AddEvidence(found, Start(row));
    }
    found.measure = lost;
    if (lost > 0) out.Add(std::move(found));
  }

  Table table_;
};

}  // namespace

CASELOAD_RULE(WorkerLoad);
