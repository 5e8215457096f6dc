// SPDX-License-Identifier: Apache-2.0
// Manifest: what a rule says of itself outside of its library, and whether the library says the
// same.
#pragma once

#include <optional>
#include <string>

#include "caseload/v1/rule.pb.h"
#include "rules/wire.h"

namespace caseload::rules {

// What the library says of itself, as a manifest. Digest and size of the library, licence, author
// and files are for the caller to add.
v1::RuleManifest ManifestOf(const RuleCard& card);

// What a CASELOAD_SUBJECT_* is called outside of the contract, e.g. "child".
std::string SubjectName(std::uint32_t subject_kind);

// What cannot be in a manifest, in words for the rule's author; nothing when it is one.
std::optional<std::string> WrongWith(const v1::RuleManifest& manifest);

// Where the library says something else than the manifest that was signed; nothing where they
// agree.
std::optional<std::string> Disagreement(const v1::RuleManifest& manifest, const RuleCard& card);

}  // namespace caseload::rules
