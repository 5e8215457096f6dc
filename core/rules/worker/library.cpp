// SPDX-License-Identifier: Apache-2.0
#include "rules/worker/library.h"

#include <boost/dll/shared_library.hpp>
#include <filesystem>
#include <optional>

#include "rules/card.h"
#include "rules/contract.h"

namespace caseload::rules {
namespace {

// How the processor rounds and what it does with the smallest numbers.
unsigned Arithmetic() {
#if defined(__x86_64__)
  constexpr unsigned kRaised = 0x3F;  // what has happened, not what is set
  return __builtin_ia32_stmxcsr() & ~kRaised;
#else
  return 0;
#endif
}

// The loader's words without the folders of this machine.
std::string WithoutFolders(std::string words, const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string() + "/";
  for (auto at = words.find(folder); at != std::string::npos; at = words.find(folder))
    words.erase(at, folder.size());
  return Legible(words, kLineCharacters);
}

std::optional<std::string> WrongWithRule(const caseload_rule& rule) {
  if (rule.magic != CASELOAD_RULE_MAGIC)
    return std::string(CASELOAD_RULE_SYMBOL) + " is not a rule (wrong magic)";
  // These stand in their place in every major; what follows them, only in this one.
  if (auto wrong = WrongWithContract(
          {rule.abi_major, rule.facts_schema_min, rule.facts_schema_max, rule.vocabulary})) {
    return wrong;
  }
  if (rule.struct_size < sizeof(caseload_rule)) {
    return "its caseload_rule has " + std::to_string(rule.struct_size) +
           " bytes, contract major 1 has " + std::to_string(sizeof(caseload_rule));
  }
  if (rule.create == nullptr || rule.destroy == nullptr || rule.evaluate_batch == nullptr) {
    return "it lacks create, destroy or evaluate_batch";
  }
  return std::nullopt;
}

std::optional<std::string> Copy(const caseload_str& from) {
  if (from.len > 4096 || (from.ptr == nullptr && from.len > 0)) return std::nullopt;
  return from.len == 0 ? std::string() : std::string(from.ptr, from.len);
}

std::optional<CardText> CopyText(const caseload_finding_text& text) {
  const auto code = Copy(text.code);
  const auto sentence = Copy(text.text);
  const auto unit = Copy(text.unit);
  if (!code || !sentence || !unit) return std::nullopt;
  CardText copy{*code, text.kind, *sentence, *unit, {}};
  for (const std::uint32_t kind : text.value_kinds) {
    if (kind == 0) break;
    copy.value_kinds.push_back(kind);
  }
  return copy;
}

std::optional<CardParameter> CopyParameter(const caseload_parameter& set) {
  const auto name = Copy(set.name);
  const auto title = Copy(set.title);
  const auto unit = Copy(set.unit);
  const auto basis = Copy(set.basis);
  if (!name || !title || !unit || !basis) return std::nullopt;
  return CardParameter{*name, *title, *unit, *basis, set.otherwise, set.least, set.most};
}

// The array's elements, each through `copy`; nothing when one of them cannot be copied.
template <class Copied, class From>
bool CopyAll(const From* from, std::uint64_t count, std::size_t most,
             std::optional<Copied> (*copy)(const From&), std::vector<Copied>& all) {
  if (count > most || (from == nullptr && count > 0)) return false;
  for (std::uint64_t i = 0; i < count; ++i) {
    auto one = copy(from[i]);
    if (!one) return false;
    all.push_back(*std::move(one));
  }
  return true;
}

std::optional<RuleCard> CopyCard(const caseload_rule& rule) {
  const auto id = Copy(rule.id);
  const auto version = Copy(rule.version);
  const auto title = Copy(rule.title);
  const auto basis = Copy(rule.basis);
  if (!id || !version || !title || !basis) return std::nullopt;
  RuleCard card{.id = *id,
                .version = *version,
                .title = *title,
                .basis = *basis,
                .subjects = rule.subjects,
                .facts_needed = rule.facts_needed,
                .vocabulary = rule.vocabulary,
                .texts = {},
                .parameters = {},
                .contract_minor = rule.abi_minor,
                .facts_schema_min = rule.facts_schema_min,
                .facts_schema_max = rule.facts_schema_max};
  const bool whole =
      CopyAll(rule.findings, rule.finding_count, kTextsPerCard, &CopyText, card.texts) &&
      CopyAll(rule.parameters, rule.parameter_count, CASELOAD_MOST_PARAMETERS, &CopyParameter,
              card.parameters);
  return whole ? std::optional(std::move(card)) : std::nullopt;
}

std::variant<LoadedRule, Refusal> Introduce(const caseload_rule& rule) {
  if (const auto wrong = WrongWithRule(rule)) return Refusal{*wrong};
  LoadedRule loaded;
  loaded.rule = &rule;
  const auto card = CopyCard(rule);
  if (!card)
    return Refusal{"its card is invalid: a text or the catalogue is longer than any rule's"};
  loaded.card = *card;
  if (const auto wrong = WrongWith(loaded.card)) return Refusal{"its card is invalid: " + *wrong};
  return loaded;
}

}  // namespace

std::optional<Refusal> Make(LoadedRule& loaded, const Making& making) {
  for (const auto& values : making) {
    if (values.size() != loaded.card.parameters.size())
      return Refusal{"it was not given a value for each of its parameters"};
    char why[256] = {};
    void* const made = loaded.rule->create(values.data(), values.size(), why, sizeof why);
    why[sizeof why - 1] = '\0';
    if (made == nullptr) return Refusal{"it cannot be made: " + Legible(why, kLineCharacters)};
    loaded.made.push_back(made);
  }
  return std::nullopt;
}

std::variant<LoadedRule, Refusal> LoadRule(const std::string& path) {
  const unsigned arithmetic = Arithmetic();
  try {
    // rtld_now: a symbol that is missing must show here, not end the worker in the middle of a
    // case. Never unloaded: what it left behind may still run.
    static auto& library = *new boost::dll::shared_library(
        path, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
    if (!library.has(CASELOAD_RULE_SYMBOL)) {
      return Refusal{std::string("it lacks the symbol ") + CASELOAD_RULE_SYMBOL};
    }
    if (Arithmetic() != arithmetic)
      return Refusal{"loading it changes how the processor calculates (-ffast-math)"};
    return Introduce(library.get<const caseload_rule>(CASELOAD_RULE_SYMBOL));
  } catch (const std::exception& problem) {
    return Refusal{"it cannot be loaded: " + WithoutFolders(problem.what(), path)};
  } catch (...) {
    return Refusal{"it threw something as it was loaded"};
  }
}

}  // namespace caseload::rules
