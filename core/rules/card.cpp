// SPDX-License-Identifier: Apache-2.0
#include "rules/card.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace caseload::rules {
namespace {

constexpr std::string_view kMeasure = "{measure}";
constexpr std::string_view kThreshold = "{threshold}";

bool Between(char c, char first, char last) { return c >= first && c <= last; }

// Controls, and marks that turn the direction of the text around: a summary must read as it is
// written.
bool Hidden(std::uint32_t point) {
  struct Range {
    std::uint32_t first;
    std::uint32_t last;
  };
  constexpr Range kHidden[] = {{0x00, 0x1F},     {0x7F, 0x9F},     {0x200B, 0x200F},
                               {0x2028, 0x202E}, {0x2060, 0x206F}, {0xD800, 0xDFFF},
                               {0xFEFF, 0xFEFF}};
  return std::any_of(std::begin(kHidden), std::end(kHidden), [&](const Range& range) {
    return point >= range.first && point <= range.last;
  });
}

// Length of the UTF-8 character the text begins with; 0 when it begins with none that may be shown.
std::size_t CharacterBytes(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(text[i])};
  };
  const std::uint32_t first = byte(0);
  if (first < 0x80) return Hidden(first) ? 0 : 1;
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || size > text.size()) return 0;
  std::uint32_t point = first & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
    point = (point << 6) | (byte(i) & 0x3Fu);
  }
  // The least point that needs so many bytes: a shorter one is a disguise.
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  return point < kLeast[size] || point > 0x10FFFF || Hidden(point) ? 0 : size;
}

// Characters of a printable text; nothing when it is not one.
std::optional<std::size_t> Characters(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t size = CharacterBytes(text);
    if (size == 0) return std::nullopt;
    text.remove_prefix(size);
    ++count;
  }
  return count;
}

bool IsCode(std::string_view code) {
  if (code.empty() || code.size() > 64 || !Between(code[0], 'A', 'Z')) return false;
  for (const char c : code) {
    if (!Between(c, 'A', 'Z') && !Between(c, '0', '9') && c != '_') return false;
  }
  return true;
}

// 0 for what is no kind of value.
std::size_t CharactersOfValue(std::uint32_t kind) {
  switch (kind) {
    case CASELOAD_VALUE_NUMBER:
      return kNumberCharacters;
    case CASELOAD_VALUE_DAY:
      return kDayCharacters;
    case CASELOAD_VALUE_CONCERN:
      return kConcernCharacters;
    default:
      return 0;
  }
}

bool IsParameterName(std::string_view name) {
  if (name.empty() || name.size() > 64 || !Between(name[0], 'a', 'z')) return false;
  for (const char c : name) {
    if (!Between(c, 'a', 'z') && !Between(c, '0', '9') && c != '_') return false;
  }
  return true;
}

std::optional<std::string> WrongWithParameter(const CardParameter& set) {
  if (!IsParameterName(set.name)) return "has a name that is not small letters, digits and _";
  if (set.title.empty() || !PrintableLine(set.title, kLineCharacters) ||
      !PrintableLine(set.unit, 32) || !PrintableLine(set.basis, kLineCharacters)) {
    return "has a title, unit or basis that is not a printable line";
  }
  const bool ordered = set.least <= set.otherwise && set.otherwise <= set.most;
  if (!ordered || set.least < -kNumberMost || set.most > kNumberMost)
    return "has a default outside its range, or a range outside that of numbers";
  return std::nullopt;
}

// What the two lists of a card may hold.
std::optional<std::string> WrongWithParameters(const RuleCard& card) {
  if (card.parameters.size() > CASELOAD_MOST_PARAMETERS) return "it has more than 64 parameters";
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < card.parameters.size(); ++i) {
    const auto wrong = WrongWithParameter(card.parameters[i]);
    if (wrong) return "parameter " + std::to_string(i) + " " + *wrong;
    if (!names.insert(card.parameters[i].name).second)
      return "parameter " + std::to_string(i) + " has a name that another has too";
  }
  return std::nullopt;
}

std::optional<std::string> WrongWithScope(const RuleCard& card) {
  constexpr std::uint32_t kSubjects = 2 * CASELOAD_SUBJECT_AUTHORITY - 1;
  if (card.subjects == 0 || (card.subjects & ~kSubjects) != 0)
    return "it is about no subject, or about one this server does not know";
  if ((card.facts_needed & ~static_cast<std::uint32_t>(CASELOAD_GROUP_ALL)) != 0)
    return "it asks for facts this server does not know";
  return std::nullopt;
}

