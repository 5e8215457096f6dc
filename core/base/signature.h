// SPDX-License-Identifier: Apache-2.0
// Signature: whether the holder of a key signed some bytes (Ed25519, RFC 8032).
#pragma once

#include <string>
#include <string_view>

namespace caseload {

inline constexpr std::size_t kPublicKeyBytes = 32;
inline constexpr std::size_t kSignatureBytes = 64;

// False for anything that is not a signature of exactly these bytes by this key, a key or a
// signature of the wrong size included.
bool IsSignedBy(std::string_view public_key, std::string_view bytes, std::string_view signature);

// What a key is called: the first 16 hex digits of its SHA-256.
std::string KeyIdOf(std::string_view public_key);

}  // namespace caseload
