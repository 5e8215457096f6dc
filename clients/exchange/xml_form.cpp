// SPDX-License-Identifier: Apache-2.0
// Finding names: exactly, by alias, without regard to case, and the nearest one.
#include "exchange/xml_form.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace caseload::exchange::xml {

namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool SameApartFromCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

}  // namespace

std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (Lower(a[i]) == Lower(b[j]) ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::optional<Known> Find(const Form& form, std::string_view name) {
  const auto own = std::find(form.names.begin(), form.names.end(), name);
  if (own != form.names.end()) return Known{*own, true, false};
  for (const Alias& alias : form.aliases) {
    if (alias.name == name) return Known{alias.taken_as, false, alias.negated};
  }
  for (const std::string_view known : form.names) {
    if (SameApartFromCase(known, name)) return Known{known, false, false};
  }
  return std::nullopt;
}

bool Repeats(const Form& form, std::string_view own_name) {
  return std::find(form.repeating.begin(), form.repeating.end(), own_name) != form.repeating.end();
}

std::string_view Nearest(const Form& form, std::string_view name) {
  // Longer names are cut: the table of distances grows with them.
  constexpr std::size_t kCompared = 80;
  std::string_view nearest;
  std::size_t least = kCompared * 2;
  for (const std::string_view known : form.names) {
    const std::size_t distance = Distance(name.substr(0, kCompared), known);
    if (distance < least) {
      least = distance;
      nearest = known;
    }
  }
  return nearest;
}

}  // namespace caseload::exchange::xml
