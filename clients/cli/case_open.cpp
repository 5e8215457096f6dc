// SPDX-License-Identifier: Apache-2.0
// caseload case open: begins an episode of need from a referral.
#include "caseload/v1/case_service.pb.h"
#include "cli/noted.h"
#include "cli/verbs.h"

namespace caseload::cli {
namespace {

struct Asked {
  v1::Case case_record;
  std::vector<std::string> needs;
  std::vector<std::string> concerns;
};

void Assert(v1::Case& record, v1::ConcernBasis basis, const std::vector<std::string>& codes) {
  for (const std::string& code : codes) {
    auto* concern = record.add_concerns();
    concern->set_basis(basis);
    concern->set_code(code);
    concern->set_asserted_on(record.referred_on());
  }
}

ExitCode Open(Session& session, const Asked& asked) {
  v1::OpenCaseRequest request;
  *request.mutable_case_record() = asked.case_record;
  Assert(*request.mutable_case_record(), v1::CONCERN_BASIS_NEED, asked.needs);
  Assert(*request.mutable_case_record(), v1::CONCERN_BASIS_WORKER, asked.concerns);
  const auto answer = session.connection().Call<v1::OpenCaseResponse>(request);
  if (!answer) return session.Fail(answer.problem());
  TellFindings(session, *answer);
  const auto& kept = answer->case_record();
  return session.ShowCard(*answer, {{{"case_id"}, {"child_id"}, {"referred_on"}, {"sequence"}},
                                    {{kept.case_id(), kept.child_id(), kept.referred_on(),
                                      std::to_string(answer->sequence())}}});
}

}  // namespace

void AddCaseOpen(CLI::App& cases, Session& session) {
  auto asked = std::make_shared<Asked>();
  auto& record = asked->case_record;
  CLI::App* verb = cases.add_subcommand("open", "Begin an episode of need from a referral");
  verb->add_option("CHILD", *record.mutable_child_id(), "The child, a person's id")
      ->required()
      ->type_name("");
  verb->add_option("--referred-on", *record.mutable_referred_on(), "Day of the referral")
      ->required()
      ->check(Day())
      ->type_name("YYYY-MM-DD");
  verb->add_option("--source", *record.mutable_referral_source(), "Code of who referred")
      ->type_name("CODE");
  verb->add_option("--need", asked->needs, "Code of a primary need at referral")->type_name("CODE");
  verb->add_option("--concern", asked->concerns, "Code of a concern, as the worker judges")
      ->type_name("CODE");
  verb->add_option("--team", *record.mutable_referral_team_id(), "The team the referral came to")
      ->type_name("ID");
  verb->add_option("--worker", *record.mutable_referral_worker_id(),
                   "The worker the referral came to")
      ->type_name("ID");
  verb->add_option("--note", *record.mutable_note(), "Free text about the referral")
      ->type_name("TEXT");
  Runs(*verb, session, [&session, asked] { return Open(session, *asked); });
}

}  // namespace caseload::cli
