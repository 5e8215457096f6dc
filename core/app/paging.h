// SPDX-License-Identifier: Apache-2.0
// Paging: every list pages by an opaque, sealed token that opens only for the query that handed it
// out.
#pragma once

#include <google/protobuf/message.h>

#include <optional>
#include <string>

#include "base/result.h"
#include "store/store.h"

namespace caseload::app {

class Pager {
 public:
  explicit Pager(std::string key) : key_(std::move(key)) {}

  // The request's page_size within limits; FIELDS_INVALID below 0.
  static Result<std::size_t> Size(const google::protobuf::Message& request);
  // Where the page before ended; nothing on the first page. PAGE_TOKEN_INVALID for a token of
  // another query.
  Result<std::optional<std::string>> Open(const google::protobuf::Message& request) const;
  std::string Seal(const google::protobuf::Message& request, const std::string& last) const;

  Result<std::optional<store::Term>> OpenTerm(const google::protobuf::Message& request,
                                              store::Field field) const;
  std::string SealTerm(const google::protobuf::Message& request, const store::Term& last) const;
  Result<std::uint64_t> OpenSequence(const google::protobuf::Message& request) const;

 private:
  std::string key_;
};

}  // namespace caseload::app
