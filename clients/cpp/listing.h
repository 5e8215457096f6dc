// SPDX-License-Identifier: Apache-2.0
// Listing: the pages of a list, fetched one after another as they are walked through.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>

#include "cpp/connection.h"

namespace caseload::client {

// The most the server gives in one page.
inline constexpr std::int32_t kPageSizeMost = 500;

// for (const auto& page : listing) …; then look at problem(): the walk ends early when a page could
// not be had.
template <class Request, class Response>
class Listing {
 public:
  Listing(const Connection& connection, Request request)
      : connection_(connection), request_(std::move(request)) {}

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Response;
    using difference_type = std::ptrdiff_t;
    using pointer = const Response*;
    using reference = const Response&;

    Iterator() = default;
    explicit Iterator(Listing* listing) : listing_(listing) { ++*this; }
    reference operator*() const { return listing_->page_; }
    pointer operator->() const { return &listing_->page_; }
    Iterator& operator++() {
      if (!listing_->Fetch()) listing_ = nullptr;
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(const Iterator& other) const { return listing_ == other.listing_; }

   private:
    Listing* listing_ = nullptr;
  };

  Iterator begin() { return Iterator(this); }
  Iterator end() { return {}; }
  const std::optional<Problem>& problem() const { return problem_; }

 private:
  bool Fetch() {
    if (begun_ && request_.page_token().empty()) return false;
    begun_ = true;
    auto answer = connection_.Call<Response>(request_);
    if (!answer) {
      problem_ = answer.problem();
      return false;
    }
    page_ = *std::move(answer);
    request_.set_page_token(page_.next_page_token());
    return true;
  }

  const Connection& connection_;
  Request request_;
  Response page_;
  std::optional<Problem> problem_;
  bool begun_ = false;
};

// How many items a page holds: all its repeated fields together.
inline std::int64_t ItemsOf(const google::protobuf::Message& page) {
  std::int64_t items = 0;
  const auto* descriptor = page.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const auto* field = descriptor->field(i);
    if (field->is_repeated()) items += page.GetReflection()->FieldSize(page, field);
  }
  return items;
}

// All pages as one response, with at most so many items. next_page_token stays set when there is
// more.
template <class Response, class Request>
Answer<Response> Collect(const Connection& connection, Request request, std::int64_t most) {
  Response all;
  for (std::int64_t left = most; left > 0;) {
    request.set_page_size(static_cast<std::int32_t>(std::min<std::int64_t>(left, kPageSizeMost)));
    auto page = connection.Call<Response>(request);
    if (!page) return page.problem();
    left -= ItemsOf(*page);
    request.set_page_token(page->next_page_token());
    all.clear_next_page_token();
    all.MergeFrom(*page);
    if (request.page_token().empty()) break;
  }
  return all;
}

}  // namespace caseload::client
