// SPDX-License-Identifier: Apache-2.0
// Near: an edit distance of two at most, or another prefix or none.
#include "exchange/ssd_names.h"

#include "exchange/xml_form.h"

namespace caseload::exchange {
namespace {

constexpr std::size_t kNearLetters = 2;
constexpr std::string_view kFilePrefix = "ssd_";
constexpr std::string_view kExtension = ".csv";
// Longer names are no slip of a hand, and the table of distances grows with them.
constexpr std::size_t kLongestCompared = 80;
constexpr std::size_t kListed = 50;

std::string_view WithoutPrefix(std::string_view name) {
  const std::size_t end = name.find('_');
  return end == std::string_view::npos ? name : name.substr(end + 1);
}

}  // namespace

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& letter : lower) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return lower;
}

std::string_view ColumnNear(const SsdShape& shape, std::string_view column) {
  if (column.empty() || column.size() > kLongestCompared) return {};
  // Before another prefix is thought of: "childs_person_id" is no "person_id" of somebody's.
  for (const std::string_view known : shape.columns) {
    if (column == WithoutPrefix(known)) return known;
  }
  std::string_view near;
  std::size_t least = kNearLetters + 1;
  for (const std::string_view known : shape.columns) {
    const std::string_view stem = WithoutPrefix(known);
    if (WithoutPrefix(column) == stem || WithoutPrefix(column) == known) return known;
    const std::size_t distance = xml::Distance(column, known);
    if (distance < least) {
      least = distance;
      near = known;
    }
  }
  return near;
}

std::string FileNear(std::string_view file) {
  std::string name = LowerCase(file);
  if (name.starts_with(kFilePrefix)) name.erase(0, kFilePrefix.size());
  // Hidden files are other programs'.
  if (name.starts_with('.') || name.size() > kLongestCompared) return {};
  std::string near;
  std::size_t least = kNearLetters + 1;
  const auto compare = [&](std::string_view object, bool read) {
    const std::string known = std::string(object) + std::string(kExtension);
    const bool prefixed = read && name.ends_with("_" + known);
    const std::size_t distance = prefixed ? 1 : xml::Distance(name, known);
    if (distance >= least) return;
    least = distance;
    near = read ? known : std::string();
  };
  // A name as near to an object that is not read is taken for that one.
  for (const std::string_view object : SsdOtherObjects()) compare(object, false);
  for (const SsdShape& shape : SsdShapes()) compare(shape.name, true);
  return near;
}

void NearNames::Add(std::string_view file, std::string_view name, std::string_view near) {
  if (count_++ == 0) file_ = file;
  if (count_ > kListed) return;
  lines_.append("\n  ").append(file);
  if (!name.empty()) lines_.append(", column ").append(name);
  lines_.append(": the nearest name is ").append(near);
}

Failure NearNames::Refusal() const {
  Failure failure{"NAMES_UNKNOWN", "The dataset does not know these names:" + lines_, file_, 1};
  if (count_ > kListed) {
    failure.message += "\n  and " + std::to_string(count_ - kListed) + " other names";
  }
  return failure;
}

}  // namespace caseload::exchange
