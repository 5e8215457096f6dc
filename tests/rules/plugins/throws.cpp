// SPDX-License-Identifier: Apache-2.0
// Throws in an evaluation; the comfort layer keeps it inside.
#include <caseload/rule.hpp>
#include <stdexcept>

namespace {

using namespace caseload::rule;

class Throws {
 public:
  static constexpr About kAbout{
      .id = "test.throws", .version = "1.0.0", .title = "Throws", .basis = "Made up for a test"};
  static constexpr std::array kTexts{Text("NEVER", CASELOAD_KIND_INFO, "Never said", "")};
  void evaluate(const Case&, Findings&) const { throw std::runtime_error("Ann Example was born"); }
};

}  // namespace

CASELOAD_RULE(Throws);