std::optional<std::string> WrongWithText(const CardText& text) {
  if (!IsCode(text.code)) return "has a code that is not made of A-Z, 0-9 and _";
  if (text.kind < CASELOAD_KIND_PROMPT || text.kind > CASELOAD_KIND_INFO) {
    return "has the kind " + std::to_string(text.kind) + ", which is none";
  }
  if (!PrintableLine(text.unit, 32)) return "has a unit that is not a short printable word";
  if (text.value_kinds.size() > CASELOAD_MOST_VALUES) return "declares more than four values";
  Filling most{-kNumberMost, -kNumberMost, {}};
  for (const std::uint32_t kind : text.value_kinds) {
    const std::size_t characters = CharactersOfValue(kind);
    if (characters == 0) return "declares a value of the kind " + std::to_string(kind);
    most.values.emplace_back(characters, 'x');
  }
  const auto longest = Sentence(text, most);
  if (!longest || longest->find_first_of("{}") != std::string::npos) {
    return "has a field that is neither {measure} nor {threshold} nor a value it declares";
  }
  if (text.text.empty() || !PrintableLine(*longest, kSummaryCharacters)) {
    return "is empty, not printable or can grow beyond 140 characters";
  }
  return std::nullopt;
}

}  // namespace

bool PrintableLine(std::string_view text, std::size_t most_characters) {
  const auto characters = Characters(text);
  return characters && *characters <= most_characters;
}

std::string Legible(std::string_view text, std::size_t most_characters) {
  std::string legible;
  for (std::size_t count = 0; !text.empty() && count < most_characters; ++count) {
    const std::size_t size = CharacterBytes(text);
    legible += size == 0 ? "?" : text.substr(0, size);
    text.remove_prefix(size == 0 ? 1 : size);
  }
  return legible;
}

bool IsRuleId(std::string_view id) {
  if (id.empty() || id.size() > 64 || id.find('.') == id.npos) return false;
  char before = '.';
  for (const char c : id) {
    const bool sign = c == '.' || c == '-';
    if (!sign && !Between(c, 'a', 'z') && !Between(c, '0', '9')) return false;
    if (sign && (before == '.' || before == '-')) return false;
    before = c;
  }
  return before != '.' && before != '-';
}

std::optional<std::string> WrongWith(const RuleCard& card) {
  if (!IsRuleId(card.id)) return "its id is not small letters, digits and - with dots between";
  if (card.version.empty() || card.version.size() > 32 || !PrintableLine(card.version, 32)) {
    return "its version is not a short printable word";
  }
  if (card.title.empty() || !PrintableLine(card.title, kLineCharacters)) {
    return "its title is not one printable line of at most 200 characters";
  }
  if (card.basis.empty() || !PrintableLine(card.basis, kLineCharacters)) {
    return "its basis is not one printable line of at most 200 characters";
  }
  if (auto wrong = WrongWithScope(card)) return wrong;
  if (auto wrong = WrongWithParameters(card)) return wrong;
  if (card.texts.empty() || card.texts.size() > kTextsPerCard) {
    return "its catalogue has " + std::to_string(card.texts.size()) +
           " findings instead of 1 to 256";
  }
  std::set<std::string_view> codes;
  for (std::size_t i = 0; i < card.texts.size(); ++i) {
    const auto wrong = WrongWithText(card.texts[i]);
    if (wrong) return "finding " + std::to_string(i) + " of its catalogue " + *wrong;
    if (!codes.insert(card.texts[i].code).second) {
      return "finding " + std::to_string(i) + " of its catalogue has a code that another has too";
    }
  }
  return std::nullopt;
}

namespace {

// Gives `take` the parts of the sentence one after the other, numbers as numbers. False when it
// names something that was not given.
template <class Take>
bool EachPart(const CardText& text, const Filling& filling, Take&& take) {
  std::string_view rest = text.text;
  while (!rest.empty()) {
    const auto words = std::min(rest.find('{'), rest.size());
    take(rest.substr(0, words));
    rest.remove_prefix(words);
    if (rest.starts_with(kMeasure)) {
      if (!filling.measure) return false;
      take(*filling.measure);
      rest.remove_prefix(kMeasure.size());
    } else if (rest.starts_with(kThreshold)) {
      if (!filling.threshold) return false;
      take(*filling.threshold);
      rest.remove_prefix(kThreshold.size());
    } else if (rest.size() >= 3 && Between(rest[1], '1', '4') && rest[2] == '}') {
      const auto value = static_cast<std::size_t>(rest[1] - '1');
      if (value >= filling.values.size()) return false;
      take(std::string_view(filling.values[value]));
      rest.remove_prefix(3);
    } else if (!rest.empty()) {
      take(rest.substr(0, 1));
      rest.remove_prefix(1);
    }
  }
  return true;
}

}  // namespace

std::optional<std::string> Sentence(const CardText& text, const Filling& filling) {
  struct Writer {
    std::string sentence;
    void operator()(std::string_view words) { sentence += words; }
    void operator()(std::int64_t number) { sentence += std::to_string(number); }
  } writer;
  if (!EachPart(text, filling, writer)) return std::nullopt;
  return std::move(writer.sentence);
}

bool HasASentence(const CardText& text, const Filling& filling) {
  return EachPart(text, filling, [](const auto&) {});
}

}  // namespace caseload::rules
