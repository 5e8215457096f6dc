// SPDX-License-Identifier: Apache-2.0
// One pass over the file for everything that must be known before the first record is sent.
#include "exchange/xml_scan.h"

#include <algorithm>

#include "exchange/xml_file.h"
#include "exchange/xml_header.h"

namespace caseload::exchange::xml {

namespace {

constexpr std::size_t kNameShown = 80;
// What has been read of these is remembered to the end of the file.
constexpr std::size_t kRepeatedIds = 20'000;

const Element* FindId(const Element& from, std::string_view own_name) {
  for (const Element& child : from.children) {
    if (child.as == own_name) return &child;
    if (const Element* found = FindId(child, own_name)) return found;
  }
  return nullptr;
}

// What the file calls itself, when that can be shown: a short word of letters and digits.
std::string Shown(const std::string& collection) {
  constexpr std::size_t kLongest = 16;
  const bool plain =
      collection.size() <= kLongest && collection.find_first_not_of(
                                           "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
                                           "uvwxyz0123456789") == std::string::npos;
  return plain ? "a " + collection + " return" : "another return";
}

// Nothing when the file may be of the form. Looks only at what has been read so far.
std::optional<Failure> CheckForm(const Form& form, const TreeBuilder& tree, std::uint64_t units) {
  const Element* root = tree.outside();
  if (root == nullptr) return std::nullopt;
  const std::string wanted = std::string(form.title) + " was expected";
  if (root->as != form.names.front()) {
    return Failure{"FORM_UNKNOWN",
                   wanted + ", but the root element is " + root->name.substr(0, kNameShown) + ".",
                   "/", root->line};
  }
  const std::string collection = tree.FirstOutside("Collection");
  if (collection.empty() && units == 0) {
    return Failure{"FORM_UNKNOWN",
                   wanted + ", but the file neither says so nor holds a single " +
                       std::string(form.unit) + ".",
                   "/" + root->label, root->line};
  }
  if (!collection.empty() && collection != form.collection) {
    return Failure{"FORM_UNKNOWN",
                   wanted + ", but the file says that it is " + Shown(collection) + ".",
                   "/" + root->label, root->line};
  }
  return std::nullopt;
}

std::optional<Failure> CheckNames(const Form& form, const TreeBuilder& tree) {
  constexpr std::size_t kListed = 50;
  if (tree.strange_names().empty()) return std::nullopt;
  Failure failure{"NAMES_UNKNOWN", "The form does not know these elements:", "", 0};
  std::size_t listed = 0;
  for (const auto& [name, seen] : tree.strange_names()) {
    if (failure.line == 0 || seen.first_line < failure.line) failure.line = seen.first_line;
    if (++listed > kListed) continue;
    const auto known = Find(form, name);
    const std::string_view near = known ? known->as : Nearest(form, name);
    failure.message += "\n  " + name.substr(0, kNameShown) + ": " + std::to_string(seen.count) +
                       " times, first on line " + std::to_string(seen.first_line) +
                       (known && known->negated ? "; known as the opposite of "
                        : known                 ? "; known as "
                                                : "; the nearest name is ") +
                       std::string(near);
  }
  if (listed > kListed) {
    failure.message += "\n  and " + std::to_string(listed - kListed) + " other names";
  }
  if (tree.strange_names_unlisted() > 0) {
    failure.message +=
        "\n  and more, on " + std::to_string(tree.strange_names_unlisted()) + " other elements";
  }
  return failure;
}

std::unordered_set<std::size_t> Repeated(std::vector<std::size_t> hashes) {
  std::sort(hashes.begin(), hashes.end());
  std::unordered_set<std::size_t> repeated;
  for (std::size_t i = 1; i < hashes.size(); ++i) {
    if (hashes[i] == hashes[i - 1]) repeated.insert(hashes[i]);
  }
  return repeated;
}

}  // namespace

std::size_t IdHash(std::string_view id) { return std::hash<std::string_view>{}(id); }

Expected<Scan> ScanDelivery(const std::filesystem::path& file, const ReadOptions& options,
                            const Form& form) {
  std::vector<std::size_t> hashes;
  std::uint64_t units = 0;
  TreeBuilder tree(form, [&](Unit&& unit) {
    ++units;
    const Element* id = FindId(unit.element, form.unit_id);
    if (id != nullptr && !id->text().empty()) hashes.push_back(IdHash(id->text()));
  });
  auto opened = File::Open(file, tree);
  if (!opened) return opened.failure();
  for (bool more = true; more;) {
    const auto step = (*opened)->Step();
    if (!step) {
      // Another form can look too large, since none of it is a record of this one.
      const bool may_be_another = step.failure().code == "XML_TOO_LARGE" && units == 0;
      if (may_be_another) {
        if (auto wrong = CheckForm(form, tree, 1)) return *wrong;
      }
      return step.failure();
    }
    more = *step;
  }
  if (auto wrong = CheckForm(form, tree, units)) return *wrong;
  if (!options.accept_unknown_names) {
    if (auto wrong = CheckNames(form, tree)) return *wrong;
  }
  Scan scan;
  scan.header.set_form(std::string(form.name));
  scan.header.set_digest((*opened)->digest());
  ReadOutside(*tree.outside(), scan.header, scan.outside);
  scan.repeated_ids = Repeated(std::move(hashes));
  if (scan.repeated_ids.size() > kRepeatedIds) {
    return Failure{"IDS_REPEATED",
                   "More than 20,000 values of " + std::string(form.unit_id) +
                       " stand at more than one record: they identify nobody.",
                   "", 0};
  }
  return scan;
}

}  // namespace caseload::exchange::xml
