// SPDX-License-Identifier: Apache-2.0
// Measures texts with the tables of utf8proc.
#include "cli/text_width.h"

#include <utf8proc.h>

#include <algorithm>

namespace caseload::cli {
namespace {

struct Letter {
  std::size_t bytes = 1;
  utf8proc_int32_t code = -1;  // negative: not UTF-8
};

Letter First(std::string_view text) {
  utf8proc_int32_t code = -1;
  const auto bytes = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                      static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (bytes <= 0) return {};
  return {static_cast<std::size_t>(bytes), code};
}

bool Steers(utf8proc_int32_t code) {
  const auto category = utf8proc_category(code);
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
         category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const Letter letter = First(text);
    if (letter.code < 0) {
      clean += '?';
    } else if (Steers(letter.code)) {
      clean += ' ';
    } else {
      clean += text.substr(0, letter.bytes);
    }
    text.remove_prefix(letter.bytes);
  }
  return clean;
}

int DisplayWidth(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const Letter letter = First(text);
    width += letter.code < 0 ? 1 : utf8proc_charwidth(letter.code);
    text.remove_prefix(letter.bytes);
  }
  return width;
}

std::string Fit(std::string_view text, int width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  std::string kept;
  int used = 1;  // the "…"
  while (!text.empty()) {
    const Letter letter = First(text);
    used += letter.code < 0 ? 1 : utf8proc_charwidth(letter.code);
    if (used > width) break;
    kept += text.substr(0, letter.bytes);
    text.remove_prefix(letter.bytes);
  }
  return kept + "…";
}

std::string PadRight(std::string_view text, int width) {
  return std::string(text) +
         std::string(static_cast<std::size_t>(std::max(0, width - DisplayWidth(text))), ' ');
}

std::string PadLeft(std::string_view text, int width) {
  return std::string(static_cast<std::size_t>(std::max(0, width - DisplayWidth(text))), ' ') +
         std::string(text);
}

}  // namespace caseload::cli
