// SPDX-License-Identifier: Apache-2.0
// The letters of a comma-separated file: what is UTF-8, and what to make of bytes that are not.
#pragma once

#include <string>
#include <string_view>

namespace caseload::exchange {

bool IsUtf8(std::string_view bytes);
// Windows-1252 read as Unicode: spreadsheets on Windows still save in it.
std::string FromWindows1252(std::string_view bytes);
// At most so many bytes, never ending inside a letter. The text is UTF-8.
std::string_view FirstBytes(std::string_view text, std::size_t most);
// Without the blanks around it: spaces, tabs, line ends and no-break spaces.
std::string_view WithoutBlanks(std::string_view text);

}  // namespace caseload::exchange
