// SPDX-License-Identifier: Apache-2.0
#include "app/worker_subject.h"

#include <set>

#include "app/links.h"
#include "rules/entry_facts.h"

namespace caseload::app {
namespace {

using store::Field;

// All ids under the field, or TOO_LARGE: of what is too much for a rule none is left out silently.
Result<std::vector<std::string>> AllOrTooLarge(const Desk& desk, Field field,
                                               const std::string& value) {
  store::FindQuery query;
  query.field = field;
  query.value = value;
  query.limit = rules::kRowsPerSubject + 1;
  auto terms = desk.reader().Find(query);
  if (!terms) return terms.error();
  if (terms->size() > rules::kRowsPerSubject)
    return Error{v1::ERROR_REASON_TOO_LARGE, "the caseload is too large for a rule"};
  std::vector<std::string> ids;
  for (auto& term : *terms) ids.push_back(std::move(term.target));
  return ids;
}

bool Runs(const std::string& until_on, Date as_of) {
  return rules::EndBy(until_on, as_of) == CASELOAD_DAY_NONE;
}

// Gathers the records of one subject, each once.
class Gathering {
 public:
  Gathering(const Desk& desk, const Then& then, Date as_of)
      : desk_(desk), then_(then), as_of_(as_of) {}

  rules::WorkerSubject& subject() { return subject_; }

  // Somebody whose post is shown, and nothing else.
  Outcome AddWorker(const std::string& id) { return Add(id, subject_.workers); }
  Outcome AddWorkOf(const std::string& worker_id) {
    if (auto failed = AddAllocations(Field::kAllocationOfWorker, worker_id); !failed) return failed;
    if (auto failed = AddUnder(Field::kAbsenceOfWorker, worker_id, subject_.absences); !failed)
      return failed;
    return AddUnder(Field::kSupervisionOfWorker, worker_id, subject_.entries);
  }
  Outcome AddAllocations(Field field, const std::string& value) {
    return AddUnder(field, value, subject_.allocations);
  }

  // What the worker holds for others while these are away.
  Outcome AddCovered(const std::string& worker_id) {
    const std::size_t before = subject_.absences.size();
    if (auto failed = AddUnder(Field::kAbsenceCoveredBy, worker_id, subject_.absences); !failed)
      return failed;
    for (std::size_t i = before; i < subject_.absences.size(); ++i) {
      const v1::Absence absence = subject_.absences[i];
      if (auto failed = AddWorker(absence.worker_id()); !failed) return failed;
      if (!Runs(absence.until_on(), as_of_)) continue;
      if (auto failed = AddAllocations(Field::kAllocationOfWorker, absence.worker_id()); !failed)
        return failed;
    }
    return Nothing{};
  }

  // Children whom the team was given and nobody in it: somebody elsewhere may hold them.
  Outcome AddHoldersOfWaiting() {
    std::set<std::string> cases;
    for (const auto& one : subject_.allocations) {
      if (one.worker_id().empty() && Runs(one.until_on(), as_of_)) cases.insert(one.case_id());
    }
    cases.erase("");
    for (const auto& id : cases) {
      if (auto failed = AddAllocations(Field::kAllocationOfCase, id); !failed) return failed;
    }
    return Nothing{};
  }

  // Whoever covers, and whoever holds what is shown: without a row of their own it would look as if
  // there were nobody.
  Outcome AddThoseNamed() {
    std::set<std::string> named;
    for (const auto& one : subject_.absences) named.insert(one.covered_by_worker_id());
    for (const auto& one : subject_.allocations) {
      if (Runs(one.until_on(), as_of_)) named.insert(one.worker_id());
    }
    named.erase("");
    for (const auto& id : named) {
      if (auto failed = AddWorker(id); !failed) return failed;
    }
    return Nothing{};
  }

  Outcome AddCases() {
    std::set<std::string> cases;
    for (const auto& one : subject_.allocations) {
      if (!Runs(one.until_on(), as_of_)) continue;
      if (!one.case_id().empty()) {
        cases.insert(one.case_id());
        continue;
      }
      auto of_child = AllOrTooLarge(desk_, Field::kCaseOfChild, one.child_id());
      if (!of_child) return of_child.error();
      cases.insert(of_child->begin(), of_child->end());
    }
    auto read = ReadCases(desk_, cases, then_, as_of_);
    if (!read) return read.error();
    for (auto& entry : read->entries) {
      if (seen_.insert(entry.entry_id()).second) subject_.entries.push_back(std::move(entry));
    }
    for (const auto& one : read->cases) {
      if (auto failed = Add(one.child_id(), subject_.children); !failed) return failed;
    }
    subject_.cases = std::move(read->cases);
    return Nothing{};
  }

