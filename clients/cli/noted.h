// SPDX-License-Identifier: Apache-2.0
// Noted: tells what the server found late or odd about a change it kept.
#pragma once

#include "cli/session.h"

namespace caseload::cli {

// On the error stream, and not in JSON output, which holds the findings already.
template <class Response>
void TellFindings(const Session& session, const Response& response) {
  if (session.json()) return;
  for (const auto& finding : response.findings()) {
    session.err() << "noted: " << finding.summary() << " (" << finding.code() << ", "
                  << finding.field() << ")\n";
  }
}

}  // namespace caseload::cli
