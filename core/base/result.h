// SPDX-License-Identifier: Apache-2.0
// Result: a value, or the Error that says why there is none.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "caseload/v1/error_reason.pb.h"

namespace caseload {

// FieldProblem names a field of the request, e.g. "entry.occurred_on", and what is wrong with it.
struct FieldProblem {
  std::string field;
  std::string what;
};

// Error never carries personal data: it is logged and it crosses the wire.
struct Error {
  v1::ErrorReason reason = v1::ERROR_REASON_INTERNAL;
  std::string message;
  std::vector<FieldProblem> fields = {};
};

// "ETAG_STALE" for ERROR_REASON_ETAG_STALE: the form that is published on the wire.
std::string ReasonName(v1::ErrorReason reason);

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}
  bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& operator*() & { return std::get<0>(held_); }
  const T& operator*() const& { return std::get<0>(held_); }
  T&& operator*() && { return std::get<0>(std::move(held_)); }
  T* operator->() { return &std::get<0>(held_); }
  const T* operator->() const { return &std::get<0>(held_); }
  const Error& error() const { return std::get<1>(held_); }

 private:
  std::variant<T, Error> held_;
};

struct Nothing {};
using Outcome = Result<Nothing>;

}  // namespace caseload
