// SPDX-License-Identifier: Apache-2.0
// Broken and hostile files are refused before anything is sent, with the reason, and without
// quoting them.
#include "exchange/cin_message.h"
#include "exchange/xml_sample.h"

namespace caseload::exchange {
namespace {

Failure Refused(std::string_view text) { return ReadText(&OpenCin, text).failure; }

TEST(HostileXml, CutOffIsRefusedWithTheLineBeforeAnythingIsSent) {
  const std::string whole = Census("\n" + Child("CH1", "<Sex>M</Sex>") + "\n");
  const SampleFile file(whole.substr(0, whole.find("</Children>")));
  const auto reader = OpenCin(file.path(), {});
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.failure().code, "XML_BROKEN");
  EXPECT_EQ(reader.failure().line, 2U);
}

TEST(HostileXml, IsRefusedAtEveryPlaceItCanBeCutOff) {
  const std::string whole = Census(Child("CH1", "<Sex>M</Sex>"));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(Refused(whole.substr(0, size)).code, "XML_BROKEN") << size;
  }
  EXPECT_EQ(Refused(whole).code, "");
}

TEST(HostileXml, WithSwappedTagsIsRefused) {
  const Failure failure = Refused("<Message><Children></Message></Children>");
  EXPECT_EQ(failure.code, "XML_BROKEN");
  EXPECT_EQ(failure.line, 1U);
}

TEST(HostileXml, WithADoctypeIsRefusedHoweverHarmless) {
  const std::string census = Census(Child("CH1", "<Sex>M</Sex>"));
  EXPECT_EQ(Refused("<!DOCTYPE Message>" + census).code, "XML_DOCTYPE_REFUSED");
  EXPECT_EQ(Refused("<!DOCTYPE Message SYSTEM \"http://127.0.0.1:9/x.dtd\">" + census).code,
            "XML_DOCTYPE_REFUSED");
}

TEST(HostileXml, ThatWouldGrowIntoBillionsIsRefusedAtItsDoctype) {
  std::string bomb = "<!DOCTYPE Message [<!ENTITY a0 \"lol\">";
  for (int i = 1; i < 10; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " \"";
    for (int j = 0; j < 10; ++j) bomb += before;
    bomb += "\">";
  }
  const Failure failure = Refused(bomb + "]><Message>&a9;</Message>");
  EXPECT_EQ(failure.code, "XML_DOCTYPE_REFUSED");
}

TEST(HostileXml, ThatNamesAnotherFileIsRefusedAtItsDoctype) {
  const SampleFile secret("SECRET");
  const Failure failure = Refused("<!DOCTYPE Message [<!ENTITY x SYSTEM \"file://" +
                                  secret.path().string() + "\">]><Message>&x;</Message>");
  EXPECT_EQ(failure.code, "XML_DOCTYPE_REFUSED");
  EXPECT_EQ(failure.message.find("SECRET"), std::string::npos);
}

TEST(HostileXml, WithAnEntityNobodyDeclaredIsRefused) {
  EXPECT_EQ(Refused(Census(Child("CH1", "<Sex>&nbsp;</Sex>"))).code, "XML_BROKEN");
}

TEST(HostileXml, WithAValueOfSixteenMegabytesIsRefused) {
  const std::string huge(std::size_t{16} << 20U, 'x');
  EXPECT_EQ(Refused(Census(Child("CH1", "<UPN>" + huge + "</UPN>"))).code, "XML_TOO_LARGE");
  EXPECT_EQ(Refused(Census(Child("CH1", "<UPN a='" + huge + "'/>"))).code, "XML_TOO_LARGE");
  EXPECT_EQ(Refused(Census(Child("CH1", "<UPN><!--" + huge + "--></UPN>"))).code, "XML_TOO_LARGE");
  EXPECT_EQ(Refused(Census(Child("CH1", "<UPN><![CDATA[" + huge + "]]></UPN>"))).code,
            "XML_TOO_LARGE");
  EXPECT_EQ(Refused("<" + huge + "/>").code, "XML_TOO_LARGE");
  EXPECT_EQ(Refused("<!DOCTYPE " + huge).code, "XML_TOO_LARGE");
}

