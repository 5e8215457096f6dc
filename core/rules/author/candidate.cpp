// SPDX-License-Identifier: Apache-2.0
#include "rules/author/candidate.h"

#include <algorithm>
#include <charconv>

#include "rules/author/files.h"
#include "rules/host/guest.h"
#include "rules/settings.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kVignette = ".vignette.txt";

Result<v1::RuleFile> VignetteFile(const fs::path& path) {
  auto content = ReadWhole(path);
  if (!content) return content.error();
  v1::RuleFile file;
  file.set_name(path.string());
  file.set_content(*std::move(content));
  return file;
}

Result<std::vector<fs::path>> VignettesIn(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename().string().ends_with(kVignette)) found.push_back(entry->path());
  }
  if (error) return Error{v1::ERROR_REASON_NOT_FOUND, folder.string() + " cannot be read"};
  if (found.empty())
    return Error{v1::ERROR_REASON_NOT_FOUND,
                 folder.string() + " holds no file that ends in " + std::string(kVignette)};
  std::ranges::sort(found);
  return found;
}

}  // namespace

Result<std::unique_ptr<Candidate>> Candidate::Open(const fs::path& file, const Workshop& workshop) {
  auto bytes = ReadWhole(file);
  if (!bytes) return bytes.error();
  std::unique_ptr<Candidate> opened(new Candidate(workshop));
  if (bytes->starts_with("\x7f"
                         "ELF")) {
    opened->library_ = *std::move(bytes);
    return opened;
  }
  auto package = ReadPackage(*bytes);
  if (!package)
    return Error{package.error().reason,
                 file.string() + " is neither a library nor a package: " + package.error().message};
  opened->library_ = package->parts.library();
  opened->manifest_ = std::move(package->manifest);
  for (auto& one : *package->parts.mutable_files()) {
    if (one.name().ends_with(kVignette)) opened->vignettes_.push_back(std::move(one));
  }
  return opened;
}

Result<Alive> Candidate::With(const RuleSettings& settings) {
  if (const auto found = alive_.find(settings); found != alive_.end()) return found->second;
  RuleMember member{"the rule", manifest_, settings};
  member.library = [this]() -> Result<std::string> { return library_; };
  Alive alive{book_.Prepare({&member, 1}), {}, {}};
  if (const auto refused = alive.set->List().front().refused_because(); !refused.empty())
    return Error{v1::ERROR_REASON_RULE_UNAVAILABLE, "the rule cannot be started: " + refused};
  alive.card = alive.set->guests().front()->card();
  alive.values = alive.set->guests().front()->values();
  return alive_.emplace(settings, std::move(alive)).first->second;
}

Result<RuleSettings> SettingsOf(const std::vector<std::string>& given) {
  RuleSettings settings;
  for (const auto& one : given) {
    const auto equals = std::min(one.find('='), one.size());
    const auto at = std::min(one.find('@', equals), one.size());
    const std::string number = one.substr(std::min(equals + 1, at), at - std::min(equals + 1, at));
    std::int64_t value = 0;
    const char* end = number.data() + number.size();
    const auto read = std::from_chars(number.data(), end, value);
    const auto from = at == one.size() ? kAlways : ParseDate(one.substr(at + 1));
    if (number.empty() || read.ec != std::errc{} || read.ptr != end || !from)
      return Error{v1::ERROR_REASON_FIELDS_INVALID,
                   "--set " + one + " is not NAME=WHOLE NUMBER, nor that with @YYYY-MM-DD"};
    if (!settings[one.substr(0, equals)].emplace(*from, value).second)
      return Error{v1::ERROR_REASON_FIELDS_INVALID, "--set " + one + " is given a second time"};
  }
  return settings;
}

Result<std::vector<v1::RuleFile>> VignetteFiles(const std::vector<fs::path>& given) {
  std::vector<v1::RuleFile> files;
  for (const auto& one : given) {
    std::vector<fs::path> paths{one};
    std::error_code error;
    if (fs::is_directory(one, error)) {
      auto found = VignettesIn(one);
      if (!found) return found.error();
      paths = *std::move(found);
    }
    for (const auto& path : paths) {
      auto file = VignetteFile(path);
      if (!file) return file.error();
      files.push_back(*std::move(file));
    }
  }
  return files;
}

Result<std::vector<Vignette>> ReadVignetteFile(const v1::RuleFile& file) {
  auto read = ReadVignettes(file.content());
  if (const auto* wrong = std::get_if<std::string>(&read))
    return Error{v1::ERROR_REASON_FIELDS_INVALID, file.name() + ": " + *wrong};
  return std::get<std::vector<Vignette>>(std::move(read));
}

}  // namespace caseload::rules
