// SPDX-License-Identifier: Apache-2.0
// Options that several verbs share.
#include <google/protobuf/util/time_util.h>

#include "cli/verbs.h"

namespace caseload::cli {
namespace {

// Whether there is such a day is for the server to say.
bool LooksLikeDay(const std::string& text) {
  constexpr std::string_view kForm = "0000-00-00";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '-' ? text[i] != '-' : !digit) return false;
  }
  return true;
}

void AddInstant(CLI::App& verb, const std::function<google::protobuf::Timestamp&()>& target) {
  verb.add_option_function<std::string>(
          "--known-at", [target](const std::string& text) { target() = *ReadInstant(text); },
          "Count only what had been recorded by then: 2024-03-31T10:00:00Z, or a day (its end, "
          "UTC)")
      ->check(CLI::Validator(
          [](std::string& text) {
            return ReadInstant(text) ? std::string()
                                     : "\"" + text + "\" is no instant like 2024-03-31T10:00:00Z";
          },
          ""))
      ->type_name("TIME");
}

}  // namespace

void Runs(CLI::App& verb, Session& session, std::function<ExitCode()> work) {
  verb.callback([&session, work = std::move(work)] { session.End(work()); });
}

CLI::App* AddGroup(CLI::App& program, const std::string& name, const std::string& description) {
  CLI::App* group = program.add_subcommand(name, description);
  group->require_subcommand(1);
  return group;
}

CLI::Validator Day() {
  return CLI::Validator(
      [](std::string& text) {
        return LooksLikeDay(text) ? std::string() : "\"" + text + "\" is not a day (YYYY-MM-DD)";
      },
      "");
}

std::optional<google::protobuf::Timestamp> ReadInstant(const std::string& text) {
  google::protobuf::Timestamp instant;
  const std::string full = LooksLikeDay(text) ? text + "T23:59:59.999999Z" : text;
  if (!google::protobuf::util::TimeUtil::FromString(full, &instant)) return std::nullopt;
  return instant;
}

void AddKnownAt(CLI::App& verb, google::protobuf::Timestamp& known_at) {
  AddInstant(
      verb, [&known_at]() -> auto& { return known_at; });
}

void AddMoment(CLI::App& verb, v1::Moment& moment) {
  verb.add_option_function<std::string>(
          "--as-of", [&moment](const std::string& text) { moment.set_as_of_on(text); },
          "The day asked about")
      ->check(Day())
      ->type_name("YYYY-MM-DD");
  AddInstant(
      verb, [&moment]() -> auto& { return *moment.mutable_known_at(); });
}

void AddLimit(CLI::App& verb, std::int64_t& limit) {
  verb.add_option("--limit", limit, "List at most this many")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}))
      ->type_name("N")
      ->capture_default_str();
}

void TellMore(const Session& session, bool more, std::int64_t limit) {
  if (more && session.table()) {
    session.err() << "there are more than the first " << limit << ": see --limit\n";
  }
}

}  // namespace caseload::cli
