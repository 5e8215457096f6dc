// SPDX-License-Identifier: Apache-2.0
// Made-up rule packages, and somebody who signs them.
#pragma once

#include <memory>
#include <string>

#include "caseload/v1/rule.pb.h"

typedef struct evp_pkey_st EVP_PKEY;

namespace caseload::rules {

// A key pair of its own for each seed.
class Signer {
 public:
  explicit Signer(char seed);
  ~Signer();
  Signer(const Signer&) = delete;
  Signer& operator=(const Signer&) = delete;
  const std::string& public_key() const { return public_key_; }
  std::string Sign(const std::string& bytes) const;
  // The key as the ring holds it.
  v1::SigningKey Key() const;

 private:
  EVP_PKEY* key_;
  std::string public_key_;
};

// A whole manifest of "example.sample", of this library and one vignette.
v1::RuleManifest SampleManifest(const std::string& library);
// The parts of a package that holds the two, signed.
v1::RulePackage PackageOf(const v1::RuleManifest& manifest, const std::string& library,
                          const Signer& signer);
// The package of the sample manifest, as bytes.
std::string SamplePackage(const Signer& signer, const std::string& version = "1.0.0");

}  // namespace caseload::rules
