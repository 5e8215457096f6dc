// SPDX-License-Identifier: Apache-2.0
#include "base/private_key.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/signature.h"

namespace caseload {
namespace {

using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

Error NoKey() {
  return {v1::ERROR_REASON_FIELDS_INVALID, "the text is no Ed25519 private key in PEM"};
}

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

Result<PrivateKey> PrivateKey::New() {
  Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free);
  if (!key) return Error{v1::ERROR_REASON_INTERNAL, "a key cannot be made"};
  return PrivateKey(std::move(key));
}

Result<PrivateKey> PrivateKey::FromPem(std::string_view text) {
  const Memory memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free);
  // Without a callback OpenSSL would ask at the terminal for the pass phrase of a sealed key.
  const auto no_pass_phrase = [](char*, int, int, void*) { return -1; };
  Key key(
      memory ? PEM_read_bio_PrivateKey(memory.get(), nullptr, no_pass_phrase, nullptr) : nullptr,
      EVP_PKEY_free);
  if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) return NoKey();
  return PrivateKey(std::move(key));
}

Result<std::string> PrivateKey::ToPem() const {
  const Memory memory(BIO_new(BIO_s_mem()), BIO_free);
  if (!memory || PEM_write_bio_PrivateKey(memory.get(), key_.get(), nullptr, nullptr, 0, nullptr,
                                          nullptr) != 1) {
    return Error{v1::ERROR_REASON_INTERNAL, "the key cannot be written"};
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

std::string PrivateKey::public_key() const {
  std::string bytes(kPublicKeyBytes, '\0');
  std::size_t size = bytes.size();
  EVP_PKEY_get_raw_public_key(key_.get(), Bytes(bytes), &size);
  return bytes;
}

Result<std::string> PrivateKey::Sign(std::string_view bytes) const {
  std::string signature(kSignatureBytes, '\0');
  std::size_t size = signature.size();
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  const bool is_signed =
      context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
      EVP_DigestSign(context.get(), Bytes(signature), &size,
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1;
  if (!is_signed) return Error{v1::ERROR_REASON_INTERNAL, "the bytes cannot be signed"};
  return signature;
}

}  // namespace caseload
