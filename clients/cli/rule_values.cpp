// SPDX-License-Identifier: Apache-2.0
#include "cli/rule_values.h"

#include <algorithm>
#include <cstdlib>

namespace caseload::cli {

client::Answer<RuleValues> ValuesGiven(const std::string& option,
                                       const std::vector<std::string>& given) {
  RuleValues values;
  for (const std::string& typed : given) {
    const auto space = std::min(typed.find(' '), typed.size());
    const std::string one = typed.substr(0, space);
    const auto equals = std::min(one.find('='), one.size());
    const auto at = std::min(one.find('@', equals), one.size());
    const std::string number = equals == one.size() ? "" : one.substr(equals + 1, at - equals - 1);
    auto& value = *values.Add();
    value.set_name(one.substr(0, equals));
    if (at < one.size()) value.set_from_on(one.substr(at + 1));
    if (space < typed.size()) value.set_reference(typed.substr(space + 1));
    char* end = nullptr;
    value.set_value(std::strtoll(number.c_str(), &end, 10));
    if (number.empty() || *end != '\0' || at + 1 == one.size())
      return client::Problem{
          0, "USAGE", option + " " + one + " is not NAME=WHOLE NUMBER, nor that with @YYYY-MM-DD"};
  }
  return values;
}

}  // namespace caseload::cli
