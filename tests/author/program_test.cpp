// SPDX-License-Identifier: Apache-2.0
// The programs themselves: their exit codes, what they say to bad input, and how `caseload rule`
// hands its words over.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cstdlib>

#include "author/workbench.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Ended {
  int code = 0;
  std::string out;
  std::string err;
};

std::string Quoted(const std::string& word) { return "'" + word + "'"; }

Ended Ran(const std::string& program, const std::vector<std::string>& words,
          const std::string& environment = "") {
  const Folder folder;
  std::string line = environment + " " + Quoted(program);
  for (const auto& word : words) line += " " + Quoted(word);
  const auto out = folder.path() / "out";
  const auto err = folder.path() / "err";
  line += " >" + Quoted(out.string()) + " 2>" + Quoted(err.string()) + " </dev/null";
  const int status = std::system(line.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, TextOf(out), TextOf(err)};
}

Ended Author(const std::vector<std::string>& words) { return Ran(CASELOAD_RULE_PROGRAM, words); }

const std::string kPacks = std::string("--packs=") + CASELOAD_PACKS;
const std::string kSeen =
    std::string(CASELOAD_PLUGINS) + "/visits-seen/vignettes/seen.vignette.txt";

TEST(AuthorsProgram, TestsAPackageAndALibrary) {
  const auto package = Author({"test", ReleasePackage("recurrence"), kPacks});
  EXPECT_EQ(package.code, 0) << package.out << package.err;
  EXPECT_THAT(package.out, HasSubstr("23 vignettes passed, 0 failed; asked on "));
  const auto library =
      Author({"test", std::string(CASELOAD_RULES) + "/visits-seen.so", kSeen, kPacks});
  EXPECT_EQ(library.code, 0) << library.out << library.err;
}

TEST(AuthorsProgram, FailsForARuleThatFails) {
  const Folder folder;
  folder.Write("made_up.vignette.txt",
               "Vignette: made up\nChild: born 2015-05-01\nCase this: referred 2024-01-01\n"
               "Asked: about this, as of 2024-02-01\nFinds: nothing\n");
  const auto ended = Author({"test", GuestFile("names_late"), folder.path().string(), kPacks});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.out, HasSubstr("FAILED    "));
}

struct Bad {
  std::vector<std::string> words;
  std::string said;
};

TEST(AuthorsProgram, SaysWhatIsWrongWithItsInput) {
  const Folder folder;
  folder.Write("text", "no rule");
  folder.Write("taken", "");
  const std::string text = (folder.path() / "text").string();
  const std::string recurrence = ReleasePackage("recurrence");
  const std::vector<Bad> all{
      {{"test", "/no/such.so", kSeen, kPacks}, "/no/such.so cannot be read"},
      {{"test", text, kSeen, kPacks}, "is neither a library nor a package"},
      {{"test", GuestFile("near"), kPacks}, "there is no vignette to ask it"},
      {{"test", recurrence, text, kPacks}, "line 1 is not understood"},
      {{"test", recurrence, "--packs=/no/packs"}, "the pack cannot be used"},
      {{"explain", text, kSeen, kPacks}, "is neither a library nor a package"},
      {{"explain", recurrence, "/no/such", kPacks}, "/no/such cannot be read"},
      {{"explain", recurrence, kSeen, "--title=No such", kPacks}, "no vignette of this title"},
      {{"explain", recurrence, kSeen, "--on=2024-02-30", kPacks}, "2024-02-30 is not a day"},
      {{"explain", recurrence, kSeen, "--set=months", kPacks}, "is not NAME=WHOLE NUMBER"},
      {{"bench", text, kPacks}, "is neither a library nor a package"},
      {{"bench", recurrence, "--set=unheard_of=1", kPacks}, "unheard_of is not known"},
      {{"new", folder.path().string(),
        std::string("--starter=") + CASELOAD_PLUGINS + "/sdk/starter", "--rule-id=example.mine"},
       "is there already"},
      {{"new", text + "-new", "--rule-id=Mine"}, "cannot be a rule's id"}};
  for (const auto& bad : all) {
    const auto ended = Author(bad.words);
    EXPECT_EQ(ended.code, 1) << testing::PrintToString(bad.words);
    EXPECT_THAT(ended.err, StartsWith("caseload-rule: "));
    EXPECT_THAT(ended.err, HasSubstr(bad.said));
    EXPECT_EQ(ended.out, "");
  }
  EXPECT_EQ(Author({"bench", recurrence, "--rounds=0"}).code, 2);
  EXPECT_EQ(Author({"nonsense"}).code, 2);
}

TEST(CaseloadRule, HandsItsWordsAndTheExitCodeOver) {
  const auto passed =
      Ran(CASELOAD_CLIENT, {"-o", "json", "rule", "test", ReleasePackage("recurrence"), kPacks});
  EXPECT_EQ(passed.code, 0) << passed.err;
  EXPECT_THAT(passed.out, HasSubstr("23 vignettes passed"));
  const auto help = Ran(CASELOAD_CLIENT, {"rule", "explain", "--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_THAT(help.out, HasSubstr("--title"));
  EXPECT_EQ(Ran(CASELOAD_CLIENT, {"rule", "bench"}).code, 2);
  const auto failed = Ran(CASELOAD_CLIENT, {"rule", "describe", "/no/such"});
  EXPECT_EQ(failed.code, 1);
  EXPECT_EQ(failed.err, "caseload-rule: /no/such cannot be read\n");
}

TEST(CaseloadRule, ListsTheVerbsOfAuthorsBesideItsOwn) {
  const auto help = Ran(CASELOAD_CLIENT, {"rule", "--help"});
  EXPECT_EQ(help.code, 0);
  for (const char* verb :
       {"new", "test", "explain", "bench", "describe", "pack", "sign", "validate", "activate"})
    EXPECT_THAT(help.out, HasSubstr("\n  " + std::string(verb) + " "));
  EXPECT_EQ(Ran(CASELOAD_CLIENT, {"__complete", "rule", "exp"}).out, "explain\n");
  EXPECT_EQ(Ran(CASELOAD_CLIENT, {"rule", "tset"}).err,
            "caseload: unknown command tset, did you mean test?\n");
}

// Of a machine on which only the client is installed.
TEST(CaseloadRule, FindsTheProgramOnThePathOrSaysWhatToInstall) {
  const Folder alone;
  const auto client = alone.path() / "caseload";
  fs::copy_file(CASELOAD_CLIENT, client);
  const auto without = Ran(client, {"rule", "new", "mine"}, "PATH=/usr/bin:/bin");
  EXPECT_EQ(without.code, 1);
  EXPECT_THAT(without.err,
              HasSubstr("rule new is done by the program caseload-rule, which is neither"));
  EXPECT_THAT(without.err, HasSubstr("kit for rules (component sdk)"));
  const auto on_path = Ran(
      client, {"rule", "describe", "/no/such"},
      "PATH=" + Quoted(fs::path(CASELOAD_RULE_PROGRAM).parent_path().string()) + ":/usr/bin:/bin");
  EXPECT_EQ(on_path.err, "caseload-rule: /no/such cannot be read\n");
}

}  // namespace
}  // namespace caseload::rules
