// SPDX-License-Identifier: Apache-2.0
#include "rules/lint.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "caseload/rule.h"
#include "rules/card.h"
#include "rules/elf_image.h"
#include "rules/sanitized.h"

namespace caseload::rules {
namespace {

using Wrong = std::optional<std::string>;
using Names = std::initializer_list<std::string_view>;

#if defined(__x86_64__)
constexpr unsigned kMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr unsigned kMachine = EM_AARCH64;
#else
#error "rules are not loaded on this machine"
#endif

bool IsOneOf(std::string_view name, Names names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}
bool BeginsWithOneOf(std::string_view name, Names beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return name.starts_with(beginning); });
}
bool HoldsOneOf(std::string_view name, Names parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
    return name.find(part) != std::string_view::npos;
  });
}

// The worker has these itself: a rule brings in nothing that was not looked at.
bool MayNeed(std::string_view library) {
  return IsOneOf(library, {"libc.so.6", "libm.so.6", "libstdc++.so.6", "libgcc_s.so.1",
                           "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}) ||
         (kSanitized && BeginsWithOneOf(library, {"libasan.so", "libubsan.so", "libtsan.so"}));
}

// Of the C++ library all but what knows the time, files, threads and chance.
bool MayUseOfCpp(std::string_view name) {
  return !HoldsOneOf(name, {"chrono", "thread", "filesystem", "random_device", "filebuf", "fstream",
                            "_ZSt3cin", "_ZSt4cout", "_ZSt4cerr", "_ZSt4clog", "ios_base4Init",
                            "condition_variable", "8__future", "_V26system"});
}

// Of C what only computes, and what the compiler calls of itself.
bool MayUseOfC(std::string_view name) {
  return BeginsWithOneOf(name, {"__cxa_", "_Unwind_", "__gxx_personality_", "_ITM_", "__stack_chk_",
                                "isw", "tow"}) ||
         IsOneOf(name, {"__gmon_start__",
                        "__gcc_personality_v0",
                        "__assert_fail",
                        "abort",
                        "malloc",
                        "calloc",
                        "realloc",
                        "free",
                        "aligned_alloc",
                        "memcpy",
                        "memmove",
                        "memset",
                        "memcmp",
                        "memchr",
                        "memrchr",
                        "strlen",
                        "strnlen",
                        "strcmp",
                        "strncmp",
                        "strchr",
                        "strrchr",
                        "strstr",
                        "strcpy",
                        "strncpy",
                        "strcat",
                        "strncat",
                        "strspn",
                        "strcspn",
                        "strpbrk",
                        "__memcpy_chk",
                        "__memmove_chk",
                        "__memset_chk",
                        "__strcpy_chk",
                        "__strncpy_chk",
                        "__strcat_chk",
                        "__strncat_chk",
                        "snprintf",
                        "vsnprintf",
                        "__snprintf_chk",
                        "__vsnprintf_chk",
                        "__errno_location",
                        "__ctype_b_loc",
                        "__ctype_tolower_loc",
                        "__ctype_toupper_loc",
                        "tolower",
                        "toupper",
                        "strtol",
                        "strtoll",
                        "strtoul",
                        "strtoull",
                        "strtod",
                        "__isoc23_strtol",
                        "__isoc23_strtoll",
                        "__isoc23_strtoul",
                        "__isoc23_strtoull",
                        "qsort",
                        "bsearch"});
}

bool MayUseOfArithmetic(std::string_view name) {
  if (name.ends_with('f') || name.ends_with('l')) {
    const auto whole = name.substr(0, name.size() - 1);
    if (!whole.empty() && MayUseOfArithmetic(whole)) return true;
  }
  return IsOneOf(name,
                 {"abs",    "fabs",    "ceil",  "floor", "round", "trunc",     "rint",  "nearbyint",
                  "lround", "llround", "lrint", "fmod",  "modf",  "remainder", "sqrt",  "cbrt",
                  "pow",    "exp",     "exp2",  "expm1", "log",   "log2",      "log10", "log1p",
                  "sin",    "cos",     "tan",   "asin",  "acos",  "atan",      "atan2", "hypot",
                  "fmin",   "fmax",    "fdim",  "frexp", "ldexp", "scalbn"});
}

bool MayUse(std::string_view name) {
  if (name.starts_with("_Z")) return MayUseOfCpp(name);
  if (kSanitized &&
      BeginsWithOneOf(name, {"__asan_", "__ubsan_", "__tsan_", "__sanitizer_", "__tls_get_addr"})) {
    return true;
  }
  return MayUseOfC(name) || MayUseOfArithmetic(name);
}

std::string Shown(std::string_view name) { return Legible(name, 100); }

Wrong WrongWithHeader(const Elf64_Ehdr& header) {
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB ||
      header.e_machine != kMachine) {
    return "it is built for another machine (ELF machine " + std::to_string(header.e_machine) +
           ", this one is " + std::to_string(kMachine) + ")";
  }
  if (header.e_type != ET_DYN)
    return "it is not a shared library (ELF type " + std::to_string(header.e_type) + ")";
  return std::nullopt;
}

Wrong WrongWithSegments(const ElfImage& image) {
  bool stack = false;
  for (const auto& segment : image.segments()) {
    const bool writable = (segment.p_flags & PF_W) != 0;
    const bool executable = (segment.p_flags & PF_X) != 0;
    if (segment.p_type == PT_INTERP) return "it is a program, not a library";
    if (segment.p_type == PT_GNU_STACK) {
      stack = true;
      if (executable) return "it wants a stack that can be executed";
    }
    if (segment.p_type == PT_LOAD && writable && executable)
      return "it has memory that can be written and executed";
  }
  if (!stack) return "it does not say that its stack is not executed";
  return std::nullopt;
}

Wrong WrongWithDynamic(const ElfImage& image) {
  if (image.Value(DT_TEXTREL) || (image.Value(DT_FLAGS).value_or(0) & DF_TEXTREL) != 0)
    return "it changes its own code as it is loaded (text relocations; build it with -fPIC)";
  for (const auto tag : {DT_RPATH, DT_RUNPATH, DT_AUDIT, DT_DEPAUDIT, DT_FILTER, DT_AUXILIARY}) {
    if (image.Value(tag)) return "it says where or how libraries are to be looked for";
  }
  for (const auto library : image.Texts(DT_NEEDED)) {
    if (!MayNeed(library)) return "it needs the library " + Shown(library) + ", which no rule may";
  }
  return std::nullopt;
}

Wrong WrongWithSymbols(const ElfImage& image) {
  bool rule = false;
  for (const auto& symbol : image.symbols()) {
    if (symbol.defined && symbol.name == CASELOAD_RULE_SYMBOL) rule = true;
    if (symbol.binding == STB_GNU_UNIQUE)
      return "it has the unique symbol " + Shown(symbol.name) + " (build it with -fno-gnu-unique)";
    if (!symbol.defined && !symbol.name.empty() && !MayUse(symbol.name))
      return "it uses " + Shown(symbol.name) + ", which no rule may";
  }
  if (!rule) return std::string("it lacks the symbol ") + CASELOAD_RULE_SYMBOL;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> WrongWithLibrary(std::string_view bytes) {
  ElfImage image(bytes);
  const auto header = image.Header();
  if (!header || !bytes.starts_with(std::string_view(ELFMAG, SELFMAG)))
    return "it is not a shared library (no ELF header)";
  if (auto wrong = WrongWithHeader(*header)) return wrong;
  if (!image.ReadAll()) return "it is not a whole shared library: what it names is not in it";
  if (auto wrong = WrongWithSegments(image)) return wrong;
  if (auto wrong = WrongWithDynamic(image)) return wrong;
  return WrongWithSymbols(image);
}

}  // namespace caseload::rules
