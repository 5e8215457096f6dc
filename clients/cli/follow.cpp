// SPDX-License-Identifier: Apache-2.0
#include "cli/follow.h"

namespace caseload::cli {

void AddFollowOptions(CLI::App& verb, FollowOptions& options) {
  verb.add_option("--after", options.after, "Only changes after this sequence")
      ->type_name("SEQUENCE");
  verb.add_flag("--until-caught-up", options.until_caught_up,
                "End once every change made so far was printed");
}

void PrintFollowed(const Session& session, const std::vector<std::vector<std::string>>& rows) {
  for (const auto& cells : rows) {
    if (session.csv()) {
      PrintCsvRow(session.out(), cells);
      continue;
    }
    for (std::size_t i = 0; i + 1 < cells.size(); ++i) session.out() << cells[i] << "  ";
    session.out() << cells.back() << '\n';
  }
  session.out() << std::flush;
}

}  // namespace caseload::cli
