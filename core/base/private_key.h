// SPDX-License-Identifier: Apache-2.0
// PrivateKey: what its holder signs with (Ed25519, RFC 8032); kept in a file of the form that
// openssl(1) reads and writes (PKCS #8, PEM).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

typedef struct evp_pkey_st EVP_PKEY;

namespace caseload {

class PrivateKey {
 public:
  static Result<PrivateKey> New();
  // FIELDS_INVALID for text that is none.
  static Result<PrivateKey> FromPem(std::string_view text);

  Result<std::string> ToPem() const;
  std::string public_key() const;
  Result<std::string> Sign(std::string_view bytes) const;

 private:
  using Key = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;
  explicit PrivateKey(Key key) : key_(std::move(key)) {}
  Key key_;
};

}  // namespace caseload
