// SPDX-License-Identifier: Apache-2.0
// caseload health: whether the server serves.
#include "cli/verbs.h"
#include "cli/words.h"
#include "grpc/health/v1/health.pb.h"

namespace caseload::cli {
namespace {

ExitCode Health(Session& session) {
  using Answered = grpc::health::v1::HealthCheckResponse;
  const auto answer = session.connection().Call<Answered>(grpc::health::v1::HealthCheckRequest());
  if (!answer) return session.Fail(answer.problem());
  const std::string status = EnumWords(Answered::ServingStatus_Name(answer->status()), "");
  session.ShowCard(*answer, {{{"server"}, {"status"}}, {{session.settings().server, status}}});
  return answer->status() == Answered::SERVING ? kOk : kUnreachable;
}

}  // namespace

void AddHealth(CLI::App& program, Session& session) {
  CLI::App* verb = program.add_subcommand("health", "Say whether the server serves");
  Runs(*verb, session, [&session] { return Health(session); });
}

}  // namespace caseload::cli
