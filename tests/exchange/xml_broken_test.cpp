// SPDX-License-Identifier: Apache-2.0
// What is wrong with broken XML is said in words, with its line, for whoever exported it.
#include <gmock/gmock.h>

#include "exchange/cin_message.h"
#include "exchange/xml_sample.h"

namespace caseload::exchange {
namespace {

using testing::HasSubstr;
using testing::Not;
using std::string_literals::operator""s;

struct Broken {
  const char* name;
  std::string text;
  std::uint32_t line;
  const char* words;
};

void PrintTo(const Broken& broken, std::ostream* out) { *out << broken.name; }

class BrokenXml : public testing::TestWithParam<Broken> {};

TEST_P(BrokenXml, IsExplainedInWordsWithItsLine) {
  const Failure failure = ReadText(&OpenCin, GetParam().text).failure;
  EXPECT_THAT(failure.code, testing::StartsWith("XML_"));
  EXPECT_EQ(failure.line, GetParam().line) << failure.message;
  EXPECT_THAT(failure.message, HasSubstr(GetParam().words));
  EXPECT_THAT(failure.message, Not(HasSubstr("libxml2")));
}

std::vector<Broken> Kinds() {
  const std::string start = "<Message>\n<Children>\n";
  const std::string huge(std::size_t{2} << 20U, 'x');
  std::string deep = "<Message>\n";
  for (int i = 0; i < 200; ++i) deep += "<Child>";
  return {
      {"CutOffBetweenTags", start + "<Child>\n", 3, "cut off"},
      {"CutOffInsideATag", start + "<Child", 3, "cut off"},
      {"CutOffInsideAClosingTag", start + "<Child></Chi", 3, "cut off"},
      {"CutOffInsideAValue", start + "<UPN>A1", 3, "cut off"},
      {"ClosedByAnother", start + "</Message>\n", 3,
       "Children, opened on line 2, is closed by another name, Message"},
      {"NoUtf8", start + "<UPN>Zo\xEB</UPN>", 3, "no characters of its encoding"},
      {"Nul", start + "<UPN>A\0</UPN>"s, 3, "NUL"},
      {"NulAtTheStart", "\0\0\0\0"s, 1, "NUL"},
      {"ControlCharacter", start + "<UPN>\x01</UPN>", 3, "control character"},
      {"Doctype", "\n<!DOCTYPE Message>\n<Message/>", 2, "DOCTYPE"},
      {"TooDeep", deep, 2, "64 deep"},
      {"HugeValue", start + "<Child>\n<UPN>" + huge + "</UPN></Child>", 4, "longer than 64 KiB"},
      {"SecondRoot", start + "</Children>\n</Message>\n<Message/>", 5, "after the end"},
      {"AmpersandAlone", start + "<UPN>A & B</UPN>\n</Children></Message>", 3, "&amp;"},
      {"UnknownEntity", start + "<UPN>&nbsp;</UPN>", 3, "entity"},
      {"AttributeWithoutQuotes", start + "<UPN a=1></UPN>", 3, "quotes"},
      {"NoXml", "Dear authority,", 1, "does not begin as XML"},
      {"Empty", "", 1, "empty"},
  };
}

INSTANTIATE_TEST_SUITE_P(Of, BrokenXml, testing::ValuesIn(Kinds()),
                         [](const auto& kind) { return std::string(kind.param.name); });

}  // namespace
}  // namespace caseload::exchange
