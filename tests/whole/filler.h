// SPDX-License-Identifier: Apache-2.0
// Filler: messages of any type filled with made-up values, the same ones for the same seed.
#pragma once

#include <google/protobuf/message.h>

#include <random>
#include <string>
#include <vector>

namespace caseload::whole {

class Filler {
 public:
  // Texts are drawn from `texts`. Each field is filled with the probability; messages in messages
  // to a depth of six.
  Filler(std::uint32_t seed, std::vector<std::string> texts, double probability)
      : random_(seed), texts_(std::move(texts)), probability_(probability) {}

  void Fill(google::protobuf::Message& message, int depth = 6);
  std::size_t Below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }
  std::string RandomBytes(std::size_t size);

 private:
  using Field = google::protobuf::FieldDescriptor;
  void FillOne(google::protobuf::Message& message, const Field& field, int depth);
  void FillNumber(google::protobuf::Message& message, const Field& field);
  bool Chance() { return std::uniform_real_distribution<double>(0, 1)(random_) < probability_; }

  std::mt19937 random_;
  std::vector<std::string> texts_;
  double probability_;
};

}  // namespace caseload::whole
