// SPDX-License-Identifier: Apache-2.0
// caseload case close: ends the work on a case, once somebody confirmed it.
#include "caseload/v1/case_service.pb.h"
#include "cli/noted.h"
#include "cli/verbs.h"

namespace caseload::cli {
namespace {

struct Asked {
  v1::CloseCaseRequest request;
  bool yes = false;
};

// The version that was there when the person decided: without --etag, the one read just now.
client::Outcome FillEtag(Session& session, v1::CloseCaseRequest& request) {
  if (!request.etag().empty()) return client::Nothing{};
  v1::GetCaseRequest read;
  read.set_case_id(request.case_id());
  const auto answer = session.connection().Call<v1::GetCaseResponse>(read);
  if (!answer) return answer.problem();
  request.set_etag(answer->case_record().etag());
  return client::Nothing{};
}

ExitCode Close(Session& session, Asked& asked) {
  if (const auto read = FillEtag(session, asked.request); !read)
    return session.Fail(read.problem());
  const std::string& id = asked.request.case_id();
  if (!asked.yes && !session.Confirm("This ends the work on the case and its allocations.", id)) {
    return kNotConfirmed;
  }
  const auto answer = session.connection().Call<v1::CloseCaseResponse>(asked.request);
  if (!answer) return session.Fail(answer.problem());
  TellFindings(session, *answer);
  const auto& kept = answer->case_record();
  return session.ShowCard(*answer, {{{"case_id"}, {"closed_on"}, {"closure_reason"}, {"sequence"}},
                                    {{kept.case_id(), kept.closed_on(), kept.closure_reason(),
                                      std::to_string(answer->sequence())}}});
}

}  // namespace

void AddCaseClose(CLI::App& cases, Session& session) {
  auto asked = std::make_shared<Asked>();
  auto& request = asked->request;
  CLI::App* verb = cases.add_subcommand("close", "End the work on a case");
  verb->add_option("CASE", *request.mutable_case_id(), "The case")->required()->type_name("");
  verb->add_option("--on", *request.mutable_closed_on(), "The last day of the work")
      ->required()
      ->check(Day())
      ->type_name("YYYY-MM-DD");
  verb->add_option("--reason", *request.mutable_closure_reason(), "Code of the reason for closure")
      ->required()
      ->type_name("CODE");
  verb->add_option("--etag", *request.mutable_etag(),
                   "The version that was read; the present one without it")
      ->type_name("ETAG");
  verb->add_flag("--yes", asked->yes, "Do not ask");
  Runs(*verb, session, [&session, asked] { return Close(session, *asked); });
}

}  // namespace caseload::cli
