// SPDX-License-Identifier: Apache-2.0
// Settings: the whole numbers an authority may set for a rule, read from one flat JSON object.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

namespace caseload::rule {

// A setting that cannot be read, is out of its range or is not known to the rule stops the rule
// from being made: a limit somebody meant to set and did not is worse than no rule. What is thrown
// becomes the reason they are shown.
class Settings {
 public:
  explicit Settings(std::string_view json) : rest_(json) {
    Expect('{');
    if (!Take('}')) {
      do {
        const std::string name = Name();
        Expect(':');
        if (!given_.emplace(name, Number()).second) Fail("the setting " + name + " is given twice");
      } while (Take(','));
      Expect('}');
    }
    SkipSpace();
    if (!rest_.empty()) Fail("there is text after the settings");
  }

  // The setting, or what holds when nobody set it.
  std::int64_t Take(const std::string& name, std::int64_t otherwise, std::int64_t least,
                    std::int64_t most) {
    const auto found = given_.find(name);
    if (found == given_.end()) return otherwise;
    const std::int64_t value = found->second;
    given_.erase(found);
    if (value < least || value > most) {
      Fail("the setting " + name + " is " + std::to_string(value) + " and must lie between " +
           std::to_string(least) + " and " + std::to_string(most));
    }
    return value;
  }

  // To be called once all were taken.
  void RefuseOthers() const {
    if (!given_.empty())
      Fail("the setting " + given_.begin()->first + " is not known to this rule");
  }

 private:
  [[noreturn]] static void Fail(const std::string& why) { throw std::invalid_argument(why); }

  void SkipSpace() {
    while (!rest_.empty() &&
           (rest_[0] == ' ' || rest_[0] == '\n' || rest_[0] == '\t' || rest_[0] == '\r')) {
      rest_.remove_prefix(1);
    }
  }
  bool Take(char wanted) {
    SkipSpace();
    if (rest_.empty() || rest_[0] != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void Expect(char wanted) {
    if (!Take(wanted)) Fail(std::string("the settings lack a ") + wanted);
  }
  std::string Name() {
    Expect('"');
    const auto end = rest_.find('"');
    if (end == std::string_view::npos || end == 0 || end > 64) Fail("a setting has no proper name");
    std::string name(rest_.substr(0, end));
    for (const char c : name) {
      const bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
      if (!fine) Fail("a setting's name is made of small letters, digits and _");
    }
    rest_.remove_prefix(end + 1);
    return name;
  }
  std::int64_t Number() {
    const bool negative = Take('-');
    std::int64_t value = 0;
    std::size_t digits = 0;
    SkipSpace();
    while (digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9') {
      value = value * 10 + (rest_[digits++] - '0');
      if (value > 1'000'000'000) Fail("a setting is too large");
    }
    if (digits == 0) Fail("a setting is not a whole number");
    rest_.remove_prefix(digits);
    return negative ? -value : value;
  }

  std::string_view rest_;
  std::map<std::string, std::int64_t> given_;
};

}  // namespace caseload::rule
