// SPDX-License-Identifier: Apache-2.0
#include "rules/packages.h"

#include <openssl/evp.h>

#include "base/ids.h"
#include "base/signature.h"
#include "rules/manifest.h"

namespace caseload::rules {
namespace {

constexpr char kVignette[] = "Vignette: made up\n";

}  // namespace

Signer::Signer(char seed) : public_key_(kPublicKeyBytes, '\0') {
  const std::string secret(32, seed);
  key_ = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                      reinterpret_cast<const unsigned char*>(secret.data()),
                                      secret.size());
  std::size_t size = public_key_.size();
  EVP_PKEY_get_raw_public_key(key_, reinterpret_cast<unsigned char*>(public_key_.data()), &size);
}

Signer::~Signer() { EVP_PKEY_free(key_); }

std::string Signer::Sign(const std::string& bytes) const {
  std::string signature(kSignatureBytes, '\0');
  std::size_t size = signature.size();
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestSignInit(context, nullptr, nullptr, nullptr, key_);
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                 reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  EVP_MD_CTX_free(context);
  return signature;
}

v1::SigningKey Signer::Key() const {
  v1::SigningKey key;
  key.set_public_key(public_key_);
  key.set_key_id(KeyIdOf(public_key_));
  key.set_holder("The rules office of a made-up authority");
  return key;
}

v1::RuleManifest SampleManifest(const std::string& library) {
  RuleCard card{"example.sample",
                "1.0.0",
                "A sample",
                "Made up for a test",
                CASELOAD_SUBJECT_CHILD,
                CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS,
                CASELOAD_VOCABULARY,
                {{"SEEN", CASELOAD_KIND_DUE, "Due on {1}", "days", {CASELOAD_VALUE_DAY}}},
                {{"months", "How long", "months", "Made up", 12, 1, 60}}};
  v1::RuleManifest manifest = ManifestOf(card);
  manifest.set_library_digest(Sha256Hex(library));
  manifest.set_library_bytes(library.size());
  manifest.set_licence("Apache-2.0");
  manifest.set_author("The rules office of a made-up authority");
  manifest.set_review_by_on("2027-03-31");
  auto& file = *manifest.add_files();
  file.set_name("sample.vignette.txt");
  file.set_digest(Sha256Hex(kVignette));
  return manifest;
}

v1::RulePackage PackageOf(const v1::RuleManifest& manifest, const std::string& library,
                          const Signer& signer) {
  v1::RulePackage package;
  package.set_manifest(manifest.SerializeAsString());
  package.set_library(library);
  auto& file = *package.add_files();
  file.set_name("sample.vignette.txt");
  file.set_content(kVignette);
  package.set_signature(signer.Sign(package.manifest()));
  package.set_key_id(KeyIdOf(signer.public_key()));
  return package;
}

std::string SamplePackage(const Signer& signer, const std::string& version) {
  const std::string library = "not run in these tests";
  v1::RuleManifest manifest = SampleManifest(library);
  manifest.set_version(version);
  return PackageOf(manifest, library, signer).SerializeAsString();
}

}  // namespace caseload::rules
