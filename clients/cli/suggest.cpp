// SPDX-License-Identifier: Apache-2.0
// Finds the nearest of the known words.
#include "cli/suggest.h"

#include <algorithm>
#include <cctype>

namespace caseload::cli {
namespace {

bool Same(char left, char right) {
  return std::tolower(static_cast<unsigned char>(left)) ==
         std::tolower(static_cast<unsigned char>(right));
}

}  // namespace

int EditDistance(std::string_view from, std::string_view to) {
  std::vector<std::vector<int>> cost(from.size() + 1, std::vector<int>(to.size() + 1));
  for (std::size_t i = 0; i <= from.size(); ++i) {
    for (std::size_t j = 0; j <= to.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = static_cast<int>(i + j);
        continue;
      }
      const int replace = cost[i - 1][j - 1] + (Same(from[i - 1], to[j - 1]) ? 0 : 1);
      cost[i][j] = std::min({replace, cost[i - 1][j] + 1, cost[i][j - 1] + 1});
      if (i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1])) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[from.size()][to.size()];
}

std::string DidYouMean(std::string_view typed, const std::vector<std::string>& known) {
  // A command line argument may be as long as a book.
  constexpr std::size_t kWordMost = 80;
  if (typed.size() > kWordMost) return "";
  const std::string* nearest = nullptr;
  int least = std::max(1, static_cast<int>(typed.size()) / 3) + 1;
  for (const std::string& word : known) {
    const int distance = EditDistance(typed, word);
    if (distance < least) {
      least = distance;
      nearest = &word;
    }
  }
  return nearest == nullptr ? "" : ", did you mean " + *nearest + "?";
}

}  // namespace caseload::cli
