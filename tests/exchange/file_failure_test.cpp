// SPDX-License-Identifier: Apache-2.0
// A file that cannot be read is named by its last part, with the reason in words.
#include "exchange/file_failure.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "exchange/exchange.h"

namespace caseload::exchange {
namespace {

class UnreadableFile : public testing::Test {
 protected:
  UnreadableFile() { std::filesystem::create_directories(folder_); }
  ~UnreadableFile() override { std::filesystem::remove_all(folder_); }

  static void Expect(const Failure& failure, const std::string& name, const std::string& reason) {
    EXPECT_EQ(failure.code, "FILE_UNREADABLE");
    EXPECT_EQ(failure.path, name);
    EXPECT_EQ(failure.message.substr(0, name.size() + 1 + reason.size()), name + " " + reason);
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("unreadable_" + std::to_string(::getpid()));
};

TEST_F(UnreadableFile, DoesNotExist) {
  Expect(OpenCin(folder_ / "gone.xml", {}).failure(), "gone.xml", "does not exist");
  Expect(OpenCsww(folder_ / "gone.xml", {}).failure(), "gone.xml", "does not exist");
  Expect(OpenSsd(folder_ / "gone/", {}).failure(), "gone", "does not exist");
}

TEST_F(UnreadableFile, IsAFolderOrTheOtherWayRound) {
  const std::string name = folder_.filename().string();
  Expect(OpenCin(folder_, {}).failure(), name, "is a folder");
  std::ofstream(folder_ / "a.csv") << "a\n";
  Expect(OpenSsd(folder_ / "a.csv", {}).failure(), "a.csv", "is a file; a folder");
  Expect(OpenCin("/dev/null", {}).failure(), "null", "is no ordinary file");
}

TEST_F(UnreadableFile, MayNotBeRead) {
  Expect(Unreadable(folder_ / "a.xml", std::make_error_code(std::errc::permission_denied)), "a.xml",
         "may not be read");
  if (::geteuid() == 0) GTEST_SKIP() << "ONLY THE WORDS CHECKED: root may read everything";
  std::ofstream(folder_ / "a.xml") << "<Message/>";
  std::filesystem::permissions(folder_ / "a.xml", std::filesystem::perms::none);
  Expect(OpenCin(folder_ / "a.xml", {}).failure(), "a.xml", "may not be read");
}

}  // namespace
}  // namespace caseload::exchange
