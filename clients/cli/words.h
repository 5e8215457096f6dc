// SPDX-License-Identifier: Apache-2.0
// Words: codes, days and entries of the record in plain English.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "caseload/v1/case.pb.h"
#include "caseload/v1/chronology.pb.h"
#include "caseload/v1/person.pb.h"
#include "cpp/connection.h"

namespace caseload::cli {

// "2024-03-31T10:00:00Z"; empty when not set.
std::string InstantText(const google::protobuf::Timestamp& instant);

// "CONCERN_BASIS_CATEGORY_LATEST" without its prefix, in small letters: "category latest".
std::string EnumWords(std::string_view name, std::string_view prefix);

// "yes", "no"; empty when not recorded.
std::string YesNo(std::optional<bool> value);

// "protection plan"; "note" for an entry that does not say what it is.
std::string EntryKind(const v1::Entry& entry);
// What the entry says in codes and flags, e.g. "seen, not alone"; never its narrative.
std::string EntryDetails(const v1::Entry& entry);

// The name in use, "unnamed" where there is none.
std::string NameOf(const v1::Person& person);

// The code set that a concern of this basis takes its codes from.
std::string CodeSetOf(v1::ConcernBasis basis);

// Labels of codes, asked of the server once a set. A code without a label, or of a set that cannot
// be had, stays a code: a missing label must not hide a record.
class Labels {
 public:
  explicit Labels(const client::Connection& connection) : connection_(connection) {}
  // "3B Domestic abuse: parent"; the code alone when there is no label; empty for an empty code.
  std::string Of(const std::string& code_set, const std::string& code);

 private:
  const client::Connection& connection_;
  std::map<std::string, std::map<std::string, std::string>> sets_;
};

}  // namespace caseload::cli
