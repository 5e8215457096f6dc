// SPDX-License-Identifier: Apache-2.0
// What others published about the same codes and days, read where it is at hand; tests skip where
// it is not.
#pragma once

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace caseload::taxonomy {

inline std::filesystem::path SharedFile(const std::string& name) {
  return std::filesystem::path(CASELOAD_SHARED_DIR) / "data" / name;
}

inline std::string ReadShared(const std::string& name) {
  std::ifstream in(SharedFile(name), std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline google::protobuf::Struct ReadSharedJson(const std::string& name) {
  google::protobuf::Struct read;
  if (!google::protobuf::util::JsonStringToMessage(ReadShared(name), &read).ok()) {
    throw std::runtime_error(name + " is no JSON object");
  }
  return read;
}

}  // namespace caseload::taxonomy

#define SKIP_WITHOUT(name)                                                            \
  if (!std::filesystem::exists(caseload::taxonomy::SharedFile(name))) {               \
    GTEST_SKIP() << "NOT CHECKED: " << (name) << " is not at hand in ../shared/data"; \
  }                                                                                   \
  static_assert(true, "")
