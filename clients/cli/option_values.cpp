// SPDX-License-Identifier: Apache-2.0
// Knows the values of options from their help, and those of the mix from the API.
#include "cli/option_values.h"

#include "cli/mix_words.h"

namespace caseload::cli {
namespace {

// The help of an option with few values names them: "table|json|csv".
std::vector<std::string> NamedInHelp(const std::string& type_name) {
  std::vector<std::string> values;
  if (type_name.find('|') == std::string::npos) return values;
  std::size_t begin = 0;
  for (std::size_t end = 0; end != std::string::npos; begin = end + 1) {
    end = type_name.find('|', begin);
    values.push_back(type_name.substr(begin, end - begin));
  }
  return values;
}

std::vector<std::string> Lists(const std::string& begun) {
  const std::size_t comma = begun.rfind(',');
  const std::string before = comma == std::string::npos ? "" : begun.substr(0, comma + 1);
  std::vector<std::string> lists;
  for (const std::string& name : DimensionNames()) {
    if (("," + before).find("," + name + ",") == std::string::npos) lists.push_back(before + name);
  }
  return lists;
}

}  // namespace

std::vector<std::string> OptionValues(const CLI::Option& option, const std::string& begun) {
  if (option.check_lname("basis")) return BasisNames();
  if (option.check_lname("unit")) return UnitNames();
  if (option.check_lname("by")) return Lists(begun);
  return NamedInHelp(option.get_type_name());
}

}  // namespace caseload::cli
