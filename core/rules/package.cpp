// SPDX-License-Identifier: Apache-2.0
#include "rules/package.h"

#include <map>

#include "base/ids.h"
#include "base/signature.h"
#include "rules/manifest.h"

namespace caseload::rules {
namespace {

Error Invalid(std::string why) {
  return {v1::ERROR_REASON_RULE_PACKAGE_INVALID, "the rule package is refused: " + std::move(why)};
}
Error Unsigned(std::string why) {
  return {v1::ERROR_REASON_RULE_SIGNATURE_INVALID,
          "the rule package is refused: " + std::move(why)};
}

Outcome CheckLibrary(const Package& package) {
  const auto& library = package.parts.library();
  if (library.empty()) return Invalid("it holds no library");
  if (library.size() != package.manifest.library_bytes() ||
      Sha256Hex(library) != package.manifest.library_digest()) {
    return Invalid("its manifest is that of another library");
  }
  return Nothing{};
}

Outcome CheckFiles(const Package& package) {
  std::map<std::string_view, std::string_view> named;
  for (const auto& file : package.manifest.files()) named[file.name()] = file.digest();
  if (package.parts.files_size() != package.manifest.files_size())
    return Invalid("its files are not those its manifest names");
  for (const auto& file : package.parts.files()) {
    const auto entry = named.find(file.name());
    if (entry == named.end() || Sha256Hex(file.content()) != entry->second)
      return Invalid("its files are not those its manifest names");
    named.erase(entry);
  }
  return Nothing{};
}

}  // namespace

Result<Package> ReadPackage(const std::string& bytes) {
  if (bytes.empty()) return Invalid("it is empty");
  if (bytes.size() > kPackageBytes)
    return Error{v1::ERROR_REASON_TOO_LARGE, "a rule package has at most 3 MiB"};
  Package package;
  package.digest = Sha256Hex(bytes);
  if (!package.parts.ParseFromString(bytes)) return Invalid("it cannot be read as one");
  if (package.parts.manifest().empty() ||
      !package.manifest.ParseFromString(package.parts.manifest())) {
    return Invalid("its manifest cannot be read");
  }
  if (const auto wrong = WrongWith(package.manifest)) return Invalid(*wrong);
  if (auto wrong = CheckLibrary(package); !wrong) return wrong.error();
  if (auto wrong = CheckFiles(package); !wrong) return wrong.error();
  return package;
}

Outcome CheckSignature(const Package& package, const v1::SigningKey& key) {
  if (!key.revoked_because().empty())
    return Unsigned("the key it was signed with has been revoked");
  if (!package.manifest.rule_id().starts_with(key.rule_id_prefix()))
    return Unsigned("the key it was signed with may not sign rules of this name");
  if (!IsSignedBy(key.public_key(), package.parts.manifest(), package.parts.signature()))
    return Unsigned("its signature is not that of its manifest");
  return Nothing{};
}

}  // namespace caseload::rules
