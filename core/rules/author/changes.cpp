// SPDX-License-Identifier: Apache-2.0
#include "rules/author/changes.h"

#include <map>

namespace caseload::rules {
namespace {

// How often each code is said: one rule may say it of several things at once.
std::map<std::string, int> Counted(const Answer& answer) {
  std::map<std::string, int> counted;
  for (const auto& finding : answer.findings) ++counted[finding.code()];
  return counted;
}

}  // namespace

std::string CodesOf(const Answer& answer) {
  std::string codes;
  for (const auto& finding : answer.findings) codes += (codes.empty() ? "" : ", ") + finding.code();
  return codes.empty() ? "nothing" : codes;
}

std::string ChangeInWords(const Answer& before, const Answer& after) {
  const auto said = Counted(before);
  const auto says = Counted(after);
  std::string words;
  const auto add = [&](const std::string& what) { words += (words.empty() ? "" : "; ") + what; };
  for (const auto& [code, count] : says) {
    const auto then = said.find(code);
    if (then == said.end()) {
      add("says " + code);
    } else if (then->second != count) {
      add("says " + code + " of " + std::to_string(count) + ", before of " +
          std::to_string(then->second));
    }
  }
  for (const auto& [code, count] : said) {
    if (!says.contains(code)) add("no longer says " + code);
  }
  return words;
}

}  // namespace caseload::rules
