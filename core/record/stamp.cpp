// SPDX-License-Identifier: Apache-2.0
#include "record/stamp.h"

#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/time_util.h>

namespace caseload::record {
namespace {

constexpr int kId = 1;
constexpr int kEtag = 2;
constexpr int kRecordedAt = 3;
constexpr int kRecordedBy = 4;
constexpr int kSource = 20;

const google::protobuf::FieldDescriptor* Field(const google::protobuf::Message& record,
                                               int number) {
  return record.GetDescriptor()->FindFieldByNumber(number);
}

}  // namespace

void SetStamp(google::protobuf::Message& record, const Stamp& stamp) {
  const auto& reflection = *record.GetReflection();
  reflection.SetString(&record, Field(record, kId), stamp.id);
  reflection.SetString(&record, Field(record, kEtag), EtagOf(stamp.version));
  auto& at = static_cast<google::protobuf::Timestamp&>(
      *reflection.MutableMessage(&record, Field(record, kRecordedAt)));
  at = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(stamp.recorded_at.micros);
  reflection.SetString(&record, Field(record, kRecordedBy), stamp.recorded_by);
}

void ClearStamp(google::protobuf::Message& record) {
  for (const int number : {kId, kEtag, kRecordedAt, kRecordedBy}) {
    record.GetReflection()->ClearField(&record, Field(record, number));
  }
}

std::string IdOf(const google::protobuf::Message& record) {
  return record.GetReflection()->GetString(record, Field(record, kId));
}

const v1::Source* SourceOf(const google::protobuf::Message& record) {
  const auto* field = Field(record, kSource);
  if (field == nullptr || !record.GetReflection()->HasField(record, field)) return nullptr;
  return &static_cast<const v1::Source&>(record.GetReflection()->GetMessage(record, field));
}

v1::Source* MutableSourceOf(google::protobuf::Message& record) {
  if (SourceOf(record) == nullptr) return nullptr;
  return static_cast<v1::Source*>(
      record.GetReflection()->MutableMessage(&record, Field(record, kSource)));
}

bool IsOwn(const google::protobuf::FieldDescriptor& field) {
  return field.number() > kRecordedBy && field.number() != kSource;
}

std::string EtagOf(std::uint64_t version) { return std::to_string(version); }

Outcome CheckEtag(const std::string& etag, std::uint64_t version) {
  if (etag.empty()) {
    return Error{v1::ERROR_REASON_FIELDS_INVALID,
                 "etag is required: it says which version the change was decided on",
                 {{"etag", "is required"}}};
  }
  if (etag == EtagOf(version)) return Nothing{};
  return Error{v1::ERROR_REASON_ETAG_STALE,
               "the record has changed since it was read: read it again and decide again",
               {{"etag", "is not the current version's"}}};
}

}  // namespace caseload::record
