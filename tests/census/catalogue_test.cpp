// SPDX-License-Identifier: Apache-2.0
// The rule's catalogue beside the one the sector publishes.
#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "caseload/rule.h"
#include "exchange/xml_sample.h"

extern "C" const caseload_rule caseload_rule_v1;

namespace caseload::rules {
namespace {

TEST(CensusCatalogue, HoldsEveryPublishedRuleAndNoOther) {
  const auto path = exchange::Shared("data/derived/cin_rule_catalogue.json");
  if (!std::filesystem::exists(path))
    GTEST_SKIP() << "NOT CHECKED: the sector's catalogue is not at hand in ../shared/data";
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  google::protobuf::ListValue published;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(text, &published).ok());
  EXPECT_EQ(published.values_size(), 113);
  std::set<std::string> codes;
  for (const auto& one : published.values()) {
    const auto& rule = one.struct_value().fields();
    const auto& code = rule.at("code").string_value();
    codes.insert("CENSUS_" + code);
    EXPECT_EQ(rule.at("level").string_value() == "QUERY", code.back() == 'Q') << code;
  }
  std::set<std::string> ours;
  for (std::size_t i = 0; i < caseload_rule_v1.finding_count; ++i) {
    const auto& code = caseload_rule_v1.findings[i].code;
    ours.emplace(code.ptr, code.len);
  }
  EXPECT_EQ(ours, codes);
}

}  // namespace
}  // namespace caseload::rules
