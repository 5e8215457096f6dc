// SPDX-License-Identifier: Apache-2.0
// SHA-256 by OpenSSL.
#include "exchange/digest.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>

#include "exchange/file_failure.h"

namespace caseload::exchange {

struct Digest::State {
  using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
  Context context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
  bool whole = true;
};

Digest::Digest() : state_(std::make_unique<State>()) {
  state_->whole = state_->context != nullptr &&
                  EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) == 1;
}
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;
Digest::~Digest() = default;

void Digest::Add(std::string_view bytes) {
  if (!state_->whole) return;
  state_->whole = EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1;
}

// Empty when the library failed: an import without a digest is refused by the server, never
// mistaken for another.
std::string Digest::Hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int size = 0;
  if (!state_->whole) return {};
  if (EVP_DigestFinal_ex(state_->context.get(), bytes.data(), &size) != 1) return {};
  state_->whole = false;
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += kDigits[bytes[i] >> 4U];
    hex += kDigits[bytes[i] & 0xFU];
  }
  return hex;
}

Expected<std::string> Sha256OfFile(const std::filesystem::path& file) {
  if (auto why = CheckFile(file)) return *why;
  std::ifstream stream(file, std::ios::binary);
  Digest digest;
  std::string piece(std::size_t{1} << 16U, '\0');
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    digest.Add({piece.data(), static_cast<std::size_t>(stream.gcount())});
  }
  if (!stream.eof()) {
    return Unreadable(file, std::make_error_code(std::errc::io_error));
  }
  return digest.Hex();
}

}  // namespace caseload::exchange
