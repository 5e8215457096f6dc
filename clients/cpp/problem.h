// SPDX-License-Identifier: Apache-2.0
// Problem: why a call was not answered, read from what the server says, in words for the person who
// called.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace grpc {
class Status;
}

namespace caseload::client {

struct FieldViolation {
  std::string field;
  std::string what;
};

struct Problem {
  int grpc_code = 2;
  // A published reason ("ETAG_STALE", see error_reason.proto), or one that arises on this side of
  // the wire: "UNREACHABLE", "NO_ANSWER_IN_TIME", "CALL_UNKNOWN", "REQUEST_UNREADABLE", ….
  std::string reason;
  std::string message;
  std::vector<FieldViolation> fields = {};
};

// The status must not be OK. A status without google.rpc details gets plain words of our own: its
// message may be anything, also something that a transport library says to its developers.
Problem ReadProblem(const grpc::Status& status);

struct Nothing {};

// Answer: a value, or the Problem that says why there is none.
template <class T>
class [[nodiscard]] Answer {
 public:
  Answer(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Answer(Problem problem) : held_(std::in_place_index<1>, std::move(problem)) {}
  bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& operator*() & { return std::get<0>(held_); }
  const T& operator*() const& { return std::get<0>(held_); }
  T&& operator*() && { return std::get<0>(std::move(held_)); }
  T* operator->() { return &std::get<0>(held_); }
  const T* operator->() const { return &std::get<0>(held_); }
  const Problem& problem() const { return std::get<1>(held_); }

 private:
  std::variant<T, Problem> held_;
};

using Outcome = Answer<Nothing>;

}  // namespace caseload::client
