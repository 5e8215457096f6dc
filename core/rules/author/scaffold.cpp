// SPDX-License-Identifier: Apache-2.0
#include "rules/author/scaffold.h"

#include <algorithm>
#include <array>
#include <vector>

#include "rules/author/files.h"
#include "rules/card.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

Error Wrong(std::string message) { return {v1::ERROR_REASON_FIELDS_INVALID, std::move(message)}; }
Error Failed(std::string message) { return {v1::ERROR_REASON_NOT_FOUND, std::move(message)}; }

// What stands in the starter for what is each rule's own.
struct Word {
  std::string in_starter;
  std::string in_rule;
};

std::string LastPart(const std::string& rule_id) { return rule_id.substr(rule_id.rfind('.') + 1); }

std::string InCamels(const std::string& name) {
  std::string camels;
  bool first = true;
  for (const char c : name) {
    const bool letter = c >= 'a' && c <= 'z';
    if (c != '-') camels.push_back(first && letter ? static_cast<char>(c - 'a' + 'A') : c);
    first = c == '-';
  }
  // The kit has names of its own: a rule called "case" must not hide its Case.
  return camels.ends_with("Rule") ? camels : camels + "Rule";
}

std::vector<Word> WordsOf(const std::string& rule_id, const std::string& name, Date review_by) {
  return {{"example.long-open", rule_id},
          {"LongOpenRule", InCamels(LastPart(rule_id))},
          {"long-open", LastPart(rule_id)},
          {"long_open", name},
          {"2027-12-31", FormatDate(review_by)}};
}

// In one pass: a word of the rule's own may hold a word of the starter's.
std::string Translated(const std::string& text, const std::vector<Word>& words) {
  std::string translated;
  for (std::size_t at = 0; at < text.size();) {
    const auto word = std::ranges::find_if(words, [&](const Word& one) {
      return text.compare(at, one.in_starter.size(), one.in_starter) == 0;
    });
    if (word == words.end()) {
      translated.push_back(text[at++]);
    } else {
      translated += word->in_rule;
      at += word->in_starter.size();
    }
  }
  return translated;
}

struct NewFile {
  fs::path path;  // in the folder
  std::string content;
};

Result<std::vector<NewFile>> FilesOf(const fs::path& starter, const std::vector<Word>& words) {
  std::vector<NewFile> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(starter, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->is_regular_file()) continue;
    const auto content = ReadWhole(entry->path());
    if (!content) return content.error();
    const auto inside = entry->path().lexically_relative(starter).string();
    files.push_back({Translated(inside, words), Translated(*content, words)});
  }
  if (error || files.empty())
    return Failed("the starter " + starter.string() +
                  " cannot be read: it comes with the kit for rules (component sdk)");
  return files;
}

// A rule without a name of its own is an example, called as its folder is.
std::string RuleIdFor(const fs::path& folder) {
  std::error_code error;
  std::string name = fs::weakly_canonical(folder / "", error).parent_path().filename().string();
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_' || c == ' ') c = '-';
  }
  return "example." + name;
}

Outcome WriteAll(const fs::path& folder, const std::vector<NewFile>& files) {
  std::vector<fs::path> made;
  std::error_code error;
  if (fs::create_directories(folder, error)) made.push_back(folder);
  for (const auto& file : files) {
    const fs::path path = folder / file.path;
    if (!error && fs::create_directories(path.parent_path(), error))
      made.push_back(path.parent_path());
    auto written = error ? Outcome(Failed(path.string() + " cannot be written"))
                         : WriteNew(path, file.content);
    if (written) {
      made.push_back(path);
      continue;
    }
    std::error_code ignored;  // what stays is empty folders
    for (auto one = made.rbegin(); one != made.rend(); ++one) fs::remove(*one, ignored);
    return written;
  }
  return Nothing{};
}

}  // namespace

Result<std::string> NameOfRule(const std::string& rule_id) {
  if (!IsRuleId(rule_id))
    return Wrong("\"" + Legible(rule_id, 80) +
                 "\" cannot be a rule's id: small letters, digits and - with dots between, such as "
                 "example.my-rule");
  std::string name = LastPart(rule_id);
  if (name.front() < 'a' || name.front() > 'z')
    return Wrong("the last part of the rule's id, " + name + ", must begin with a letter");
  std::ranges::replace(name, '-', '_');
  // What the build has as targets of its own.
  constexpr std::array kTaken{
      "all",           "clean",   "depend", "edit_cache",    "help",
      "install",       "package", "test",   "rebuild_cache", "list_install_components",
      "package_source"};
  if (std::ranges::find(kTaken, name) != kTaken.end())
    return Wrong("a rule cannot be called " + name + ": the build has a target of that name");
  return name;
}

Result<std::string> BeginRule(const Scaffold& scaffold) {
  const std::string rule_id =
      scaffold.rule_id.empty() ? RuleIdFor(scaffold.folder) : scaffold.rule_id;
  auto name = NameOfRule(rule_id);
  if (!name) {
    if (!scaffold.rule_id.empty()) return name;
    return Wrong(name.error().message + "; name it with --rule-id");
  }
  std::error_code error;
  const bool there = fs::exists(fs::symlink_status(scaffold.folder, error));
  if (there && !fs::is_empty(scaffold.folder, error))
    return Wrong(scaffold.folder.string() + " is there already: a rule begins in a new folder");
  if (there && error) return Failed(scaffold.folder.string() + " cannot be read");
  const auto files = FilesOf(scaffold.starter, WordsOf(rule_id, *name, scaffold.review_by));
  if (!files) return files.error();
  if (auto written = WriteAll(scaffold.folder, *files); !written) return written.error();
  return name;
}

}  // namespace caseload::rules
