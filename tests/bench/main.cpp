// SPDX-License-Identifier: Apache-2.0
// caseload-bench: measures the server against probes in the same run, and prints the table of
// docs/benchmarks.md.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "bench/back_testing.h"
#include "bench/bench.h"
#include "bench/child.h"
#include "bench/must.h"
#include "bench/report.h"
#include "bench/serve.h"

namespace {

using namespace caseload::bench;

struct Measure {
  const char* name;
  Rows (*run)(Bench&);
};

constexpr Measure kMeasures[] = {{"get", MeasureGet},
                                 {"in-flight", MeasureInFlight},
                                 {"list", MeasureList},
                                 {"export", MeasureExport},
                                 {"mix", MeasureMix},
                                 {"past", MeasurePast},
                                 {"start", MeasureStart},
                                 {"import", MeasureImport},
                                 {"import-store", MeasureImportStore},
                                 {"visits", MeasureVisits},
                                 {"lone-visit", MeasureLoneVisit},
                                 {"grouping", MeasureGrouping},
                                 {"idle", MeasureIdle},
                                 {"rules-call", MeasureRuleCalls},
                                 {"rules-faults", MeasureRuleFaults},
                                 {"decisions", MeasureDecisions},
                                 {"rules-peers", MeasureRulePeers},
                                 {"rules-twenty", MeasureTwentyRules},
                                 {"rules-hostile", MeasureHostileRules},
                                 {"back-test", MeasureBackTest}};

// Processes of a measure, started by it.
struct Part {
  const char* name;
  int (*run)(const std::vector<std::string>& words);
};

constexpr Part kParts[] = {{"leash", Leash}, {"serve", Serve}, {"back-tests", BackTests}};

int Usage() {
  std::cerr << "usage: caseload-bench [--cases N] [--rounds N] [--idle-samples N] [--cache FOLDER] "
               "[--only NAME]… [--alone]\n"
               "measures:";
  for (const auto& measure : kMeasures) std::cerr << ' ' << measure.name;
  std::cerr << "\nWorlds are kept in --cache, else in $CASELOAD_BENCH_DIR, else under $TMPDIR.\n";
  return 2;
}

std::filesystem::path DefaultCache() {
  if (const char* folder = std::getenv("CASELOAD_BENCH_DIR")) return folder;
  return std::filesystem::temp_directory_path() / "caseload-bench";
}

bool IsWanted(const Options& options, const std::string& name) {
  return options.only.empty() ||
         std::find(options.only.begin(), options.only.end(), name) != options.only.end();
}

bool IsMeasure(const std::string& name) {
  return std::any_of(std::begin(kMeasures), std::end(kMeasures),
                     [&](const Measure& one) { return name == one.name; });
}

// False for a word that means nothing.
bool ReadOption(const std::string& word, const std::string& value, Options& options) {
  const int number = std::max(1, std::atoi(value.c_str()));
  if (word == "--cases") {
    options.cases = static_cast<std::size_t>(number);
  } else if (word == "--rounds") {
    options.rounds = number;
  } else if (word == "--idle-samples") {
    options.idle_samples = number;
  } else if (word == "--cache") {
    options.cache = value;
  } else if (word == "--only" && IsMeasure(value)) {
    options.only.push_back(value);
  } else {
    return false;
  }
  return true;
}

bool ReadOptions(const std::vector<std::string>& words, Options& options) {
  options.cache = DefaultCache();
  for (auto word = words.begin(); word != words.end(); ++word) {
    if (*word == "--alone") {
      options.alone = true;
      continue;
    }
    const auto name = word++;
    if (word == words.end() || !ReadOption(*name, *word, options)) return false;
  }
  return true;
}

// How busy the machine was with other things, as far as one number tells.
std::string MachineLoad() {
  std::ifstream file("/proc/loadavg");
  std::string words[3];
  file >> words[0] >> words[1] >> words[2];
  return words[0] + " " + words[1] + " " + words[2];
}

int Run(Options options) {
  Bench bench(std::move(options));
  std::cerr << "load before: " << MachineLoad() << "\n";
  Rows rows;
  for (const auto& measure : kMeasures) {
    if (!IsWanted(bench.options(), measure.name)) continue;
    for (auto& row : measure.run(bench)) {
      Announce(row);
      rows.push_back(std::move(row));
    }
  }
  std::cerr << "load after: " << MachineLoad() << "\n\n";
  std::cout << bench.options().cases << " cases, " << bench.options().rounds << " rounds\n\n";
  PrintTable(rows);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  const std::string first = words.empty() ? "" : words[0];
  for (const auto& part : kParts) {
    if (first == part.name) return part.run({words.begin() + 1, words.end()});
  }
  Options options;
  if (!ReadOptions(words, options)) return Usage();
  return Run(std::move(options));
}
