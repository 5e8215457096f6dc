// SPDX-License-Identifier: Apache-2.0
// Reading: records as known now or then, as they stood on a day, one or a page at a time.
#pragma once

#include <string>
#include <vector>

#include "app/describe.h"
#include "app/desk.h"
#include "base/date.h"
#include "caseload/v1/change.pb.h"
#include "caseload/v1/moment.pb.h"

namespace caseload::app {

// A moment in terms of the store: up to which sequence the record is believed, and of which day it
// is asked.
struct Then {
  bool now = true;             // everything known so far
  std::uint64_t sequence = 0;  // where now is false
  std::optional<Date> as_of;
};

// FIELDS_INVALID for days that are none. An instant in the future is the same as now.
Result<Then> Resolve(const Desk& desk, const v1::Moment& moment);

// NOT_FOUND when there is no such record of the kind; NOT_KNOWN_THEN when there was none then.
Result<store::Record> ReadRecord(const Desk& desk, store::Kind kind, const std::string& id,
                                 const Then& then, const std::string& field);

template <class Message>
Result<Message> ReadMessage(const Desk& desk, const std::string& id, const Then& then,
                            const std::string& field) {
  auto record = ReadRecord(desk, KindOf<Message>(), id, then, field);
  if (!record) return record.error();
  Message message;
  if (!message.ParseFromString(record->body) || !message.MergeFromString(record->protected_body)) {
    return Error{v1::ERROR_REASON_INTERNAL, "a stored record cannot be read"};
  }
  return message;
}

// One page of records found by a term, each once, as it comes; none is copied. The token of the
// next page, or nothing on the last one. `take` must neither wait nor read.
Result<std::string> EachOnPage(const Desk& desk, const google::protobuf::Message& request,
                               store::FindQuery query,
                               const std::function<void(const store::RecordView&)>& take);

// The same, copied.
struct Page {
  std::vector<store::Record> records;
  std::string next_page_token;
};
Result<Page> ReadPage(const Desk& desk, const google::protobuf::Message& request,
                      store::FindQuery query);

// The same, parsed into the repeated field of a response.
template <class Message, class Response>
Result<Response> ListBy(const Desk& desk, const google::protobuf::Message& request,
                        store::FindQuery query,
                        google::protobuf::RepeatedPtrField<Message>* (Response::*list)()) {
  Response response;
  bool readable = true;
  auto next = EachOnPage(desk, request, std::move(query), [&](const store::RecordView& record) {
    const auto size = static_cast<int>(record.body.size());
    readable &= (response.*list)()->Add()->ParseFromArray(record.body.data(), size);
  });
  if (!next) return next.error();
  if (!readable) return Error{v1::ERROR_REASON_INTERNAL, "a stored record cannot be read"};
  response.set_next_page_token(*std::move(next));
  return response;
}

v1::Change ToChange(const store::JournalRow& row);
// "case", "entry", …
std::string KindName(store::Kind kind);

// One page of a subject's history, oldest first.
template <class Response, class Request>
Result<Response> ReadHistory(const Desk& desk, const Request& request, const std::string& subject) {
  auto size = Pager::Size(request);
  if (!size) return size.error();
  auto after = desk.pager().OpenSequence(request);
  if (!after) return after.error();
  auto rows = desk.reader().History(subject, *after, *size + 1);
  if (!rows) return rows.error();
  const bool more = rows->size() > *size;
  if (more) rows->pop_back();
  Response response;
  for (const auto& row : *rows) *response.add_changes() = ToChange(row);
  if (more)
    response.set_next_page_token(desk.pager().Seal(request, std::to_string(rows->back().sequence)));
  return response;
}

// Bytes of a response whose field `number` holds the record, without parsing it.
void AppendMessage(std::string& wire, int number, const store::RecordView& record);
void AppendText(std::string& wire, int number, const std::string& text);

}  // namespace caseload::app
