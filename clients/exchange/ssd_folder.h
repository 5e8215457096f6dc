// SPDX-License-Identifier: Apache-2.0
// A folder of dataset files with an index of whose rows stand where: memory for the index, never
// for the rows.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "exchange/csv_reader.h"
#include "exchange/exchange.h"
#include "exchange/ssd_names.h"
#include "exchange/ssd_objects.h"
#include "exchange/ssd_row.h"

namespace caseload::exchange {

// Numbers texts in the order in which they are first met.
class SsdNumbering {
 public:
  std::uint32_t Number(std::string_view text);
  std::optional<std::uint32_t> Find(std::string_view text) const;
  const std::string& Text(std::uint32_t number) const { return *texts_[number]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> texts_;
};

// Where a row begins, and the number of the one it is about. 16 bytes a row.
struct RowMark {
  std::uint32_t about = 0;
  std::uint32_t line = 0;
  std::uint64_t offset = 0;
};

struct SsdFile {
  const SsdShape* shape = nullptr;
  std::string name;  // as it stands in the folder
  std::unique_ptr<CsvReader> reader;
  std::vector<std::string> columns;  // lower-case
  std::vector<RowMark> marks;        // ordered by about, then by place
  std::span<const RowMark> About(std::uint32_t number) const;
};

class SsdFolder {
 public:
  static Expected<SsdFolder> Open(const std::filesystem::path& folder, const ReadOptions& options);

  // Nothing when the folder has no such file.
  SsdFile* file(SsdObject object);
  const SsdNumbering& people() const { return people_; }
  const SsdNumbering& families() const { return families_; }
  const SsdNumbering& teams() const { return teams_; }
  const SsdNumbering& workers() const { return workers_; }
  const SsdNumbering& assessments() const { return assessments_; }
  // Those of the people that have a row of their own.
  std::uint32_t people_described() const { return people_described_; }
  const std::string& digest() const { return digest_; }
  std::uint64_t bytes() const { return bytes_; }
  // About the folder and its files, and rows that are about nobody.
  Faults& faults() { return faults_; }

 private:
  std::optional<Failure> FindFiles(const std::filesystem::path& folder, const ReadOptions& options);
  std::optional<Failure> OpenFile(const std::filesystem::path& path, const SsdShape& shape,
                                  const ReadOptions& options);
  void NoteColumn(const SsdFile& file, const std::string& column);
  Failure MissingColumns(const std::vector<std::string>& missing, const std::string& file) const;
  std::optional<Failure> Index(SsdFile& file);
  SsdNumbering& Numbering(SsdObject object);

  std::array<SsdFile, kSsdObjects> files_;
  std::vector<std::pair<std::filesystem::path, const SsdShape*>> found_;
  SsdNumbering people_, families_, teams_, workers_, assessments_;
  std::uint32_t people_described_ = 0;
  NearNames near_names_;
  std::string digest_;
  std::uint64_t bytes_ = 0;
  Faults faults_;
};

}  // namespace caseload::exchange
