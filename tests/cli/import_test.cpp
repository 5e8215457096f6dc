// SPDX-License-Identifier: Apache-2.0
// How a delivery of a made-up authority gets across, and what is said about it.
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "cli/run_cli.h"

namespace caseload::cli {
namespace {

using fakes::FakeServer;
using fakes::UnitStream;
using testing::HasSubstr;

// Takes a delivery as the real server would, and counts what arrives.
struct Taker {
  explicit Taker(FakeServer& server) {
    server.imports.on_StartImport.answer = [this](const auto& asked, auto& answer) {
      if (import_record.import_id().empty()) import_record = asked.import_record();
      import_record.set_import_id("I1");
      *answer.mutable_import_record() = import_record;
      return grpc::Status::OK;
    };
    server.imports.on_SendUnits = [this](UnitStream& stream) { return Take(stream); };
    server.imports.on_FinishImport.answer = [this](const auto& asked, auto& answer) {
      if (asked.unit_count() != import_record.accepted_through()) {
        return fakes::Refusal(grpc::StatusCode::ABORTED, "IMPORT_POSITION",
                              "other units were kept");
      }
      import_record.set_state(v1::IMPORT_STATE_FINISHED);
      import_record.mutable_recorded_at()->set_seconds(1'712'048'400);
      import_record.mutable_counts()->set_created(9);
      *answer.mutable_import_record() = import_record;
      return grpc::Status::OK;
    };
    server.imports.on_ListImportFaults.answer = [](const auto&, auto& answer) {
      answer.add_faults()->set_code("BAD_DATE");
      answer.add_faults()->set_code("BAD_DATE");
      answer.add_faults()->set_code("UNKNOWN_CODE");
      return grpc::Status::OK;
    };
  }

  grpc::Status Take(UnitStream& stream) {
    v1::SendUnitsRequest message;
    while (stream.Read(&message)) {
      for (const auto& unit : message.units()) {
        EXPECT_EQ(unit.position(), import_record.accepted_through() + 1);
        import_record.set_accepted_through(unit.position());
        auto& counts = *import_record.mutable_counts();
        counts.set_people(counts.people() + static_cast<std::uint64_t>(unit.people_size()));
        counts.set_cases(counts.cases() + static_cast<std::uint64_t>(unit.cases_size()));
        counts.set_faults(3);
      }
      v1::SendUnitsResponse receipt;
      receipt.set_accepted_through(import_record.accepted_through());
      stream.Write(receipt);
    }
    return grpc::Status::OK;
  }

  v1::Import import_record;
};

// The census of a made-up authority of 12 open children.
std::string MadeUpCensus(const FakeServer& server) {
  const Ran made =
      RunWords({"make-authority", "--children", "12", "--seed", "3", "--years", "2", "--year",
                "2024", "--out", (server.folder() / "authority").string(), "-o", "csv"});
  EXPECT_EQ(made.code, kOk) << made.err;
  return (server.folder() / "authority" / "cin_2024.xml").string();
}

TEST(ImportCin, GetsEveryChildAcrossAndSumsUp) {
  FakeServer server;
  Taker taker(server);
  const Ran ran = RunAt(
      server, {"import", "cin", MadeUpCensus(server), "--history-complete-from", "2023-04-01"});
  ASSERT_EQ(ran.code, kOk) << ran.err;
  EXPECT_GE(taker.import_record.counts().people(), 12U);
  EXPECT_EQ(taker.import_record.form(), "cin");
  EXPECT_EQ(taker.import_record.history_complete_from_on(), "2023-04-01");
  EXPECT_THAT(ran.out,
              HasSubstr("EPISODES       " + std::to_string(taker.import_record.counts().cases())));
  EXPECT_THAT(ran.out,
              HasSubstr("FAULT         COUNT\nBAD_DATE          2\nUNKNOWN_CODE      1\n"));
  EXPECT_EQ(ran.err, "");
}

TEST(ImportCin, GivesInJsonWhatTheServerFinishedWith) {
  FakeServer server;
  Taker taker(server);
  const Ran ran = RunAt(server, {"import", "cin", MadeUpCensus(server), "-o", "json"});
  ASSERT_EQ(ran.code, kOk) << ran.err;
  v1::FinishImportResponse read;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(ran.out, &read).ok());
  EXPECT_EQ(read.import_record().import_id(), "I1");
  EXPECT_EQ(read.import_record().state(), v1::IMPORT_STATE_FINISHED);
}

TEST(ImportCin, SendsNothingTwice) {
  FakeServer server;
  Taker taker(server);
  const std::string census = MadeUpCensus(server);
  ASSERT_EQ(RunAt(server, {"import", "cin", census}).code, kOk);
  const auto counts = taker.import_record.counts().people();
  const Ran again = RunAt(server, {"import", "cin", census});
  EXPECT_EQ(again.code, kOk);
  EXPECT_EQ(again.err, "this delivery was imported before, nothing was sent\n");
  EXPECT_EQ(taker.import_record.counts().people(), counts);
  EXPECT_THAT(again.out, HasSubstr("imported before, on 2024-04-02T09:00:00Z\n"));
  EXPECT_THAT(again.out, HasSubstr("CREATED        0\nCHANGED        0\nUNCHANGED      9\n"));
}

TEST(ImportCin, GivesJsonOfOneShapeForADeliveryThatIsThereAlready) {
  FakeServer server;
  Taker taker(server);
  const std::string census = MadeUpCensus(server);
  ASSERT_EQ(RunAt(server, {"import", "cin", census}).code, kOk);
  const Ran again = RunAt(server, {"import", "cin", census, "-o", "json"});
  v1::FinishImportResponse read;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(again.out, &read).ok()) << again.out;
  EXPECT_EQ(read.import_record().import_id(), "I1");
  EXPECT_EQ(read.import_record().counts().created(), 9U);
}

TEST(ImportFaults, ReadsAllPagesAndShowsTheValues) {
  FakeServer server;
  server.imports.on_ListImportFaults.answer = [](const auto& asked, auto& answer) {
    const int page = asked.page_token().empty() ? 0 : std::stoi(asked.page_token());
    for (int i = 0; i < asked.page_size(); ++i) {
      auto* fault = answer.add_faults();
      fault->set_code("BAD_DATE");
      fault->set_value("31/02/2024");
    }
    if (page < 2) answer.set_next_page_token(std::to_string(page + 1));
    return grpc::Status::OK;
  };
  const Ran ran = RunAt(server, {"import", "faults", "I1"});
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 1 + 3 * 500);
  EXPECT_THAT(ran.out, testing::StartsWith("CODE      LINE  NAME  VALUE       SUMMARY  PATH\n"
                                           "BAD_DATE              31/02/2024\n"));
  EXPECT_EQ(ran.err, "");
}

