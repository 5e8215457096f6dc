// SPDX-License-Identifier: Apache-2.0
// Small deliveries as files, and what readers make of them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/exchange.h"

namespace caseload::exchange {

// A file of its own for each sample, removed with it.
class SampleFile {
 public:
  explicit SampleFile(std::string_view text) {
    static int number = 0;
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string("caseload_") + test->test_suite_name() + "_" + test->name();
    // Suites with parameters have slashes in their names.
    std::replace(name.begin(), name.end(), '/', '_');
    path_ = std::filesystem::path(testing::TempDir()) /
            (name + "_" + std::to_string(::getpid()) + "_" + std::to_string(++number) + ".xml");
    std::ofstream(path_, std::ios::binary) << text;
  }
  SampleFile(const SampleFile&) = delete;
  SampleFile& operator=(const SampleFile&) = delete;
  ~SampleFile() { std::filesystem::remove(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

using Open = Expected<std::unique_ptr<UnitReader>> (*)(const std::filesystem::path&,
                                                       const ReadOptions&);

struct Delivery {
  v1::Import header;
  std::vector<v1::ImportUnit> units;
  Failure failure;  // code is empty when all was read
};

inline Delivery ReadAll(Open open, const std::filesystem::path& path,
                        const ReadOptions& options = {}) {
  Delivery delivery;
  auto reader = open(path, options);
  if (!reader) {
    delivery.failure = reader.failure();
    return delivery;
  }
  delivery.header = (*reader)->header();
  for (;;) {
    auto next = (*reader)->Next();
    if (!next) {
      delivery.failure = next.failure();
      return delivery;
    }
    if (!*next) return delivery;
    delivery.units.push_back(std::move(**next));
  }
}

inline Delivery ReadText(Open open, std::string_view text, const ReadOptions& options = {}) {
  const SampleFile file(text);
  return ReadAll(open, file.path(), options);
}

// All faults of one code, in the order of the delivery.
inline std::vector<v1::ImportFault> FaultsOf(const Delivery& delivery, std::string_view code) {
  std::vector<v1::ImportFault> found;
  for (const auto& unit : delivery.units) {
    for (const auto& fault : unit.faults()) {
      if (fault.code() == code) found.push_back(fault);
    }
  }
  return found;
}

inline std::filesystem::path Shared(std::string_view path) {
  return std::filesystem::path(CASELOAD_SHARED_DIR) / path;
}

}  // namespace caseload::exchange
