// SPDX-License-Identifier: Apache-2.0
#include "record/changes.h"

namespace caseload::record {
namespace {

Result<v1::Concern*> FindStanding(v1::Case& record, const std::string& concern_id) {
  for (auto& concern : *record.mutable_concerns()) {
    if (concern.concern_id() != concern_id) continue;
    if (!concern.ended_on().empty() || !concern.retracted_because().empty()) {
      return Error{v1::ERROR_REASON_CONCERN_ENDED, "the concern was ended or retracted before"};
    }
    return &concern;
  }
  return Error{v1::ERROR_REASON_NOT_FOUND,
               "the case holds no such concern",
               {{"concern_id", "is not a concern of this case"}}};
}

}  // namespace

bool IsOpen(const v1::Case& record) { return record.closed_on().empty(); }

Result<v1::Case> Closed(v1::Case record, const std::string& closed_on,
                        const std::string& closure_reason) {
  if (!IsOpen(record)) {
    return Error{v1::ERROR_REASON_CASE_CLOSED, "the case is closed already"};
  }
  record.set_closed_on(closed_on);
  record.set_closure_reason(closure_reason);
  return record;
}

Result<v1::Case> Reopened(v1::Case record, const std::string& because) {
  if (IsOpen(record)) return Error{v1::ERROR_REASON_CASE_OPEN, "the case is open"};
  auto& former = *record.add_former_closures();
  former.set_closed_on(record.closed_on());
  former.set_closure_reason(record.closure_reason());
  former.set_reopened_because(because);
  record.clear_closed_on();
  record.clear_closure_reason();
  return record;
}

v1::Case WithConcern(v1::Case record, v1::Concern concern) {
  *record.add_concerns() = std::move(concern);
  return record;
}

Result<v1::Case> WithConcernEnded(v1::Case record, const std::string& concern_id,
                                  const std::string& ended_on) {
  auto concern = FindStanding(record, concern_id);
  if (!concern) return concern.error();
  (*concern)->set_ended_on(ended_on);
  return record;
}

Result<v1::Case> WithConcernRetracted(v1::Case record, const std::string& concern_id,
                                      const std::string& because) {
  auto concern = FindStanding(record, concern_id);
  if (!concern) return concern.error();
  (*concern)->set_retracted_because(because);
  return record;
}

}  // namespace caseload::record
