// SPDX-License-Identifier: Apache-2.0
// caseload finding: list and show, what rules say of cases; and accept, override and snooze, what a
// person does about it.
#include "caseload/v1/finding_service.pb.h"
#include "cli/finding_rows.h"
#include "cli/list_verb.h"
#include "cli/words.h"

namespace caseload::cli {

void AddWhose(CLI::App& verb, WhoseFindings& whose) {
  auto* group = verb.add_option_group("whose", "Whose findings");
  group->add_option("--case", whose.case_id, "Of this case")->type_name("ID");
  group->add_option("--worker", whose.worker_id, "Of the cases this worker holds")->type_name("ID");
  group->add_option("--team", whose.team_id, "Of the cases this team holds")->type_name("ID");
  group->require_option(1);
}

std::vector<Column> FindingColumns() {
  return {{"finding_id"},
          {"state"},
          {"kind"},
          {"summary"},
          {"first_on"},
          {"case_id"},
          {"code"},
          {"rule_id"},
          {"until_on", Align::kLeft, false, true},
          {"reason_code", Align::kLeft, false, true}};
}

std::vector<std::string> FindingRow(const v1::CaseFinding& finding) {
  const bool failed = !finding.failed_because().empty();
  const auto& said = finding.finding();
  return {finding.finding_id(),
          EnumWords(v1::FindingState_Name(finding.state()), "FINDING_STATE_"),
          failed ? "FAILED" : EnumWords(v1::FindingKind_Name(said.kind()), "FINDING_KIND_"),
          failed ? "The rule could not answer: " + finding.failed_because() : said.summary(),
          finding.first_on(),
          finding.case_id(),
          said.code(),
          said.rule_id(),
          finding.response().until_on(),
          finding.response().reason_code()};
}

namespace {

// Nobody may take the silence of a rule that could not speak for its approval.
void TellNotAsked(const Session& session, const v1::ListFindingsResponse& answer) {
  if (session.json()) return;
  if (answer.asking_all())
    session.err() << "the rules are still being asked about all open cases: more may come\n";
  for (const auto& rule : answer.rules_not_asked()) {
    session.err() << "not asked: " << rule.rule_id() << " " << rule.version() << ", "
                  << rule.refused_because() << '\n';
  }
}

ExitCode List(Session& session, const v1::ListFindingsRequest& request, std::int64_t limit) {
  const auto answer =
      client::Collect<v1::ListFindingsResponse>(session.connection(), request, limit);
  if (!answer) return session.Fail(answer.problem());
  Sheet sheet{FindingColumns(), {}};
  for (const auto& finding : answer->findings()) sheet.rows.push_back(FindingRow(finding));
  const ExitCode code = session.Show(*answer, sheet);
  TellNotAsked(session, *answer);
  TellMore(session, !answer->next_page_token().empty(), limit);
  return code;
}

template <class Response, class Request>
ExitCode ShowOne(Session& session, const Request& request) {
  const auto answer = session.connection().Call<Response>(request);
  if (!answer) return session.Fail(answer.problem());
  return session.ShowCard(*answer, {FindingColumns(), {FindingRow(answer->finding())}});
}

// Answers the finding as it stands: whoever answers has just read it.
template <class Response, class Request>
ExitCode AnswerTo(Session& session, Request request) {
  v1::GetFindingRequest get;
  get.set_finding_id(request.finding_id());
  const auto read = session.connection().Call<v1::GetFindingResponse>(get);
  if (!read) return session.Fail(read.problem());
  request.set_etag(read->finding().etag());
  return ShowOne<Response>(session, request);
}

template <class Request>
struct Verb {
  CLI::App* app;
  std::shared_ptr<Request> request;
};
template <class Request, class Response>
Verb<Request> AddAnswer(CLI::App& group, Session& session, const char* name, const char* about) {
  auto request = std::make_shared<Request>();
  CLI::App* verb = group.add_subcommand(name, about);
  verb->add_option("FINDING", *request->mutable_finding_id(), "The finding")
      ->required()
      ->type_name("");
  verb->add_option("--comment", *request->mutable_comment(), "In your own words")
      ->type_name("TEXT");
  Runs(*verb, session, [&session, request] { return AnswerTo<Response>(session, *request); });
  return {verb, request};
}

void AddList(CLI::App& group, Session& session) {
  struct Asked {
    WhoseFindings whose;
    std::vector<std::string> states;
    std::int64_t limit = 200;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = group.add_subcommand("list",
                                        "What the rules say: of a case, or of the cases of "
                                        "a worker or a team");
  AddWhose(*verb, asked->whose);
  verb->add_option("--state", asked->states, "Only in this state; open ones without it")
      ->type_name("STATE")
      ->check(CLI::IsMember({"open", "accepted", "overridden", "snoozed", "ended"}));
  AddLimit(*verb, asked->limit);
  Runs(*verb, session, [&session, asked] {
    v1::ListFindingsRequest request;
    asked->whose.Set(request);
    for (const auto& state : asked->states) {
      std::string name = "FINDING_STATE_" + state;
      std::ranges::transform(name, name.begin(), [](unsigned char letter) {
        return static_cast<char>(std::toupper(letter));
      });
      v1::FindingState wanted{};
      v1::FindingState_Parse(name, &wanted);
      request.add_states(wanted);
    }
    return List(session, request, asked->limit);
  });
}

}  // namespace

void AddFinding(CLI::App& program, Session& session) {
  CLI::App* group = AddGroup(program, "finding", "What rules say of cases, and what people answer");
  AddList(*group, session);
  auto get = std::make_shared<v1::GetFindingRequest>();
  CLI::App* show = group->add_subcommand("show", "One finding");
  show->add_option("FINDING", *get->mutable_finding_id(), "The finding")->required()->type_name("");
  Runs(*show, session, [&session, get] { return ShowOne<v1::GetFindingResponse>(session, *get); });
  AddAnswer<v1::AcceptFindingRequest, v1::AcceptFindingResponse>(*group, session, "accept",
                                                                 "Say that you act on it");
  const auto over = AddAnswer<v1::OverrideFindingRequest, v1::OverrideFindingResponse>(
      *group, session, "override", "Say that you know better, and why");
  over.app
      ->add_option(
          "--reason", *over.request->mutable_reason_code(),
          "A code of the set override_reason (see: caseload reference codes override_reason)")
      ->required()
      ->type_name("CODE");
  const auto snooze = AddAnswer<v1::SnoozeFindingRequest, v1::SnoozeFindingResponse>(
      *group, session, "snooze", "Put it off until a day, or until its evidence changes");
  snooze.app
      ->add_option("--until", *snooze.request->mutable_until_on(),
                   "The day it is shown again; when its evidence changes without it")
      ->type_name("DAY")
      ->check(Day());
  AddFindingWatch(*group, session);
}

}  // namespace caseload::cli