TEST(ImportCin, ShowsItsProgressOnATerminal) {
  FakeServer server;
  Taker taker(server);
  const Ran ran = RunAt(server, {"import", "cin", MadeUpCensus(server)}, {.at_a_terminal = true});
  EXPECT_THAT(ran.err, HasSubstr("100% "));
  EXPECT_THAT(ran.err, testing::EndsWith("\r\x1b[K"));
}

TEST(Import, SaysWhyAFileCannotBeRead) {
  FakeServer server;
  const Ran missing = RunAt(server, {"import", "cin", "/nonexistent.xml"});
  EXPECT_EQ(missing.code, kUsage);
  EXPECT_THAT(missing.err, testing::StartsWith("caseload: FILE_UNREADABLE: /nonexistent.xml: "));
  const std::string broken = (server.folder() / "broken.xml").string();
  std::ofstream(broken) << "<Message><Children>";
  const Ran unread = RunAt(server, {"import", "cin", broken});
  EXPECT_EQ(unread.code, kUsage);
  EXPECT_THAT(unread.err, testing::ContainsRegex("^caseload: [A-Z_]+: " + broken));
  const std::string file = (server.folder() / "occupied").string();
  std::ofstream(file) << "a file where a folder was wanted";
  const Ran unwritten = RunWords({"make-authority", "--children", "12", "--out", file});
  EXPECT_EQ(unwritten.code, kOther);
  EXPECT_THAT(unwritten.err, testing::StartsWith("caseload: FILE_UNWRITABLE: " + file));
}

TEST(Import, ListsUnknownNamesOneALine) {
  FakeServer server;
  const std::string census = MadeUpCensus(server);
  std::ostringstream text;
  text << std::ifstream(census).rdbuf();
  std::string strange = text.str();
  for (const char* name : {"CINreferralDate", "PrimaryNeedCode"}) {
    for (std::size_t at = 0; (at = strange.find(name, at)) != std::string::npos; at += 4) {
      strange.replace(at, 3, "Zqx");
    }
  }
  const std::string path = (server.folder() / "strange.xml").string();
  std::ofstream(path) << strange;
  const Ran ran = RunAt(server, {"import", "cin", path});
  EXPECT_EQ(ran.code, kUsage);
  EXPECT_THAT(ran.err, testing::StartsWith("caseload: NAMES_UNKNOWN: " + path + ", line "));
  EXPECT_THAT(ran.err, testing::AllOf(HasSubstr("\n  ZqxreferralDate: "),
                                      HasSubstr("\n  ZqxmaryNeedCode: ")));
}

TEST(Import, ListsUnknownNamesOfAFolderOneALineToo) {
  FakeServer server;
  const auto folder = server.folder() / "dataset";
  std::filesystem::create_directory(folder);
  std::ofstream(folder / "person.csv") << "pers_person_id,dob\nCH1,2010-01-01\n";
  std::ofstream(folder / "cin_visit.csv") << "cinv_person_id\nCH1\n";
  const Ran ran = RunAt(server, {"import", "ssd", folder.string()});
  EXPECT_EQ(ran.code, kUsage);
  EXPECT_EQ(ran.err, "caseload: NAMES_UNKNOWN: " + (folder / "cin_visit.csv").string() +
                         ", line 1: The dataset does not know these names:\n"
                         "  cin_visit.csv: the nearest name is cin_visits.csv\n"
                         "  person.csv, column dob: the nearest name is pers_dob\n");
}

}  // namespace
}  // namespace caseload::cli
