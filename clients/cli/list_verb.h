// SPDX-License-Identifier: Apache-2.0
// List verb: what all lists have in common: collect, then show rows, and say when there are more.
#pragma once

#include <utility>
#include <vector>

#include "cli/verbs.h"
#include "cpp/listing.h"

namespace caseload::cli {

// `fill` adds the rows of the whole answer to the sheet.
template <class Response, class Request, class Fill>
ExitCode ShowList(Session& session, const Request& request, std::int64_t limit,
                  std::vector<Column> columns, const Fill& fill) {
  const auto answer = client::Collect<Response>(session.connection(), request, limit);
  if (!answer) return session.Fail(answer.problem());
  Sheet sheet{std::move(columns), {}};
  if (!session.json()) fill(*answer, sheet.rows);
  const ExitCode code = session.Show(*answer, sheet);
  TellMore(session, !answer->next_page_token().empty(), limit);
  return code;
}

}  // namespace caseload::cli
