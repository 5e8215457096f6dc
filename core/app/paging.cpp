// SPDX-License-Identifier: Apache-2.0
#include "app/paging.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <charconv>
#include <memory>

#include "base/limits.h"
#include "base/seal.h"

namespace caseload::app {
namespace {

using google::protobuf::Message;

const google::protobuf::FieldDescriptor* Field(const Message& request, const char* name) {
  return request.GetDescriptor()->FindFieldByName(name);
}

// The query without its page: what a token is bound to.
std::string About(const Message& request) {
  const std::unique_ptr<Message> query(request.New());
  query->CopyFrom(request);
  for (const char* name : {"page_size", "page_token"}) {
    query->GetReflection()->ClearField(query.get(), Field(request, name));
  }
  std::string text = request.GetDescriptor()->full_name() + "\n";
  google::protobuf::io::StringOutputStream stream(&text);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  query->SerializeToCodedStream(&coded);
  coded.Trim();
  return text;
}

Error WrongToken() {
  return {v1::ERROR_REASON_PAGE_TOKEN_INVALID,
          "the page token was not handed out for this query",
          {{"page_token", "belongs to another query"}}};
}

}  // namespace

Result<std::size_t> Pager::Size(const Message& request) {
  const int asked = request.GetReflection()->GetInt32(request, Field(request, "page_size"));
  if (asked < 0) {
    return Error{
        v1::ERROR_REASON_FIELDS_INVALID, "page_size is negative", {{"page_size", "is negative"}}};
  }
  if (asked == 0) return static_cast<std::size_t>(limits::kPageSize);
  return static_cast<std::size_t>(std::min(asked, limits::kPageSizeMost));
}

Result<std::optional<std::string>> Pager::Open(const Message& request) const {
  const std::string token =
      request.GetReflection()->GetString(request, Field(request, "page_token"));
  if (token.empty()) return std::optional<std::string>();
  auto opened = Unseal(key_, About(request), token);
  if (!opened) return WrongToken();
  return opened;
}

std::string Pager::Seal(const Message& request, const std::string& last) const {
  return caseload::Seal(key_, About(request), last);
}

// "<order> <target> <value>": the value last, since it may hold spaces.
Result<std::optional<store::Term>> Pager::OpenTerm(const Message& request,
                                                   store::Field field) const {
  auto opened = Open(request);
  if (!opened) return opened.error();
  if (!*opened) return std::optional<store::Term>();
  const std::string& text = **opened;
  const std::size_t first = text.find(' ');
  const std::size_t second = text.find(' ', first + 1);
  if (first == std::string::npos || second == std::string::npos) return WrongToken();
  store::Term term;
  term.field = field;
  std::from_chars(text.data(), text.data() + first, term.order);
  term.target = text.substr(first + 1, second - first - 1);
  term.value = text.substr(second + 1);
  return std::optional<store::Term>(std::move(term));
}

std::string Pager::SealTerm(const Message& request, const store::Term& last) const {
  return Seal(request, std::to_string(last.order) + " " + last.target + " " + last.value);
}

Result<std::uint64_t> Pager::OpenSequence(const Message& request) const {
  auto opened = Open(request);
  if (!opened) return opened.error();
  std::uint64_t sequence = 0;
  if (*opened) std::from_chars((*opened)->data(), (*opened)->data() + (*opened)->size(), sequence);
  return sequence;
}

}  // namespace caseload::app
