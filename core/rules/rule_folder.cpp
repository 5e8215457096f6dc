// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_folder.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "rules/settings.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

// A folder with more is not a folder of rules.
constexpr std::size_t kRules = 200;
// A rule is some tens of kilobytes; one with a whole runtime inside stays below this.
constexpr std::uintmax_t kLibraryBytes = std::uintmax_t{64} * 1024 * 1024;
constexpr std::uintmax_t kSettingsBytes = std::uintmax_t{64} * 1024;

Error Unreadable(std::string message) {
  return {v1::ERROR_REASON_RULE_UNAVAILABLE, std::move(message)};
}

Result<std::string> ReadFile(const fs::path& path, std::uintmax_t most) {
  std::error_code error;
  if (!fs::exists(path, error)) return Unreadable("there is no such file");
  const auto size = fs::file_size(path, error);
  if (error || size > most) return Unreadable("it cannot be read, or is too large");
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file || bytes.size() != size) return Unreadable("it cannot be read");
  return bytes;
}

std::vector<fs::path> LibrariesIn(const fs::path& folder, std::error_code& error) {
  std::vector<fs::path> libraries;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == ".so") libraries.push_back(entry->path());
  }
  std::sort(libraries.begin(), libraries.end());
  return libraries;
}

}  // namespace

Result<RuleMember> MemberOf(const fs::path& library) {
  RuleMember member{library.filename().string()};
  std::error_code error;
  auto beside = library;
  beside.replace_extension(".json");
  if (fs::exists(beside, error)) {
    const auto json = ReadFile(beside, kSettingsBytes);
    if (!json) return Error{json.error().reason, "its settings: " + json.error().message};
    auto settings = ReadSettings(*json);
    if (!settings) return settings.error();
    member.settings = *std::move(settings);
  }
  member.library = [library] { return ReadFile(library, kLibraryBytes); };
  return member;
}

std::unique_ptr<RuleBook> OpenFolder(const fs::path& folder, const fs::path& worker_program,
                                     RuleWords words, RuleLimits limits) {
  auto book = std::make_unique<RuleBook>(worker_program, std::move(words), limits);
  std::error_code error;
  auto libraries = LibrariesIn(folder, error);
  if (error) {
    book->DoWithout("the folder of rules cannot be read: " + error.message());
    return book;
  }
  if (libraries.size() > kRules) libraries.resize(kRules);
  std::vector<RuleMember> members;
  for (const auto& library : libraries) {
    auto member = MemberOf(library);
    if (!member) {
      // It is refused for the reason for which it cannot be read.
      const Error why = member.error();
      member = RuleMember{library.filename().string()};
      member->library = [why]() -> Result<std::string> { return why; };
    }
    members.push_back(*std::move(member));
  }
  book->PutInForce(book->Prepare(members));
  return book;
}

}  // namespace caseload::rules
