// SPDX-License-Identifier: Apache-2.0
#include "app/findings.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>

#include "app/reading.h"
#include "record/checks.h"
#include "record/findings.h"
#include "record/stamp.h"

namespace caseload::app {
namespace {

using google::protobuf::util::TimeUtil;

constexpr const char* kOverrideReasons = "override_reason";

// Whose findings are asked for: the index they are found by, and under which id.
struct Whose {
  store::Field field = store::Field::kFindingOfCase;
  std::string id;
};
template <class Request>
Result<Whose> WhoseIn(const Request& request) {
  Whose whose;
  std::string name;
  switch (request.of_case()) {
    case Request::kCaseId:
      whose = {store::Field::kFindingOfCase, request.case_id()};
      name = "case_id";
      break;
    case Request::kWorkerId:
      whose = {store::Field::kFindingOfWorker, request.worker_id()};
      name = "worker_id";
      break;
    case Request::kTeamId:
      whose = {store::Field::kFindingOfTeam, request.team_id()};
      name = "team_id";
      break;
    default:
      break;
  }
  record::Problems problems;
  if (name.empty()) {
    problems.Add("case_id", "is needed, or worker_id, or team_id");
  } else {
    problems.NeededId(name, whose.id);
  }
  if (auto wrong = problems.Judge(); !wrong) return wrong.error();
  return whose;
}

bool IsOf(const v1::CaseFinding& finding, const Whose& whose) {
  switch (whose.field) {
    case store::Field::kFindingOfWorker:
      return finding.worker_id() == whose.id;
    case store::Field::kFindingOfTeam:
      return finding.team_id() == whose.id;
    default:
      return finding.case_id() == whose.id;
  }
}

bool IsWanted(const v1::ListFindingsRequest& request, v1::FindingState state) {
  if (request.states().empty()) return state == v1::FINDING_STATE_OPEN;
  return std::ranges::find(request.states(), state) != request.states().end();
}

}  // namespace

Result<v1::ListFindingsResponse> Findings::List(const v1::ListFindingsRequest& request) const {
  const auto whose = WhoseIn(request);
  if (!whose) return whose.error();
  v1::ListFindingsResponse response;
  // Before the page: what is on it can only be newer.
  const auto asked_all = follower_.HasAskedAll();
  if (!asked_all) return asked_all.error();
  response.set_asking_all(!*asked_all);
  response.set_followed_through_sequence(follower_.through());
  if (request.at_least_sequence() > response.followed_through_sequence()) {
    return Error{v1::ERROR_REASON_SEQUENCE_NOT_REACHED,
                 "the rules have not followed the record so far yet: try again",
                 {{"at_least_sequence", "has not been reached"}}};
  }
  store::FindQuery query;
  query.field = whose->field;
  query.value = whose->id;
  const Date today = desk_.clock().Today();
  bool readable = true;
  auto next = EachOnPage(desk_, request, query, [&](const store::RecordView& record) {
    v1::CaseFinding finding;
    readable &= finding.ParseFromArray(record.body.data(), static_cast<int>(record.body.size()));
    finding.set_state(record::StateOn(finding, today));
    if (IsWanted(request, finding.state())) *response.add_findings() = std::move(finding);
  });
  if (!next) return next.error();
  if (!readable) return Error{v1::ERROR_REASON_INTERNAL, "a stored record cannot be read"};
  response.set_next_page_token(*std::move(next));
  // Whoever reads that nothing is said must also read who could not speak; once, on the first page.
  if (!request.page_token().empty()) return response;
  for (auto& rule : book_.InForce()->Refused()) *response.add_rules_not_asked() = std::move(rule);
  return response;
}

Result<v1::GetFindingResponse> Findings::Get(const v1::GetFindingRequest& request) const {
  const auto then = Resolve(desk_, request.moment());
  if (!then) return then.error();
  auto finding = ReadMessage<v1::CaseFinding>(desk_, request.finding_id(), *then, "finding_id");
  if (!finding) return finding.error();
  if (finding->shadow()) return Draft::Missing("finding_id");
  finding->set_state(record::StateOn(*finding, desk_.clock().Today()));
  v1::GetFindingResponse response;
  *response.mutable_finding() = *std::move(finding);
  return response;
}

Result<v1::GetRuleDecisionResponse> Findings::GetDecision(
    const v1::GetRuleDecisionRequest& request) const {
  const auto then = Resolve(desk_, request.moment());
  if (!then) return then.error();
  if (auto of = ReadRecord(desk_, store::Kind::kCase, request.case_id(), *then, "case_id"); !of)
    return of.error();
  const auto ids = AllUnder(desk_, store::Field::kDecisionOfCase, request.case_id());
  if (!ids) return ids.error();
  for (const auto& id : *ids) {
    auto decision = ReadMessage<v1::RuleDecision>(desk_, id, *then, "case_id");
    if (!decision) return decision.error();
    if (decision->shadow()) continue;
    v1::GetRuleDecisionResponse response;
    *response.mutable_decision() = *std::move(decision);
    return response;
  }
  return Error{v1::ERROR_REASON_NOT_FOUND,
               "no rule was asked about the case",
               {{"case_id", "is of a case about which no rule was asked"}}};
}

template <class Response, class Request>
void Findings::Answer(const Asking& asking, const Request& request,
                      const v1::FindingResponse& response, const std::string& action, Done done) {
  const auto decide = [request, response](Draft& draft) -> Result<app::Answer> {
    auto kept = draft.Load<v1::CaseFinding>(request.finding_id(), "finding_id");
    if (!kept) return kept.error();
    if (kept->message.shadow()) return Draft::Missing("finding_id");
    if (auto stale = record::CheckEtag(request.etag(), kept->version); !stale) return stale.error();
    v1::FindingResponse answer = response;
    answer.set_comment(request.comment());
    answer.set_answered_by(draft.actor());
    *answer.mutable_answered_at() = TimeUtil::MicrosecondsToTimestamp(draft.now().micros);
    auto answered = record::Answered(kept->message, answer, draft.today());
    if (!answered) return answered.error();
    draft.Update(*answered, answered->finding_id());
    answered->set_state(record::StateOn(*answered, draft.today()));
    Response told;
    *told.mutable_finding() = *std::move(answered);
    return AnswerWith(std::move(told));
  };
  desk_.Change(asking, action, "", decide, std::move(done));
}

void Findings::Accept(const Asking& asking, const v1::AcceptFindingRequest& request, Done done) {
  v1::FindingResponse response;
  response.set_state(v1::FINDING_STATE_ACCEPTED);
  Answer<v1::AcceptFindingResponse>(asking, request, response, "findings.accept", std::move(done));
}

void Findings::Override(const Asking& asking, const v1::OverrideFindingRequest& request,
                        Done done) {
  record::Problems problems;
  problems.Needs("reason_code", request.reason_code());
  if (!request.reason_code().empty() &&
      desk_.packs().Find(kOverrideReasons, request.reason_code()) == nullptr) {
    problems.Add("reason_code", "is not a code of the set override_reason");
  }
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  v1::FindingResponse response;
  response.set_state(v1::FINDING_STATE_OVERRIDDEN);
  response.set_reason_code(request.reason_code());
  Answer<v1::OverrideFindingResponse>(asking, request, response, "findings.override",
                                      std::move(done));
}

void Findings::Snooze(const Asking& asking, const v1::SnoozeFindingRequest& request, Done done) {
  v1::FindingResponse response;
  response.set_state(v1::FINDING_STATE_SNOOZED);
  response.set_until_on(request.until_on());
  Answer<v1::SnoozeFindingResponse>(asking, request, response, "findings.snooze", std::move(done));
}

Result<v1::WatchFindingsResponse> Findings::ChangesAfter(const v1::WatchFindingsRequest& request,
                                                         std::uint64_t& after) const {
  constexpr std::size_t kRows = 256;
  const auto whose = WhoseIn(request);
  if (!whose) return whose.error();
  const auto rows = desk_.reader().ReadJournal(after, kRows);
  if (!rows) return rows.error();
  v1::WatchFindingsResponse response;
  for (const auto& row : *rows) {
    after = row.sequence;
    if (row.kind != store::Kind::kCaseFinding) continue;
    auto finding =
        ReadMessage<v1::CaseFinding>(desk_, row.record_id, {false, row.sequence, {}}, "finding_id");
    if (!finding) return finding.error();
    if (finding->shadow()) continue;
    bool concerns = IsOf(*finding, *whose);
    // Whoever had it learns that somebody else has it now.
    if (!concerns && row.version > 1) {
      const auto former = ReadMessage<v1::CaseFinding>(desk_, row.record_id,
                                                       {false, row.sequence - 1, {}}, "finding_id");
      if (!former) return former.error();
      concerns = IsOf(*former, *whose);
    }
    if (!concerns) continue;
    finding->set_state(record::StateOn(*finding, desk_.clock().Today()));
    *response.add_findings() = *std::move(finding);
  }
  response.set_through_sequence(after);
  return response;
}

}  // namespace caseload::app
