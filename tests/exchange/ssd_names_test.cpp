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

TEST_F(SsdNames, OfKeysThatAreMissingComeWithTheNearOne) {
  File("person.csv", "person_id\nCH1\n");
  const Failure failure = Refused();
  EXPECT_EQ(failure.code, "NAMES_UNKNOWN");
  EXPECT_THAT(failure.message, HasSubstr("were expected: pers_person_id"));
  EXPECT_THAT(failure.message, HasSubstr("column person_id: the nearest name is pers_person_id"));
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
