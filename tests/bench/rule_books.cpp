// SPDX-License-Identifier: Apache-2.0
#include "bench/rule_books.h"

#include <fstream>
#include <iterator>

#include "bench/must.h"
#include "rules/rule_folder.h"

namespace caseload::bench {

namespace fs = std::filesystem;

fs::path GuestLibrary(const std::string& name) {
  return fs::path(CASELOAD_GUESTS) / name / ("guest_" + name + ".so");
}

std::string BytesOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (bytes.empty()) GiveUp("there is no " + file.string());
  return bytes;
}

std::unique_ptr<rules::RuleBook> BookOf(const Bench& bench, const fs::path& library) {
  const fs::path folder = bench.scratch() / library.stem();
  fs::create_directories(folder);
  fs::copy_file(library, folder / library.filename(), fs::copy_options::overwrite_existing);
  constexpr int kOften = 1'000'000;
  auto book = rules::OpenFolder(folder, CASELOAD_RULE_WORKER, {},
                                {.failures_in_a_row = kOften, .failures_in_an_hour = kOften});
  if (book->InForce()->List()[0].state() != v1::RULE_STATE_ACTIVE)
    GiveUp("the rule to measure with was refused: " + book->InForce()->List()[0].refused_because());
  return book;
}

}  // namespace caseload::bench