TEST(HostileXml, NestedAHundredThousandDeepIsRefused) {
  std::string deep = "<Message>";
  for (int i = 0; i < 100'000; ++i) deep += "<Child>";
  EXPECT_EQ(Refused(deep).code, "XML_TOO_DEEP");
}

TEST(HostileXml, WithOneChildOfAHundredThousandEpisodesIsRefused) {
  std::string episodes;
  for (int i = 0; i < 100'000; ++i) episodes += "<CINdetails/>";
  const Failure failure = Refused(Census(Child("CH1", "<Sex>M</Sex>", episodes)));
  EXPECT_EQ(failure.code, "XML_TOO_LARGE");
  EXPECT_TRUE(failure.path.starts_with("/Message/Children/Child[1]/CINdetails["));
}

TEST(HostileXml, WithTheFullestChildAllowedStillFitsOneMessage) {
  std::string reviews;
  for (int i = 0; i < 1'950; ++i) reviews += "<CPPreviewDate>2023-01-01</CPPreviewDate>";
  const Delivery delivery = ReadText(
      &OpenCin, Census(Child(std::string(64, '#'), "<Sex>M</Sex>",
                             Episode("2023-01-01", "<ChildProtectionPlans><Reviews>" + reviews +
                                                       "</Reviews></ChildProtectionPlans>"))));
  ASSERT_EQ(delivery.failure.code, "") << delivery.failure.message;
  EXPECT_LT(delivery.units[0].ByteSizeLong(), std::size_t{3} << 20U);
}

TEST(HostileXml, WhoseIdentifiersIdentifyNobodyIsRefused) {
  std::string children;
  for (int i = 0; i < 20'001; ++i) {
    const std::string child = "<Child><LAchildID>" + std::to_string(i) + "</LAchildID></Child>";
    children += child + child;
  }
  EXPECT_EQ(Refused(Census(children)).code, "IDS_REPEATED");
}

TEST(HostileXml, WithBytesThatAreNoCharactersIsRefused) {
  using std::string_literals::operator""s;
  EXPECT_EQ(Refused(Census(Child("CH\0"s + "1", "<Sex>M</Sex>"))).code, "XML_BROKEN");
  EXPECT_EQ(Refused(Census(Child("CH\x01", "<Sex>M</Sex>"))).code, "XML_BROKEN");
  const Failure failure = Refused(Census(Child("Zo\xEB", "<Sex>M</Sex>")));
  EXPECT_EQ(failure.code, "XML_BROKEN");
  EXPECT_EQ(failure.message.find("Zo"), std::string::npos);
  EXPECT_EQ(Refused("\0\0\0\0"s).code, "XML_BROKEN");
}

TEST(HostileXml, InADeclaredEncodingIsReadInIt) {
  const Delivery delivery = ReadText(&OpenCin, "<?xml version='1.0' encoding='ISO-8859-1'?>" +
                                                   Census(Child("Zo\xEB", "<Sex>M</Sex>")));
  ASSERT_EQ(delivery.failure.code, "") << delivery.failure.message;
  EXPECT_EQ(delivery.units[0].people(0).source().key(), "child/Zo\xC3\xAB");
}

TEST(HostileXml, ThatIsNoFileOrAnEmptyOneIsRefused) {
  EXPECT_EQ(Refused("").code, "XML_BROKEN");
  EXPECT_EQ(Refused("   \n").code, "XML_BROKEN");
  EXPECT_EQ(Refused("Dear authority,").code, "XML_BROKEN");
  EXPECT_EQ(ReadAll(&OpenCin, std::filesystem::temp_directory_path()).failure.code,
            "FILE_UNREADABLE");
  EXPECT_EQ(ReadAll(&OpenCin, "/nowhere/at/all.xml").failure.code, "FILE_UNREADABLE");
}

TEST(HostileXml, OfAnotherFormIsToldWhatItIs) {
  const Failure workforce = Refused(
      "<Message><Header><CollectionDetails><Collection>CSWW</Collection></CollectionDetails>"
      "</Header><CSWWWorker/></Message>");
  EXPECT_EQ(workforce.code, "FORM_UNKNOWN");
  EXPECT_NE(workforce.message.find("CSWW"), std::string::npos) << workforce.message;
  EXPECT_EQ(Refused("<html><body/></html>").code, "FORM_UNKNOWN");
  EXPECT_EQ(Refused("<Message/>").code, "FORM_UNKNOWN");
  EXPECT_EQ(ReadText(&OpenCsww, Census(Child("CH1", ""))).failure.code, "FORM_UNKNOWN");
}

TEST(HostileXml, OfAnotherFormIsToldWhatItIsHoweverLarge) {
  std::string workers;
  for (int i = 0; i < 10'000; ++i) workers += "<CSWWWorker/>";
  EXPECT_EQ(Refused("<Message><Header><CollectionDetails><Collection>CSWW</Collection>"
                    "</CollectionDetails></Header>" +
                    workers + "</Message>")
                .code,
            "FORM_UNKNOWN");
}

TEST(HostileXml, WithNamesNobodyKnowsIsRefusedWithTheNearestOnes) {
  const Failure failure = Refused(Census("\n" + Child("CH1", "<Sex>M</Sex><UPNN>A1</UPNN>") + "\n" +
                                         Child("CH2", "<Sex>M</Sex><UPNN>A2</UPNN>")));
  EXPECT_EQ(failure.code, "NAMES_UNKNOWN");
  EXPECT_EQ(failure.line, 2U);
  EXPECT_NE(failure.message.find("UPNN: 2 times, first on line 2; the nearest name is UPN"),
            std::string::npos)
      << failure.message;
  EXPECT_EQ(failure.message.find("A1"), std::string::npos);
}

TEST(HostileXml, ChangedWhileItIsReadIsNoticedAtTheEnd) {
  const SampleFile file(Census(Child("CH1", "<Sex>M</Sex>")));
  auto reader = OpenCin(file.path(), {});
  ASSERT_TRUE(reader);
  std::ofstream(file.path(), std::ios::binary | std::ios::app) << "\n";
  auto first = (*reader)->Next();
  ASSERT_TRUE(first);
  const auto end = (*reader)->Next();
  ASSERT_FALSE(end);
  EXPECT_EQ(end.failure().code, "FILE_CHANGED");
}

TEST(HostileXml, AsATreeOfManyChildrenIsReadPieceByPiece) {
  std::string children;
  constexpr int kChildren = 5'000;
  for (int i = 0; i < kChildren; ++i) children += Child("CH" + std::to_string(i), "<Sex>M</Sex>");
  const SampleFile file(Census(children));
  auto reader = OpenCin(file.path(), {});
  ASSERT_TRUE(reader);
  ASSERT_TRUE((*reader)->Next());
  EXPECT_LT((*reader)->progress().bytes_read, (*reader)->progress().bytes_total / 10);
  int units = 1;
  for (auto next = (*reader)->Next(); next && *next; next = (*reader)->Next()) ++units;
  EXPECT_EQ(units, kChildren);
  EXPECT_EQ((*reader)->progress().bytes_read, (*reader)->progress().bytes_total);
}

}  // namespace
}  // namespace caseload::exchange