 private:
  // A link that leads nowhere is a fault of the record, and no reason to say nothing.
  template <class Message>
  Outcome Add(const std::string& id, std::vector<Message>& to) {
    if (!seen_.insert(id).second) return Nothing{};
    auto known = KnownThen<Message>(desk_, id, then_, "worker_id");
    if (!known && known.error().reason == v1::ERROR_REASON_NOT_FOUND) return Nothing{};
    if (!known) return known.error();
    if (!*known) return Nothing{};
    auto stood = Stood(**std::move(known));
    if (!stood) return Nothing{};
    to.push_back(*std::move(stood));
    if (seen_.size() <= rules::kRowsPerSubject) return Nothing{};
    return Error{v1::ERROR_REASON_TOO_LARGE, "the caseload is too large for a rule"};
  }
  template <class Message>
  Outcome AddUnder(Field field, const std::string& value, std::vector<Message>& to) {
    auto ids = AllOrTooLarge(desk_, field, value);
    if (!ids) return ids.error();
    for (const auto& id : *ids) {
      if (auto failed = Add(id, to); !failed) return failed;
    }
    return Nothing{};
  }
  template <class Message>
  std::optional<Message> Stood(Message message) const {
    return message;
  }
  std::optional<v1::Allocation> Stood(v1::Allocation allocation) const {
    return InOneWord(std::move(allocation));
  }
  std::optional<v1::Entry> Stood(v1::Entry entry) const {
    return record::AsOf(std::move(entry), as_of_);
  }

  const Desk& desk_;
  const Then& then_;
  const Date as_of_;
  rules::WorkerSubject subject_;
  std::set<std::string> seen_;
};

// Who was in the team then: the post is a plain field, so whoever has left it since is found only
// by looking at everybody.
Result<std::vector<std::string>> WorkersOf(const Desk& desk, const std::string& team_id,
                                           const Then& then) {
  auto everybody = AllOrTooLarge(desk, Field::kOfKind, "worker");
  if (!everybody) return everybody.error();
  std::vector<std::string> in_it;
  for (const auto& id : *everybody) {
    auto worker = KnownThen<v1::Worker>(desk, id, then, "worker_id");
    if (!worker) return worker.error();
    if (*worker && (*worker)->team_id() == team_id) in_it.push_back(id);
  }
  return in_it;
}

}  // namespace

Result<rules::WorkerSubject> ReadWorkerSubject(const Desk& desk, const std::string& worker_id,
                                               const Then& then, Date as_of) {
  auto asked = ReadMessage<v1::Worker>(desk, worker_id, then, "worker_id");
  if (!asked) return asked.error();
  Gathering gathering(desk, then, as_of);
  gathering.subject().worker_id = worker_id;
  if (auto failed = gathering.AddWorker(worker_id); !failed) return failed.error();
  if (auto failed = gathering.AddWorkOf(worker_id); !failed) return failed.error();
  if (auto failed = gathering.AddCovered(worker_id); !failed) return failed.error();
  if (auto failed = gathering.AddThoseNamed(); !failed) return failed.error();
  if (auto failed = gathering.AddCases(); !failed) return failed.error();
  return std::move(gathering.subject());
}

Result<rules::WorkerSubject> ReadTeamSubject(const Desk& desk, const std::string& team_id,
                                             const Then& then, Date as_of) {
  auto asked = ReadMessage<v1::Team>(desk, team_id, then, "team_id");
  if (!asked) return asked.error();
  auto workers = WorkersOf(desk, team_id, then);
  if (!workers) return workers.error();
  Gathering gathering(desk, then, as_of);
  gathering.subject().team_id = team_id;
  for (const auto& id : *workers) {
    if (auto failed = gathering.AddWorker(id); !failed) return failed.error();
    if (auto failed = gathering.AddWorkOf(id); !failed) return failed.error();
  }
  if (auto failed = gathering.AddAllocations(Field::kAllocationOfTeam, team_id); !failed)
    return failed.error();
  if (auto failed = gathering.AddHoldersOfWaiting(); !failed) return failed.error();
  if (auto failed = gathering.AddThoseNamed(); !failed) return failed.error();
  if (auto failed = gathering.AddCases(); !failed) return failed.error();
  return std::move(gathering.subject());
}

}  // namespace caseload::app
