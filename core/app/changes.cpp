// SPDX-License-Identifier: Apache-2.0
#include "app/changes.h"

#include <algorithm>

namespace caseload::app {
namespace {

std::size_t HashOf(store::Field field, std::string_view value) {
  return std::hash<std::string_view>()(value) * 31 + static_cast<std::size_t>(field);
}

}  // namespace

void Changes::Note(const store::Put& put) {
  for (const auto& term : put.terms_removed) {
    terms_removed_.insert(term);
    auto [at, end] = terms_added_.equal_range(HashOf(term.field, term.value));
    while (at != end) at = *at->second == term ? terms_added_.erase(at) : std::next(at);
  }
  for (const auto& term : put.terms_added) {
    if (!terms_removed_.empty()) terms_removed_.erase(term);
    terms_added_.emplace(HashOf(term.field, term.value), &term);
  }
  // The key lies in a put of the same id: the first one's, which stays.
  records_[put.id] = &put;
}

std::optional<Standing> Changes::Find(const std::string& id) const {
  const auto found = records_.find(id);
  if (found == records_.end()) return std::nullopt;
  const store::Put& put = *found->second;
  return Standing{put.kind, put.number, put.expected_version + 1, put.body, put.protected_body};
}

void Changes::Amend(store::Field field, std::string_view value,
                    std::vector<store::Term>& rows) const {
  if (!terms_removed_.empty()) {
    std::erase_if(rows, [this](const store::Term& term) { return terms_removed_.contains(term); });
  }
  const auto [first, last] = terms_added_.equal_range(HashOf(field, value));
  for (auto at = first; at != last; ++at) {
    const store::Term& added = *at->second;
    if (added.field != field || added.value != value) continue;
    // The store may have it by now: what is on its way to the disk is read and amended alike.
    if (std::find(rows.begin(), rows.end(), added) == rows.end()) rows.push_back(added);
  }
}

}  // namespace caseload::app
