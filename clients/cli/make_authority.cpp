// SPDX-License-Identifier: Apache-2.0
// caseload make-authority: writes the deliveries of a made-up authority. Asks no server.
#include "cli/file_problem.h"
#include "cli/verbs.h"
#include "exchange/authority.h"
#include "google/protobuf/struct.pb.h"

namespace caseload::cli {
namespace {

struct Asked {
  exchange::AuthorityPlan plan;
  int year = 2026;
  std::string out;
};

// There is no message of the API for it: JSON output is an object of the same names.
google::protobuf::Struct AsMessage(const Sheet& sheet) {
  google::protobuf::Struct message;
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    auto& value = (*message.mutable_fields())[sheet.columns[i].name];
    const std::string& text = sheet.rows.front()[i];
    if (sheet.columns[i].align == Align::kRight) {
      value.set_number_value(std::stod(text));
    } else {
      value.set_string_value(text);
    }
  }
  return message;
}

ExitCode Make(Session& session, Asked& asked) {
  asked.plan.reference_on = std::chrono::year{asked.year} / std::chrono::March / 31;
  const auto made = exchange::MakeAuthority(asked.plan, asked.out);
  if (!made) {
    constexpr int kUnknown = 2;
    client::Problem problem = FileProblem(made.failure(), asked.out);
    if (made.failure().code == "PLAN_REFUSED") {
      problem.message = made.failure().message;
    } else {
      problem.grpc_code = kUnknown;  // what was asked for was right, writing it failed
    }
    return session.Fail(problem);
  }
  Sheet sheet{{{"cin"}, {"csww"}, {"ssd"}},
              {{made->cin.string(), made->csww.string(), made->ssd.string()}}};
  const auto add = [&](const char* name, std::uint64_t count) {
    sheet.columns.push_back({name, Align::kRight});
    sheet.rows[0].push_back(std::to_string(count));
  };
  add("children", made->children);
  add("open_children", made->open_children);
  add("census_children", made->census_children);
  add("episodes", made->episodes);
  add("visits", made->visits);
  add("workers", made->workers);
  add("faults", made->faults);
  return session.ShowCard(AsMessage(sheet), sheet);
}

}  // namespace

void AddMakeAuthority(CLI::App& program, Session& session) {
  auto asked = std::make_shared<Asked>();
  auto& plan = asked->plan;
  CLI::App* verb = program.add_subcommand(
      "make-authority", "Write the returns of a made-up authority, to try everything on");
  verb->add_option("--children", plan.open_children, "Children open at the end")
      ->check(CLI::Range(1U, 1'000'000U).description(""))
      ->type_name("N")
      ->capture_default_str();
  verb->add_option("--seed", plan.seed, "The same seed gives the same authority")
      ->type_name("S")
      ->capture_default_str();
  verb->add_option("--out", asked->out, "The folder to write to")->required()->type_name("DIR");
  verb->add_option("--year", asked->year, "It is of the year ending on 31 March of this year")
      ->check(CLI::Range(2017, 2100).description(""))
      ->type_name("Y")
      ->capture_default_str();
  verb->add_option("--years", plan.years, "Years of history")
      ->check(CLI::Range(2, 10).description(""))
      ->type_name("N")
      ->capture_default_str();
  verb->add_option("--fault-rate", plan.fault_rate,
                   "Share of records written as real returns get them wrong")
      ->check(CLI::Range(0.0, 1.0).description(""))
      ->type_name("PART")
      ->capture_default_str();
  verb->add_flag("!--no-visits", plan.visits, "Leave out visits, half of the dataset");
  Runs(*verb, session, [&session, asked] { return Make(session, *asked); });
}

}  // namespace caseload::cli
