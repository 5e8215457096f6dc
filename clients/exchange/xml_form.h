// SPDX-License-Identifier: Apache-2.0
// What a form calls its elements, and what others are known to call them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace caseload::exchange::xml {

// A name that is in use for another, found in the field. `negated`: it says the opposite.
struct Alias {
  std::string_view name;
  std::string_view taken_as;
  bool negated = false;
};

// All views are of texts that outlive every reader.
struct Form {
  std::string_view name;        // "cin", as in Import.form
  std::string_view collection;  // what Header/CollectionDetails/Collection says
  std::string_view title;
  std::string_view unit;     // the element that is sent whole, e.g. "Child"
  std::string_view unit_id;  // the element that identifies it
  std::span<const std::string_view> names;
  std::span<const std::string_view> repeating;
  std::span<const Alias> aliases;
};

struct Known {
  std::string_view as;
  bool exact = false;
  bool negated = false;
};

// The form's own name for this one: itself, an alias, or the one that differs only in case.
std::optional<Known> Find(const Form& form, std::string_view name);
// Whether an element of this name stands among others of its name, so that its path needs a number.
bool Repeats(const Form& form, std::string_view own_name);
// Letters to change, add or take away to make one of the other (Levenshtein); case costs nothing.
std::size_t Distance(std::string_view a, std::string_view b);
// The known name that needs the fewest letters changed.
std::string_view Nearest(const Form& form, std::string_view name);

}  // namespace caseload::exchange::xml
