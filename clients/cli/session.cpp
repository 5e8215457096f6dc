// SPDX-License-Identifier: Apache-2.0
// Prints answers and problems the way that was asked for.
#include "cli/session.h"

#include <grpcpp/support/status.h>

#include <algorithm>
#include <cstdlib>

#include "cli/text_width.h"
#include "cpp/json.h"

namespace caseload::cli {

namespace {

// The first line where it is, each further one below it, indented: a list stays a list.
void PrintLines(std::ostream& out, std::string_view text) {
  for (bool first = true; first || !text.empty(); first = false) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(' ')));
    if (first || !line.empty()) out << (first ? "" : "  ") << Printable(line) << '\n';
  }
}

}  // namespace

ExitCode ExitCodeOf(const client::Problem& problem) {
  switch (static_cast<grpc::StatusCode>(problem.grpc_code)) {
    case grpc::StatusCode::OK:
      return kOk;
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::OUT_OF_RANGE:
      return kUsage;
    case grpc::StatusCode::NOT_FOUND:
      return kNotFound;
    case grpc::StatusCode::PERMISSION_DENIED:
    case grpc::StatusCode::UNAUTHENTICATED:
      return kNotAllowed;
    case grpc::StatusCode::ABORTED:
    case grpc::StatusCode::ALREADY_EXISTS:
    case grpc::StatusCode::FAILED_PRECONDITION:
      return kConflict;
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return kUnreachable;
    default:
      return kOther;
  }
}

const client::Connection& Session::connection() {
  if (!connection_) {
    client::ConnectOptions options;
    options.address = settings_.server;
    options.deadline = most_;
    if (const auto told = settings_.timeout_seconds)
      options.deadline = std::chrono::milliseconds(static_cast<std::int64_t>(*told * 1000));
    connection_ = std::make_unique<client::Connection>(options);
  }
  return *connection_;
}

bool Session::color() const {
  if (settings_.color != "auto") return settings_.color == "always";
  const char* no_color = std::getenv("NO_COLOR");  // no-color.org: any value but the empty one
  return screen_.out_is_terminal && (no_color == nullptr || *no_color == '\0');
}

TableStyle Session::table_style() const {
  return {color(), screen_.out_is_terminal ? screen_.width : 0};
}

ExitCode Session::Show(const google::protobuf::Message& answer, const Sheet& sheet) const {
  if (json()) {
    out() << client::ToJson(answer, client::JsonStyle::kIndented);
  } else if (csv()) {
    PrintCsv(out(), sheet);
  } else {
    PrintTable(out(), sheet, table_style());
  }
  return kOk;
}

ExitCode Session::ShowCard(const google::protobuf::Message& answer, const Sheet& sheet) const {
  if (!table()) return Show(answer, sheet);
  PrintCard(out(), sheet, table_style());
  return kOk;
}

ExitCode Session::Fail(const client::Problem& problem) const {
  err() << "caseload: " << problem.reason << ": ";
  PrintLines(err(), problem.message);
  for (const auto& field : problem.fields) {
    err() << "  " << Printable(field.field) << ": " << Printable(field.what) << '\n';
  }
  return ExitCodeOf(problem);
}

ExitCode Session::FailUsage(std::string_view what) const {
  err() << "caseload: " << what << '\n';
  return kUsage;
}

bool Session::Confirm(std::string_view question, std::string_view word) const {
  if (!screen_.in_is_terminal) {
    err() << "caseload: not confirmed: add --yes to do this where nobody can be asked\n";
    return false;
  }
  err() << question << " Type " << word << " to go on: " << std::flush;
  std::string typed;
  std::getline(screen_.in, typed);
  if (typed == word) return true;
  err() << "caseload: not confirmed, nothing was changed\n";
  return false;
}

}  // namespace caseload::cli
