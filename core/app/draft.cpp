// SPDX-License-Identifier: Apache-2.0
#include "app/draft.h"

#include <algorithm>

#include "base/limits.h"

namespace caseload::app {
namespace {

const store::Record* FindIn(const Changes& changes, const std::string& id) {
  const auto found = changes.records.find(id);
  return found == changes.records.end() ? nullptr : &found->second;
}

}  // namespace

Error Draft::Missing(const std::string& field) {
  return {v1::ERROR_REASON_NOT_FOUND, "there is no such record", {{field, "names no record"}}};
}

const store::Record* Draft::Find(const std::string& id) {
  if (const auto* own = FindIn(changes_, id)) return own;
  if (const auto* before = FindIn(batch_.changes, id)) return before;
  auto cached = batch_.cache.find(id);
  if (cached == batch_.cache.end()) {
    auto read = batch_.reader.Get(std::span(&id, 1));
    if (!read) {
      failure_ = read.error();
      return nullptr;
    }
    cached = batch_.cache.emplace(id, std::move((*read)[0])).first;
  }
  return cached->second ? &*cached->second : nullptr;
}

Result<std::vector<std::string>> Draft::Under(store::Field field, const std::string& value,
                                              std::size_t limit) {
  store::FindQuery query;
  query.field = field;
  query.value = value;
  query.limit = limit;
  auto rows = batch_.reader.Find(query);
  if (!rows) return rows.error();
  for (const Changes* changes : {&batch_.changes, &changes_}) {
    if (changes->terms_removed.empty() && changes->terms_added.empty()) continue;
    std::erase_if(*rows,
                  [&](const store::Term& term) { return changes->terms_removed.contains(term); });
    const auto added = changes->terms_added.find({field, value});
    if (added == changes->terms_added.end()) continue;
    rows->insert(rows->end(), added->second.begin(), added->second.end());
  }
  std::vector<std::string> targets;
  for (const auto& term : *rows) targets.push_back(term.target);
  return targets;
}

std::uint32_t Draft::NumberOf(const std::string& id) {
  const auto own = own_numbers_.find(id);
  if (own != own_numbers_.end()) return own->second;
  const store::Record* record = Find(id);
  return record == nullptr ? 0 : record->number;
}

bool Draft::ClosedByHand(const std::string& case_id) {
  auto rows = batch_.reader.History(case_id, 0, limits::kHistoryOfOneCase);
  if (!rows) {
    failure_ = rows.error();
    return false;
  }
  bool closed = false;
  for (const auto& row : *rows) {
    if (row.record_id == case_id && row.action == "cases.close") closed = true;
    if (row.record_id == case_id && row.action == "cases.reopen") closed = false;
  }
  return closed;
}

void Draft::AddSubjects(std::vector<std::string> more, store::Put& put) {
  for (auto& subject : more) {
    const bool known =
        std::find(put.subjects.begin(), put.subjects.end(), subject) != put.subjects.end();
    if (!known) put.subjects.push_back(std::move(subject));
  }
}

void Draft::SetTerms(std::vector<store::Term> now, std::vector<store::Term> before,
                     store::Put& put) {
  std::sort(now.begin(), now.end());
  now.erase(std::unique(now.begin(), now.end()), now.end());
  std::sort(before.begin(), before.end());
  before.erase(std::unique(before.begin(), before.end()), before.end());
  std::set_difference(before.begin(), before.end(), now.begin(), now.end(),
                      std::back_inserter(put.terms_removed));
  std::set_difference(now.begin(), now.end(), before.begin(), before.end(),
                      std::back_inserter(put.terms_added));
}

void Draft::Note(store::Put put) {
  for (const auto& term : put.terms_removed) {
    changes_.terms_removed.insert(term);
    std::erase(changes_.terms_added[{term.field, term.value}], term);
  }
  for (const auto& term : put.terms_added) {
    changes_.terms_removed.erase(term);
    changes_.terms_added[{term.field, term.value}].push_back(term);
  }
  store::Record& record = changes_.records[put.id];
  record.id = put.id;
  record.kind = put.kind;
  record.number = put.number;
  record.version = put.expected_version + 1;
  record.body = put.body;
  record.protected_body = put.protected_body;
  puts_.push_back(std::move(put));
}

void Draft::CreateFault(const v1::ImportFault& fault, const std::string& import_id,
                        std::int64_t place) {
  store::Put put;
  put.id = NewId();
  put.kind = store::Kind::kImportFault;
  put.number = ++makers_.last_numbers[put.kind];
  put.body = fault.SerializeAsString();
  put.terms_added.push_back({store::Field::kFaultOfImport, import_id, place, put.id});
  Note(std::move(put));
}

void Draft::Adopt() {
  for (auto& [id, record] : changes_.records) batch_.changes.records[id] = std::move(record);
  for (const auto& term : changes_.terms_removed) {
    batch_.changes.terms_removed.insert(term);
    const auto added = batch_.changes.terms_added.find({term.field, term.value});
    if (added != batch_.changes.terms_added.end()) std::erase(added->second, term);
  }
  for (auto& [key, terms] : changes_.terms_added) {
    auto& list = batch_.changes.terms_added[key];
    for (auto& term : terms) {
      batch_.changes.terms_removed.erase(term);
      list.push_back(std::move(term));
    }
  }
  changes_ = {};
}

}  // namespace caseload::app
