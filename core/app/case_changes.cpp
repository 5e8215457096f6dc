// SPDX-License-Identifier: Apache-2.0
#include "app/cases.h"
#include "app/codes.h"
#include "app/reading.h"
#include "base/limits.h"
#include "record/changes.h"
#include "record/checks.h"
#include "record/quality.h"

namespace caseload::app {
namespace {

using record::CheckEtag;
using record::Problems;

Result<std::vector<v1::Case>> CasesOfChild(Draft& draft, const std::string& child_id) {
  auto ids = draft.Under(store::Field::kCaseOfChild, child_id);
  if (!ids) return ids.error();
  std::vector<v1::Case> cases;
  for (const auto& id : *ids) {
    auto found = draft.Load<v1::Case>(id, "case_id");
    if (!found) return found.error();
    cases.push_back(std::move(found->message));
  }
  return cases;
}

// What looks late or odd, and codes that are unknown or out of their years.
record::Findings QualityOf(const taxonomy::Packs& packs, const v1::Case& record,
                           const std::vector<v1::Case>& others, Date today) {
  record::Findings findings = record::QualityOf(record, others, today);
  AddCodeFindings(packs, record, findings);
  return findings;
}

template <class Response>
Response WithFindings(Response response, const record::Findings& findings) {
  for (const auto& finding : findings) *response.add_findings() = finding;
  return response;
}

// Loads a case to be changed, provided that the caller has seen its present version.
Result<Loaded<v1::Case>> LoadToChange(Draft& draft, const std::string& id,
                                      const std::string& etag) {
  auto kept = draft.Load<v1::Case>(id, "case_id");
  if (!kept) return kept.error();
  if (auto stale = CheckEtag(etag, kept->version); !stale) return stale.error();
  return kept;
}

void Sign(v1::Concern& concern, Draft& draft) {
  concern.set_concern_id(draft.NewId());
  concern.set_recorded_by(draft.actor());
  auto& at = *concern.mutable_recorded_at();
  at.set_seconds(draft.now().micros / 1'000'000);
  at.set_nanos(static_cast<std::int32_t>(draft.now().micros % 1'000'000) * 1000);
  concern.clear_retracted_because();
}

// Who holds the case ceases to when the work ends.
Outcome EndAllocations(Draft& draft, const std::string& case_id, const std::string& closed_on) {
  auto ids = draft.Under(store::Field::kAllocationOfCase, case_id);
  if (!ids) return ids.error();
  for (const auto& id : *ids) {
    auto held = draft.Load<v1::Allocation>(id, "case_id");
    if (!held) return held.error();
    if (!held->message.until_on().empty()) continue;
    held->message.set_until_on(closed_on);
    draft.Update(held->message, id);
  }
  return Nothing{};
}

}  // namespace

void Cases::Open(const Asking& asking, const v1::OpenCaseRequest& request, Done done) {
  Problems problems;
  record::CheckCase(request.case_record(), "case_record", problems);
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [this, request](Draft& draft) -> Result<Answer> {
    v1::Case opened = request.case_record();
    opened.clear_source();
    opened.clear_former_closures();
    auto child = draft.Load<v1::Person>(opened.child_id(), "case_record.child_id");
    if (!child) return child.error();
    auto others = CasesOfChild(draft, opened.child_id());
    if (!others) return others.error();
    for (auto& concern : *opened.mutable_concerns()) Sign(concern, draft);
    draft.Create(opened);
    v1::OpenCaseResponse response;
    *response.mutable_case_record() = opened;
    return AnswerWith(WithFindings(std::move(response),
                                   QualityOf(desk_.packs(), opened, *others, draft.today())));
  };
  desk_.Change(asking, "cases.open", "", decide, std::move(done));
}

void Cases::Close(const Asking& asking, const v1::CloseCaseRequest& request, Done done) {
  Problems problems;
  problems.NeededId("case_id", request.case_id());
  problems.NeededDay("closed_on", request.closed_on());
  problems.Needs("closure_reason", request.closure_reason());
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [this, request](Draft& draft) -> Result<Answer> {
    auto kept = LoadToChange(draft, request.case_id(), request.etag());
    if (!kept) return kept.error();
    auto closed = record::Closed(kept->message, request.closed_on(), request.closure_reason());
    if (!closed) return closed.error();
    draft.Update(*closed, request.case_id());
    if (auto ended = EndAllocations(draft, request.case_id(), request.closed_on()); !ended)
      return ended.error();
    auto others = CasesOfChild(draft, closed->child_id());
    if (!others) return others.error();
    v1::CloseCaseResponse response;
    *response.mutable_case_record() = *closed;
    return AnswerWith(WithFindings(std::move(response),
                                   QualityOf(desk_.packs(), *closed, *others, draft.today())));
  };
  desk_.Change(asking, "cases.close", "", decide, std::move(done));
}

void Cases::Reopen(const Asking& asking, const v1::ReopenCaseRequest& request, Done done) {
  Problems problems;
  problems.NeededId("case_id", request.case_id());
  problems.Needs("because", request.because());
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [this, request](Draft& draft) -> Result<Answer> {
    auto kept = LoadToChange(draft, request.case_id(), request.etag());
    if (!kept) return kept.error();
    auto reopened = record::Reopened(kept->message, request.because());
    if (!reopened) return reopened.error();
    draft.Update(*reopened, request.case_id());
    v1::ReopenCaseResponse response;
    *response.mutable_case_record() = *reopened;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "cases.reopen", request.because(), decide, std::move(done));
}

void Cases::AssertConcern(const Asking& asking, const v1::AssertConcernRequest& request,
                          Done done) {
  Problems problems;
  problems.NeededId("case_id", request.case_id());
  record::CheckConcern(request.concern(), "concern", problems);
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [this, request](Draft& draft) -> Result<Answer> {
    auto kept = LoadToChange(draft, request.case_id(), request.etag());
    if (!kept) return kept.error();
    if (kept->message.concerns_size() >= limits::kConcernsPerCase) {
      return Error{v1::ERROR_REASON_TOO_LARGE, "a case holds at most 500 concerns"};
    }
    v1::Concern concern = request.concern();
    Sign(concern, draft);
    v1::AssertConcernResponse response;
    response.set_concern_id(concern.concern_id());
    v1::Case changed = record::WithConcern(kept->message, std::move(concern));
    draft.Update(changed, request.case_id());
    *response.mutable_case_record() = changed;
    return AnswerWith(
        WithFindings(std::move(response), QualityOf(desk_.packs(), changed, {}, draft.today())));
  };
  desk_.Change(asking, "concerns.assert", "", decide, std::move(done));
}

void Cases::EndConcern(const Asking& asking, const v1::EndConcernRequest& request, Done done) {
  Problems problems;
  problems.NeededId("case_id", request.case_id());
  problems.NeededId("concern_id", request.concern_id());
  problems.NeededDay("ended_on", request.ended_on());
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [this, request](Draft& draft) -> Result<Answer> {
    auto kept = LoadToChange(draft, request.case_id(), request.etag());
    if (!kept) return kept.error();
    auto changed =
        record::WithConcernEnded(kept->message, request.concern_id(), request.ended_on());
    if (!changed) return changed.error();
    draft.Update(*changed, request.case_id());
    v1::EndConcernResponse response;
    *response.mutable_case_record() = *changed;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "concerns.end", "", decide, std::move(done));
}

void Cases::RetractConcern(const Asking& asking, const v1::RetractConcernRequest& request,
                           Done done) {
  Problems problems;
  problems.NeededId("case_id", request.case_id());
  problems.NeededId("concern_id", request.concern_id());
  problems.Needs("because", request.because());
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [this, request](Draft& draft) -> Result<Answer> {
    auto kept = LoadToChange(draft, request.case_id(), request.etag());
    if (!kept) return kept.error();
    auto changed =
        record::WithConcernRetracted(kept->message, request.concern_id(), request.because());
    if (!changed) return changed.error();
    draft.Update(*changed, request.case_id());
    v1::RetractConcernResponse response;
    *response.mutable_case_record() = *changed;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "concerns.retract", request.because(), decide, std::move(done));
}

}  // namespace caseload::app
