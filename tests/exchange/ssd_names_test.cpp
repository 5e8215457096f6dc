// SPDX-License-Identifier: Apache-2.0
// A name of the dataset that is written a little otherwise is refused; a vendor's own is not.
#include "exchange/ssd_names.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

namespace caseload::exchange {
namespace {

using testing::HasSubstr;

class SsdNames : public testing::Test {
 protected:
  SsdNames() { std::filesystem::create_directories(folder_); }
  ~SsdNames() override { std::filesystem::remove_all(folder_); }
  void File(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }
  // Empty when the folder is taken.
  Failure Refused(bool accept = false) {
    const auto opened = OpenSsd(folder_, {.accept_unknown_names = accept});
    return opened ? Failure{} : opened.failure();
  }
  const std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("ssd_names_" + std::to_string(::getpid()));
};

TEST_F(SsdNames, OfColumnsWrittenALittleOtherwiseAreRefusedUnlessAccepted) {
  for (const char* column : {"pers_dobb", "pers_d_o_b", "dob", "cin_dob", "ssd_pers_dob"}) {
    File("person.csv", std::string("pers_person_id,") + column + "\nCH1,2010-01-01\n");
    const Failure failure = Refused();
    EXPECT_EQ(failure.code, "NAMES_UNKNOWN") << column;
    EXPECT_EQ(failure.path, "person.csv");
    EXPECT_THAT(failure.message,
                HasSubstr(std::string("column ") + column + ": the nearest name is pers_dob"));
    EXPECT_EQ(Refused(true).code, "") << column;
  }
}

TEST_F(SsdNames, OfKeysThatAreMissingComeWithTheNearOneEachOnALineOfItsOwn) {
  File("mother.csv", "person_id,childs_person_id\nM1,CH1\n");
  const Failure failure = Refused();
  EXPECT_EQ(failure.code, "NAMES_UNKNOWN");
  EXPECT_EQ(failure.path, "mother.csv");
  EXPECT_EQ(failure.message,
            "The file cannot be read without these columns:\n"
            "  mother.csv, column moth_childs_person_id\n"
            "  mother.csv, column moth_person_id\n"
            "The dataset does not know these names:\n"
            "  mother.csv, column person_id: the nearest name is moth_person_id\n"
            "  mother.csv, column childs_person_id: the nearest name is moth_childs_person_id");
}

TEST_F(SsdNames, BeyondTheFirstFiftyAreCounted) {
  std::string columns = "pers_person_id";
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    columns += std::string(",pers_dob") + letter + std::string(",pers_sex") + letter;
  }
  File("person.csv", columns + "\nCH1\n");
  const Failure failure = Refused();
  EXPECT_THAT(failure.message, HasSubstr("\n  person.csv, column pers_doba: the nearest name is"));
  EXPECT_THAT(failure.message, testing::EndsWith("\n  and 2 other names"));
}

TEST_F(SsdNames, OfFilesWrittenALittleOtherwiseAreRefusedUnlessAccepted) {
  File("person.csv", "pers_person_id\nCH1\n");
  for (const char* file : {"cin_visit.csv", "SSD_CIN-Visits.csv", "export_cin_visits.csv"}) {
    File(file, "cinv_person_id\nCH1\n");
    const Failure failure = Refused();
    EXPECT_EQ(failure.code, "NAMES_UNKNOWN") << file;
    EXPECT_THAT(failure.message,
                HasSubstr(std::string(file) + ": the nearest name is cin_visits.csv"));
    EXPECT_EQ(Refused(true).code, "") << file;
    std::filesystem::remove(folder_ / file);
  }
}

TEST_F(SsdNames, OfAVendorAndOfObjectsThatAreNotReadAreTaken) {
  File("SSD_Person.CSV", "Pers_Person_ID,hair_colour,vendor_note\nCH1,brown,x\n");
  for (const char* file : {"ssd_cla_visits.csv", "cla_reviews.csv", "readme.txt", "._person.csv"}) {
    File(file, "a\n1\n");
  }
  EXPECT_EQ(Refused().code, "") << Refused().message;
}

}  // namespace
}  // namespace caseload::exchange
