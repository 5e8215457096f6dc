// SPDX-License-Identifier: Apache-2.0
// Package: the signed file a rule comes in, read as bytes of a stranger.
#pragma once

#include <string>

#include "base/result.h"
#include "caseload/v1/rule.pb.h"

namespace caseload::rules {

// A rule with its vignettes; much of the rest of a request is left for its envelope.
inline constexpr std::size_t kPackageBytes = std::size_t{3} * 1024 * 1024;

struct Package {
  v1::RuleManifest manifest;
  v1::RulePackage parts;
  std::string digest;  // SHA-256 of all its bytes, hex
};

// RULE_PACKAGE_INVALID, with the reason, unless it is a package whose parts are those its manifest
// names, one for one. Says nothing of who signed it. Runs nothing of it.
Result<Package> ReadPackage(const std::string& bytes);

// RULE_SIGNATURE_INVALID unless the holder of the key, which was not revoked, signed the manifest
// of a rule that the key may sign.
Outcome CheckSignature(const Package& package, const v1::SigningKey& key);

}  // namespace caseload::rules
