// SPDX-License-Identifier: Apache-2.0
// The C++ comfort over caseload/rule.h: write one class with `evaluate`, end the file with
// CASELOAD_RULE(YourClass).
//
//   class Mine {
//    public:
//     static constexpr caseload::rule::About kAbout{.id = "...", .version = "...", .title = "...",
//                                                   .basis = "..."};
//     static constexpr std::array kTexts{caseload::rule::Text("CODE", CASELOAD_KIND_PROMPT,
//                                                             "A sentence.", "days")};
//     enum { kMonths };
//     static constexpr std::array kParameters{caseload::rule::Parameter(
//         {.name = "months", .title = "...", .unit = "months", .basis = "..."}, 12, 1, 60)};
//     explicit Mine(const caseload::rule::Settings& set) : months_(set.Int(kMonths)) {}
//     void evaluate(const caseload::rule::Case& facts, caseload::rule::Findings& out) const;
//   };
//
// A rule about a family, a worker, a team or an authority says so in kAbout.subjects, and its
// evaluate takes caseload::rule::Facts. A rule that nobody can set leaves out kParameters and takes
// nothing in its constructor. Whatever is thrown stays inside and becomes a failed evaluation.
#pragma once

#include <array>
#include <cstring>
#include <exception>
#include <memory>
#include <string_view>

#include "caseload/rule.h"
#include "caseload/rule_findings.hpp"
#include "caseload/rule_subject.hpp"

namespace caseload::rule {

struct About {
  std::string_view id;
  std::string_view version;
  std::string_view title;
  std::string_view basis;
  std::uint32_t subjects = CASELOAD_SUBJECT_CHILD;
  // What is not asked for is not given.
  std::uint32_t needs = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS |
                        CASELOAD_GROUP_EVENTS | CASELOAD_GROUP_CONCERNS;
};

struct ParameterWords {
  std::string_view name;
  std::string_view title;
  std::string_view unit;
  std::string_view basis;
};
constexpr caseload_parameter Parameter(const ParameterWords& words, std::int64_t otherwise,
                                       std::int64_t least, std::int64_t most) {
  return {
      Str(words.name), Str(words.title), Str(words.unit), Str(words.basis), otherwise, least, most};
}

// What holds for each parameter, within its range.
class Settings {
 public:
  Settings(const std::int64_t* values, std::uint64_t count) : values_(values), count_(count) {}
  int Int(std::uint64_t parameter) const {
    if (parameter >= count_) throw std::logic_error("there is no such parameter");
    return static_cast<int>(values_[parameter]);
  }

 private:
  const std::int64_t* values_;
  std::uint64_t count_;
};

// The border between the author's class and the C contract.
template <class Rule>
struct Border {
  static constexpr bool kIsSet = requires { Rule::kParameters; };

  static std::unique_ptr<Rule> Make(const Settings& settings) {
    if constexpr (kIsSet) {
      return std::make_unique<Rule>(settings);
    } else {
      return std::make_unique<Rule>();
    }
  }
  static void* Create(const std::int64_t* values, std::uint64_t count, char* err,
                      std::uint64_t cap) noexcept {
    try {
      return Make(Settings(values, count)).release();
    } catch (const std::exception& problem) {
      if (cap > 0) {
        std::strncpy(err, problem.what(), cap - 1);
        err[cap - 1] = '\0';
      }
    } catch (...) {
      if (cap > 0) err[0] = '\0';
    }
    return nullptr;
  }
  static void Destroy(void* self) noexcept { delete static_cast<Rule*>(self); }
  static caseload_status EvaluateBatch(const void* self, const caseload_facts* facts,
                                       std::uint64_t count, const caseload_sink* sink,
                                       volatile std::uint64_t* progress) noexcept {
    try {
      for (std::uint64_t i = 0; i < count; ++i) {
        *progress = i;
        const caseload_facts& subject = *caseload_facts_at(facts, i);
        // A rule has nothing to say of what it does not say it is about.
        if ((Rule::kAbout.subjects & subject.subject_kind) == 0) continue;
        Findings out(*sink, i, Rule::kTexts.data());
        // A Case is Facts: a rule about other subjects takes them as they are.
        static_cast<const Rule*>(self)->evaluate(Case(subject), out);
      }
      return CASELOAD_OK;
    } catch (...) {
      return CASELOAD_E_INTERNAL;
    }
  }
};

template <class Rule>
constexpr caseload_rule Describe() {
  const caseload_parameter* parameters = nullptr;
  std::uint64_t parameter_count = 0;
  if constexpr (Border<Rule>::kIsSet) {
    parameters = Rule::kParameters.data();
    parameter_count = Rule::kParameters.size();
  }
  return {CASELOAD_RULE_MAGIC,
          sizeof(caseload_rule),
          CASELOAD_RULE_ABI_MAJOR,
          CASELOAD_RULE_ABI_MINOR,
          CASELOAD_FACTS_SCHEMA,
          CASELOAD_FACTS_SCHEMA,
          CASELOAD_VOCABULARY,
          Rule::kAbout.subjects,
          Rule::kAbout.needs,
          0,
          Str(Rule::kAbout.id),
          Str(Rule::kAbout.version),
          Str(Rule::kAbout.title),
          Str(Rule::kAbout.basis),
          Rule::kTexts.data(),
          Rule::kTexts.size(),
          parameters,
          parameter_count,
          &Border<Rule>::Create,
          &Border<Rule>::Destroy,
          &Border<Rule>::EvaluateBatch,
          nullptr};
}

}  // namespace caseload::rule

#define CASELOAD_RULE(CLASS)                                            \
  extern "C" CASELOAD_RULE_EXPORT const caseload_rule caseload_rule_v1; \
  extern "C" constinit const caseload_rule caseload_rule_v1 = caseload::rule::Describe<CLASS>()
