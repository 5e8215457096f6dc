// SPDX-License-Identifier: Apache-2.0
#include "app/draft.h"

#include <algorithm>

namespace caseload::app {
Error Draft::Missing(const std::string& field) {
  return {v1::ERROR_REASON_NOT_FOUND, "there is no such record", {{field, "names no record"}}};
}

std::optional<Standing> Draft::Find(const std::string& id) {
  if (auto own = changes_.Find(id)) return own;
  for (const Batch* batch = &batch_; batch != nullptr; batch = batch->before) {
    if (auto decided = batch->changes.Find(id)) return decided;
  }
  auto cached = batch_.cache.find(id);
  if (cached == batch_.cache.end()) {
    auto read = batch_.reader.Get(std::span(&id, 1));
    if (!read) {
      failure_ = read.error();
      return std::nullopt;
    }
    cached = batch_.cache.emplace(id, std::move((*read)[0])).first;
  }
  return cached->second ? std::optional(StandingOf(*cached->second)) : std::nullopt;
}

Result<std::vector<std::string>> Draft::Under(store::Field field, const std::string& value,
                                              std::size_t limit) {
  store::FindQuery query;
  query.field = field;
  query.value = value;
  query.limit = limit;
  auto rows = batch_.reader.Find(query);
  if (!rows) return rows.error();
  Amend(field, value, *rows);
  std::vector<std::string> targets;
  targets.reserve(rows->size());
  for (auto& term : *rows) targets.push_back(std::move(term.target));
  return targets;
}

Result<std::vector<std::optional<std::string>>> Draft::FirstsUnder(
    store::Field field, std::span<const std::string_view> values) {
  auto kept = batch_.reader.FindFirsts(field, values);
  if (!kept) return kept.error();
  std::vector<std::optional<std::string>> targets;
  targets.reserve(values.size());
  std::vector<store::Term> rows;
  for (std::size_t i = 0; i < values.size(); ++i) {
    rows.clear();
    if ((*kept)[i]) rows.push_back(*std::move((*kept)[i]));
    Amend(field, values[i], rows);
    targets.push_back(rows.empty() ? std::nullopt : std::optional(std::move(rows[0].target)));
  }
  return targets;
}

// In the order in which it was decided.
void Draft::Amend(store::Field field, std::string_view value,
                  std::vector<store::Term>& rows) const {
  if (batch_.before != nullptr) batch_.before->changes.Amend(field, value, rows);
  batch_.changes.Amend(field, value, rows);
  changes_.Amend(field, value, rows);
}

std::uint32_t Draft::NumberOf(const std::string& id) {
  if (describing_ != nullptr && describing_->id == id) return describing_->number;
  const auto standing = Find(id);
  return standing ? standing->number : 0;
}

void Draft::AddSubjects(std::vector<std::string> more, store::Put& put) {
  for (auto& subject : more) {
    // What a delivery named and nobody knows is empty.
    if (subject.empty()) continue;
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

void Draft::CreateFault(const v1::ImportFault& fault, const std::string& import_id,
                        std::int64_t place) {
  store::Put& put = puts_.emplace_back();
  put.id = NewId();
  put.kind = store::Kind::kImportFault;
  put.body = fault.SerializeAsString();
  put.terms_added.push_back({store::Field::kFaultOfImport, import_id, place, put.id});
  changes_.Note(put);
}

std::vector<store::Put> Draft::TakePuts() {
  return {std::make_move_iterator(puts_.begin()), std::make_move_iterator(puts_.end())};
}

}  // namespace caseload::app
