// SPDX-License-Identifier: Apache-2.0
#include "base/seal.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>

namespace caseload {
namespace {

constexpr int kNonce = 12;
constexpr int kTag = 16;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

unsigned char* Raw(std::string& text, std::size_t at = 0) {
  return reinterpret_cast<unsigned char*>(text.data() + at);
}
const unsigned char* Raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string ToText(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size = EVP_EncodeBlock(Raw(text), Raw(bytes), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  while (!text.empty() && text.back() == '=') text.pop_back();
  return text;
}

std::optional<std::string> FromText(std::string_view text) {
  std::string padded(text);
  for (char& c : padded) {
    if (c == '+' || c == '/' || c == '=') return std::nullopt;
    c = c == '-' ? '+' : c == '_' ? '/' : c;
  }
  std::size_t padding = 0;
  while (padded.size() % 4 != 0) {
    padded += '=';
    ++padding;
  }
  if (padding > 2) return std::nullopt;
  std::string bytes(padded.size() / 4 * 3 + 1, '\0');
  const int size = EVP_DecodeBlock(Raw(bytes), Raw(padded), static_cast<int>(padded.size()));
  if (size < 0 || static_cast<std::size_t>(size) < padding) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(size) - padding);
  return bytes;
}

}  // namespace

std::string NewSealKey() {
  std::string key(32, '\0');
  RAND_bytes(Raw(key), 32);
  return key;
}

std::string Seal(std::string_view key, std::string_view about, std::string_view bytes) {
  std::string sealed(kNonce + bytes.size() + kTag, '\0');
  RAND_bytes(Raw(sealed), kNonce);
  const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int size = 0;
  EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, Raw(key), Raw(sealed));
  EVP_EncryptUpdate(cipher.get(), nullptr, &size, Raw(about), static_cast<int>(about.size()));
  EVP_EncryptUpdate(cipher.get(), Raw(sealed, kNonce), &size, Raw(bytes),
                    static_cast<int>(bytes.size()));
  EVP_EncryptFinal_ex(cipher.get(), Raw(sealed, kNonce + bytes.size()), &size);
  EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTag, Raw(sealed, kNonce + bytes.size()));
  return ToText(sealed);
}

std::optional<std::string> Unseal(std::string_view key, std::string_view about,
                                  std::string_view text) {
  auto sealed = FromText(text);
  if (!sealed || sealed->size() < kNonce + kTag) return std::nullopt;
  const std::size_t length = sealed->size() - kNonce - kTag;
  std::string bytes(length, '\0');
  const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int size = 0;
  EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, Raw(key), Raw(*sealed));
  EVP_DecryptUpdate(cipher.get(), nullptr, &size, Raw(about), static_cast<int>(about.size()));
  EVP_DecryptUpdate(cipher.get(), Raw(bytes), &size, Raw(*sealed, kNonce),
                    static_cast<int>(length));
  EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTag, Raw(*sealed, kNonce + length));
  unsigned char rest[kTag];
  if (EVP_DecryptFinal_ex(cipher.get(), rest, &size) != 1) return std::nullopt;
  return bytes;
}

}  // namespace caseload
