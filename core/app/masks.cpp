// SPDX-License-Identifier: Apache-2.0
#include "app/masks.h"

#include <google/protobuf/util/field_mask_util.h>

namespace caseload::app {
namespace {

constexpr int kFirstOwnField = 5;
constexpr int kSource = 20;

FieldProblem Problem(const std::string& what) { return {"update_mask", what}; }

}  // namespace

Outcome Apply(const google::protobuf::FieldMask& mask, const google::protobuf::Message& wanted,
              google::protobuf::Message& kept) {
  std::vector<FieldProblem> problems;
  if (mask.paths().empty())
    problems.push_back(Problem("is required: it names the fields to change"));
  for (const auto& path : mask.paths()) {
    const auto* field = kept.GetDescriptor()->FindFieldByName(path);
    if (field == nullptr) {
      problems.push_back(Problem("names a field that the record does not have, or a part of one"));
    } else if (field->number() < kFirstOwnField || field->number() == kSource) {
      problems.push_back(Problem("names " + path + ", which only the server writes"));
    }
  }
  if (!problems.empty()) {
    return Error{v1::ERROR_REASON_FIELDS_INVALID, "update_mask " + problems.front().what, problems};
  }
  google::protobuf::util::FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  for (const auto& path : mask.paths()) {
    // Merging leaves a scalar alone that is empty on the other side: an emptied field must be
    // emptied first.
    kept.GetReflection()->ClearField(&kept, kept.GetDescriptor()->FindFieldByName(path));
  }
  google::protobuf::util::FieldMaskUtil::MergeMessageTo(wanted, mask, options, &kept);
  return Nothing{};
}

}  // namespace caseload::app
