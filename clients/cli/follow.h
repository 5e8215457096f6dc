// SPDX-License-Identifier: Apache-2.0
// Follow: prints what a stream of changes sends, a line each, and takes it up again where it broke.
#pragma once

#include "cli/session.h"
#include "cli/verbs.h"
#include "cpp/json.h"

namespace caseload::cli {

struct FollowOptions {
  std::uint64_t after = 0;
  bool until_caught_up = false;
};
void AddFollowOptions(CLI::App& verb, FollowOptions& options);

void PrintFollowed(const Session& session, const std::vector<std::vector<std::string>>& rows);

// `rows` makes rows of a response, `through` says after which sequence the stream is to be resumed.
template <class Response, class Request, class Rows, class Through>
ExitCode FollowChanges(Session& session, Request request, const std::vector<Column>& columns,
                       const Rows& rows, const Through& through) {
  const auto& connection = session.connection();
  const client::Method& method = *client::MethodTaking(*Request::descriptor());
  if (session.csv()) {
    std::vector<std::string> names;
    for (const Column& column : columns) names.push_back(column.name);
    PrintCsvRow(session.out(), names);
  }
  for (int failed = 0;;) {
    Response response;
    const auto problem = connection.Follow(method, request, response, [&] {
      failed = 0;
      request.set_after_sequence(through(response));
      if (session.json()) {
        session.out() << client::ToJson(response, client::JsonStyle::kOneLine) << std::flush;
      } else {
        PrintFollowed(session, rows(response));
      }
      return true;
    });
    if (!problem) return kOk;
    const bool away = ExitCodeOf(*problem) == kUnreachable;
    if (!away || ++failed >= connection.options().retry.attempts) return session.Fail(*problem);
    connection.Pause(failed);
  }
}

}  // namespace caseload::cli
