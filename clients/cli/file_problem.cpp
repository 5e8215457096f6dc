// SPDX-License-Identifier: Apache-2.0
// Puts the failures of readers and writers of files into words.
#include "cli/file_problem.h"

#include <filesystem>

namespace caseload::cli {
namespace {

// A reader names its file in full, by its last part, or as one file of the folder that was given;
// inside an XML file it names an element.
std::string Place(const exchange::Failure& failure, const std::string& given) {
  const std::filesystem::path path(given);
  const std::filesystem::path inner(failure.path);
  if (failure.path.empty() || inner == path || inner == path.filename()) return given;
  if (failure.path.starts_with(given)) return failure.path;
  return inner.is_absolute() ? given : (path / inner).string();
}

}  // namespace

client::Problem FileProblem(const exchange::Failure& failure, const std::string& given) {
  constexpr int kInvalidArgument = 3;
  const std::string place = Place(failure, given);
  std::string where = place;
  if (failure.line > 0) where += ", line " + std::to_string(failure.line);
  if (place == given && failure.path != given && failure.path.starts_with('/')) {
    where += ", at " + failure.path;
  }
  return {kInvalidArgument, failure.code, where + ": " + failure.message};
}

}  // namespace caseload::cli
