// SPDX-License-Identifier: Apache-2.0
#include "rules/lint.h"

#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "rules/guests.h"

namespace caseload::rules {
namespace {

using ::testing::HasSubstr;

std::string Good() { return BytesOf(GuestFile("good")); }
std::string WhyNot(const std::string& bytes) { return WrongWithLibrary(bytes).value_or(""); }

template <class T>
void Put(std::string& bytes, std::size_t at, T value) {
  std::memcpy(bytes.data() + at, &value, sizeof value);
}

// The first segment of a kind, and where it stands.
std::size_t SegmentAt(const std::string& bytes, std::uint32_t type) {
  Elf64_Ehdr header;
  std::memcpy(&header, bytes.data(), sizeof header);
  for (std::size_t i = 0; i < header.e_phnum; ++i) {
    const std::size_t at = header.e_phoff + i * sizeof(Elf64_Phdr);
    std::uint32_t found = 0;
    std::memcpy(&found, bytes.data() + at, sizeof found);
    if (found == type) return at;
  }
  return 0;
}

TEST(Lint, LetsRulesThroughThatOnlyCalculate) {
  EXPECT_EQ(WhyNot(Good()), "");
  EXPECT_EQ(WhyNot(BytesOf(std::filesystem::path(CASELOAD_RULES) / "recurrence.so")), "");
}

TEST(Lint, NamesWhatARuleMayNotUse) {
  EXPECT_THAT(WhyNot(BytesOf(GuestFile("socket"))), HasSubstr("it uses socket, which no rule may"));
  EXPECT_THAT(WhyNot(BytesOf(GuestFile("clock"))), HasSubstr("chrono"));
}

TEST(Lint, KnowsWhatIsNoLibrary) {
  EXPECT_THAT(WhyNot(""), HasSubstr("no ELF header"));
  EXPECT_THAT(WhyNot("\x7F"
                     "ELF"),
              HasSubstr("no ELF header"));
  EXPECT_THAT(WhyNot(std::string(1000, 'x')), HasSubstr("no ELF header"));
  auto other = Good();
  Put<std::uint16_t>(other, offsetof(Elf64_Ehdr, e_machine), 0x7F);
  EXPECT_THAT(WhyNot(other), HasSubstr("built for another machine"));
  auto program = Good();
  Put<std::uint16_t>(program, offsetof(Elf64_Ehdr, e_type), ET_EXEC);
  EXPECT_THAT(WhyNot(program), HasSubstr("ELF type 2"));
}

TEST(Lint, KnowsWhatIsCutShort) {
  const auto bytes = Good();
  EXPECT_THAT(WhyNot(bytes.substr(0, 6000)), HasSubstr("not a whole shared library"));
  EXPECT_THAT(WhyNot(bytes.substr(0, 70)), HasSubstr("not a whole shared library"));
}

TEST(Lint, RefusesCodeThatCanBeWritten) {
  auto stack = Good();
  const auto at = SegmentAt(stack, PT_GNU_STACK);
  ASSERT_NE(at, 0u);
  Put<std::uint32_t>(stack, at + offsetof(Elf64_Phdr, p_flags), PF_R | PF_W | PF_X);
  EXPECT_THAT(WhyNot(stack), HasSubstr("a stack that can be executed"));
  auto text = Good();
  Put<std::uint32_t>(text, SegmentAt(text, PT_LOAD) + offsetof(Elf64_Phdr, p_flags),
                     PF_R | PF_W | PF_X);
  EXPECT_THAT(WhyNot(text), HasSubstr("can be written and executed"));
}

TEST(Lint, RefusesTextRelocationsAndSearchPaths) {
  const auto bytes = Good();
  Elf64_Phdr dynamic;
  std::memcpy(&dynamic, bytes.data() + SegmentAt(bytes, PT_DYNAMIC), sizeof dynamic);
  // Over an entry that is only for the linker's own bookkeeping.
  std::size_t spare = dynamic.p_offset;
  for (Elf64_Dyn entry{}; entry.d_tag != DT_RELACOUNT; spare += sizeof entry)
    std::memcpy(&entry, bytes.data() + spare, sizeof entry);
  spare -= sizeof(Elf64_Dyn);
  auto text = bytes;
  Put<std::int64_t>(text, spare, DT_TEXTREL);
  EXPECT_THAT(WhyNot(text), HasSubstr("changes its own code"));
  auto path = bytes;
  Put<std::int64_t>(path, spare, DT_RUNPATH);
  EXPECT_THAT(WhyNot(path), HasSubstr("where or how libraries are to be looked for"));
}

// Whatever a file says of itself, there is an answer and no crash. The seed is fixed: a failure can
// be looked at again.
TEST(Lint, OutlivesFifteenHundredMutations) {
  const auto good = Good();
  std::mt19937 dice(20240301);
  const auto throw_of = [&](std::size_t sides) { return dice() % sides; };
  constexpr std::uint64_t kEdges[] = {
      0, 1, 0x7F, 0xFF, 0x7FFFFFFF, 0xFFFFFFFF, ~std::uint64_t{0}, std::uint64_t{1} << 63};
  int refused = 0;
  for (int i = 0; i < 1500; ++i) {
    auto bytes = good;
    if (throw_of(4) == 0) bytes.resize(throw_of(bytes.size()));
    // Most of what leads anywhere lies in the first kilobytes and in the dynamic section.
    Elf64_Phdr dynamic;
    std::memcpy(&dynamic, good.data() + SegmentAt(good, PT_DYNAMIC), sizeof dynamic);
    for (std::size_t hit = 1 + throw_of(8); hit > 0; --hit) {
      const std::size_t where[] = {throw_of(1024), dynamic.p_offset + throw_of(dynamic.p_filesz),
                                   throw_of(good.size())};
      const std::size_t at = where[throw_of(3)] & ~std::size_t{3};
      if (at + 8 > bytes.size()) continue;
      Put<std::uint64_t>(bytes, at, throw_of(2) == 0 ? kEdges[throw_of(8)] : throw_of(1 << 20));
    }
    refused += WrongWithLibrary(bytes) ? 1 : 0;
  }
  EXPECT_GT(refused, 700);
}

}  // namespace
}  // namespace caseload::rules
