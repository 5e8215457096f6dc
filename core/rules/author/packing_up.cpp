// SPDX-License-Identifier: Apache-2.0
#include "rules/author/packing_up.h"

#include <algorithm>

#include "base/ids.h"
#include "base/signature.h"
#include "rules/author/candidate.h"
#include "rules/author/files.h"
#include "rules/host/guest.h"
#include "rules/manifest.h"
#include "rules/rule_book.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

Result<std::vector<fs::path>> FilesOf(const PackingList& list) {
  std::vector<fs::path> files;
  for (const auto& given : list.files) {
    std::error_code error;
    if (!fs::is_directory(given, error)) {
      files.push_back(given);
      continue;
    }
    for (fs::directory_iterator entry(given, error), end; !error && entry != end;
         entry.increment(error)) {
      if (entry->is_regular_file()) files.push_back(entry->path());
    }
    if (error) return Error{v1::ERROR_REASON_NOT_FOUND, given.string() + " cannot be read"};
  }
  std::ranges::sort(files, {}, [](const fs::path& file) { return file.filename(); });
  return files;
}

Outcome AddDatedValue(const std::string& given, v1::RuleManifest& manifest) {
  const auto reference = std::min(given.find(' '), given.size());
  const Error wrong{v1::ERROR_REASON_FIELDS_INVALID,
                    "--dated-value " + given +
                        " is not NAME=WHOLE NUMBER@YYYY-MM-DD of a parameter of the library, with "
                        "what it rests on behind it"};
  const auto settings = SettingsOf({given.substr(0, reference)});
  if (!settings) return wrong;
  const auto& [name, dated] = *settings->begin();
  auto& parameters = *manifest.mutable_parameters();
  const auto parameter = std::ranges::find(parameters, name, &v1::RuleParameter::name);
  if (parameter == parameters.end() || dated.begin()->first == kAlways) return wrong;
  auto& value = *parameter->add_dated_values();
  value.set_from_on(FormatDate(dated.begin()->first));
  value.set_value(dated.begin()->second);
  value.set_reference(given.substr(std::min(reference + 1, given.size())));
  return Nothing{};
}

}  // namespace

Result<v1::RuleManifest> DescribeLibrary(const std::string& library,
                                         const fs::path& worker_program) {
  const RuleBook book(worker_program, {});
  RuleMember member{"the library"};
  member.library = [&library]() -> Result<std::string> { return library; };
  const auto set = book.Prepare({&member, 1});
  const v1::Rule rule = set->List().front();
  if (rule.state() == v1::RULE_STATE_REFUSED)
    return Error{v1::ERROR_REASON_RULE_UNAVAILABLE, rule.refused_because()};
  v1::RuleManifest manifest = ManifestOf(set->guests().front()->card());
  manifest.set_library_digest(rule.digest());
  manifest.set_library_bytes(library.size());
  return manifest;
}

Result<std::string> PackUp(const PackingList& list, const fs::path& worker_program) {
  v1::RulePackage package;
  auto library = ReadWhole(list.library);
  if (!library) return library.error();
  package.set_library(*std::move(library));
  auto manifest = DescribeLibrary(package.library(), worker_program);
  if (!manifest) return manifest.error();
  manifest->set_licence(list.licence);
  manifest->set_author(list.author);
  manifest->set_review_by_on(list.review_by_on);
  for (const auto& given : list.dated_values) {
    if (auto added = AddDatedValue(given, *manifest); !added) return added.error();
  }
  const auto& asked = list.limits_asked;
  if (asked.evaluation_millis() > 0 || asked.findings() > 0)
    *manifest->mutable_limits_asked() = asked;
  const auto files = FilesOf(list);
  if (!files) return files.error();
  for (const auto& path : *files) {
    auto content = ReadWhole(path);
    if (!content) return content.error();
    auto& entry = *manifest->add_files();
    entry.set_name(path.filename().string());
    entry.set_digest(Sha256Hex(*content));
    auto& file = *package.add_files();
    file.set_name(entry.name());
    file.set_content(*std::move(content));
  }
  package.set_manifest(manifest->SerializeAsString());
  std::string bytes = package.SerializeAsString();
  // As the server will read it.
  if (auto read = ReadPackage(bytes); !read) return read.error();
  return bytes;
}

Result<std::string> SignPackage(const std::string& package, const PrivateKey& key) {
  auto read = ReadPackage(package);
  if (!read) return read.error();
  v1::RulePackage& parts = read->parts;
  auto signature = key.Sign(parts.manifest());
  if (!signature) return signature.error();
  parts.set_signature(*std::move(signature));
  parts.set_key_id(KeyIdOf(key.public_key()));
  return parts.SerializeAsString();
}

}  // namespace caseload::rules
