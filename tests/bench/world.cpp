// SPDX-License-Identifier: Apache-2.0
// Two passes: children come as their authorities are made, and are kept in the order of their days.
#include "bench/world.h"

#include <unistd.h>

#include <fstream>

#include "base/clock.h"
#include "bench/builder.h"
#include "bench/must.h"
#include "bench/stopwatch.h"
#include "bench/towns.h"

namespace caseload::bench {
namespace {

// Another layout makes another folder.
constexpr int kLayout = 8;
constexpr std::size_t kCasesPerCommand = 100;
constexpr std::size_t kTellEvery = 100'000;

void WriteLines(const std::filesystem::path& file, const std::vector<std::string>& lines) {
  std::ofstream out(file);
  for (const auto& line : lines) out << line << '\n';
  if (!out.flush()) GiveUp("cannot write " + file.string());
}

std::vector<std::string> ReadLines(const std::filesystem::path& file) {
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// What is measured is a server that has been at work for a while: all of the file in the system's
// memory.
void Warm(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<char> block(std::size_t{4} << 20);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size()))) continue;
}

// Workers for so many cases that each of them holds some 46 open ones.
std::size_t WorkersFor(std::size_t cases) {
  constexpr std::size_t kOpenEach = 46;
  return std::max<std::size_t>(12, cases * kOpenOfHundred / 100 / kOpenEach);
}

void Build(const std::filesystem::path& home, std::size_t cases) {
  const Stopwatch watch;
  UnitsByDay units(home / "units");
  PutTownsAside(cases, SystemClock().Today(), home / "authority", units);
  std::fprintf(stderr, "made their children in %.0f s\n", watch.Seconds());
  auto next = units.Take();
  Builder builder(home / "records", WorkersFor(cases), next->day);
  std::size_t told = 0;
  for (std::size_t kept = 0; next;) {
    std::vector<v1::ImportUnit> together;
    Date day;
    for (std::size_t count = 0; next && count < kCasesPerCommand; next = units.Take()) {
      count += static_cast<std::size_t>(next->unit.cases_size());
      kept += static_cast<std::size_t>(next->unit.cases_size());
      day = next->day;
      together.push_back(std::move(next->unit));
    }
    builder.Keep(day, std::move(together));
    if (kept / kTellEvery == told) continue;
    told = kept / kTellEvery;
    std::fprintf(stderr, "built %zu cases in %.0f s\n", kept, watch.Seconds());
  }
  builder.Finish();
  WriteLines(home / "case_ids", builder.case_ids());
  WriteLines(home / "worker_ids", builder.worker_ids());
}

}  // namespace

World FindOrBuildWorld(const std::filesystem::path& cache, std::size_t cases) {
  const auto home = cache / ("world-" + std::to_string(kLayout) + "-" + std::to_string(cases));
  const auto finished = home / "finished";
  if (!std::filesystem::exists(finished)) {
    std::fprintf(stderr, "building a world of %zu cases in %s; it is kept for the next run\n",
                 cases, home.c_str());
    std::filesystem::remove_all(home);
    std::filesystem::create_directories(home);
    Build(home, cases);
    WriteLines(finished, {"yes"});
  }
  World world{home / "records", ReadLines(home / "case_ids"), ReadLines(home / "worker_ids")};
  if (world.case_ids.size() != cases)
    GiveUp("the world in " + home.string() + " is damaged: remove it");
  Warm(world.folder / "caseload.db");
  return world;
}

ScratchCopy::ScratchCopy(const std::filesystem::path& from, std::filesystem::path to)
    : folder_(std::move(to)) {
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
  std::filesystem::copy(from, folder_, std::filesystem::copy_options::recursive);
  // Written back now, not while a commit waits for the disk.
  ::sync();
}

ScratchCopy::~ScratchCopy() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace caseload::bench
