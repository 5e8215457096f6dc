// SPDX-License-Identifier: Apache-2.0
// Text width: how many columns a text takes on a screen, and how it is made to fit.
#pragma once

#include <string>
#include <string_view>

namespace caseload::cli {

// The text on one line without anything that steers a terminal: control characters become spaces,
// bytes that are not UTF-8 become "?". What a record says must not move the cursor.
std::string Printable(std::string_view text);

// Columns of a printable text; an accent that follows its letter takes none, a wide character takes
// two.
int DisplayWidth(std::string_view text);

// At most so many columns; what does not fit is replaced by "…".
std::string Fit(std::string_view text, int width);

// Spaces after the text, or before it, up to so many columns.
std::string PadRight(std::string_view text, int width);
std::string PadLeft(std::string_view text, int width);

}  // namespace caseload::cli
