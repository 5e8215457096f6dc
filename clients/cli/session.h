// SPDX-License-Identifier: Apache-2.0
// Session: one run of the program: where it prints, what was asked for globally, and its
// connection.
#pragma once

#include <google/protobuf/message.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/sheet.h"
#include "cpp/connection.h"

namespace caseload::cli {

// What scripts may rely on.
enum ExitCode : int {
  kOk = 0,
  kOther = 1,
  kUsage = 2,
  kNotFound = 3,
  kNotAllowed = 4,
  kConflict = 5,
  kUnreachable = 6,
  kNotConfirmed = 7,
  // What was asked is answered, and a rule is missing in it.
  kRuleFailed = 8,
};

ExitCode ExitCodeOf(const client::Problem& problem);

// The streams, and whether somebody looks at them.
struct Screen {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  // Columns; 80 where nobody knows.
  int width = 80;
};

struct Settings {
  std::string server;
  std::string output = "table";
  std::string color = "auto";
  std::optional<double> timeout_seconds;  // nothing: as long as the verb may take
};

class Session {
 public:
  explicit Session(const Screen& screen) : screen_(screen) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Settings& settings() { return settings_; }
  const Screen& screen() const { return screen_; }
  std::ostream& out() const { return screen_.out; }
  std::ostream& err() const { return screen_.err; }

  // For a verb that takes minutes: so long it waits, unless the person says how long. To be said
  // before the connection is used.
  void MayTake(std::chrono::seconds most) { most_ = most; }
  // Made on first use, when the settings are known.
  const client::Connection& connection();

  bool json() const { return settings_.output == "json"; }
  bool csv() const { return settings_.output == "csv"; }
  bool table() const { return !json() && !csv(); }
  bool color() const;
  TableStyle table_style() const;

  // The answer as JSON, or the sheet as a table or CSV.
  ExitCode Show(const google::protobuf::Message& answer, const Sheet& sheet) const;
  // The same for a single record: in table output one line a field.
  ExitCode ShowCard(const google::protobuf::Message& answer, const Sheet& sheet) const;
  // Reason, message and fields, on the error stream.
  ExitCode Fail(const client::Problem& problem) const;
  ExitCode FailUsage(std::string_view what) const;

  // Asks that the word be typed. Where nobody can be asked the answer is no, and how to say yes is
  // printed.
  bool Confirm(std::string_view question, std::string_view word) const;

  // What the verb that ran has come to.
  void End(ExitCode code) { exit_code_ = code; }
  ExitCode exit_code() const { return exit_code_; }

 private:
  const Screen screen_;
  Settings settings_;
  std::chrono::seconds most_{30};
  std::unique_ptr<client::Connection> connection_;
  ExitCode exit_code_ = kOk;
};

}  // namespace caseload::cli
