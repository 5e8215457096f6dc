// SPDX-License-Identifier: Apache-2.0
// Suggest: what was probably meant by a word nobody knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caseload::cli {

// Letters to insert, remove, replace or swap with their neighbour to make one word the other; case
// is ignored.
int EditDistance(std::string_view from, std::string_view to);

// ", did you mean CASE?", or nothing when no word is near.
std::string DidYouMean(std::string_view typed, const std::vector<std::string>& known);

}  // namespace caseload::cli
