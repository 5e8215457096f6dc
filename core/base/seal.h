// SPDX-License-Identifier: Apache-2.0
// Seal: bytes handed to a caller who may neither read nor change them, such as page tokens.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace caseload {

// AES-256-GCM. `key` is 32 bytes; `about` is bound to the sealed bytes but not contained in them,
// so that a token of one query does not open for another. The text is URL-safe base64.
std::string Seal(std::string_view key, std::string_view about, std::string_view bytes);
// Nothing when the text was not sealed with this key about this.
std::optional<std::string> Unseal(std::string_view key, std::string_view about,
                                  std::string_view text);
// 32 bytes from the system.
std::string NewSealKey();

}  // namespace caseload
