// SPDX-License-Identifier: Apache-2.0
// Finds the dataset's files by their names and columns, and indexes them in one pass each.
#include "exchange/ssd_folder.h"

#include <algorithm>
#include <fstream>

#include "exchange/csv_text.h"
#include "exchange/digest.h"
#include "exchange/file_failure.h"

namespace caseload::exchange {
namespace {

// 1.6 GB of marks: three times a national dataset's largest file.
constexpr std::size_t kRowsPerFile = 100'000'000;
// Faults about rows that are about nobody; more than this many is another kind of delivery.
constexpr int kFolderFaults = 200'000;

const SsdShape* ShapeOf(const std::filesystem::path& path) {
  std::string name = LowerCase(path.stem().string());
  if (name.starts_with("ssd_")) name.erase(0, 4);
  if (LowerCase(path.extension().string()) != ".csv") return nullptr;
  for (const SsdShape& shape : SsdShapes()) {
    if (shape.name == name) return &shape;
  }
  return nullptr;
}

std::size_t ColumnOf(const SsdFile& file, std::string_view name) {
  const auto at = std::find(file.columns.begin(), file.columns.end(), name);
  return static_cast<std::size_t>(at - file.columns.begin());
}

std::vector<std::string> MissingKeys(const SsdFile& file) {
  std::vector<std::string> missing;
  for (const std::string_view key : {file.shape->key, file.shape->second_key}) {
    if (key.empty() || ColumnOf(file, key) < file.columns.size()) continue;
    missing.emplace_back(key);
  }
  return missing;
}

}  // namespace

std::uint32_t SsdNumbering::Number(std::string_view text) {
  const auto [at, added] = numbers_.try_emplace(std::string(text), size());
  if (added) texts_.push_back(&at->first);
  return at->second;
}

std::optional<std::uint32_t> SsdNumbering::Find(std::string_view text) const {
  const auto at = numbers_.find(std::string(text));
  if (at == numbers_.end()) return std::nullopt;
  return at->second;
}

std::span<const RowMark> SsdFile::About(std::uint32_t number) const {
  const auto range = std::ranges::equal_range(marks, number, {}, &RowMark::about);
  return {range.begin(), range.end()};
}

SsdFile* SsdFolder::file(SsdObject object) {
  SsdFile& file = files_[static_cast<std::size_t>(object)];
  return file.reader ? &file : nullptr;
}

SsdNumbering& SsdFolder::Numbering(SsdObject object) {
  switch (object) {
    case SsdObject::kDepartment:
      return teams_;
    case SsdObject::kProfessionals:
      return workers_;
    case SsdObject::kAssessmentFactors:
      return assessments_;
    default:
      return people_;
  }
}

Expected<SsdFolder> SsdFolder::Open(const std::filesystem::path& folder,
                                    const ReadOptions& options) {
  SsdFolder opened;
  if (auto why = CheckFolder(folder)) return *why;
  if (auto why = opened.FindFiles(folder, options)) return *why;
  Digest digest;
  for (const auto& [path, shape] : opened.found_) {
    auto bytes = Sha256OfFile(path);
    if (!bytes) return bytes.failure();
    digest.Add(shape->name);
    digest.Add(*bytes);
    if (auto why = opened.OpenFile(path, *shape, options)) return *why;
  }
  if (!options.accept_unknown_names && !opened.near_names_.empty()) {
    return opened.near_names_.Refusal();
  }
  opened.digest_ = digest.Hex();
  // People first and in their own order: whoever is named only elsewhere comes after them.
  for (const SsdObject first : {SsdObject::kPerson, SsdObject::kCinAssessments}) {
    if (SsdFile* file = opened.file(first)) {
      if (auto why = opened.Index(*file)) return *why;
    }
    if (first == SsdObject::kPerson) opened.people_described_ = opened.people_.size();
  }
  for (SsdFile& file : opened.files_) {
    if (!file.reader || file.shape->object == SsdObject::kPerson ||
        file.shape->object == SsdObject::kCinAssessments) {
      continue;
    }
    if (auto why = opened.Index(file)) return *why;
  }
  return opened;
}

std::optional<Failure> SsdFolder::FindFiles(const std::filesystem::path& folder,
                                            const ReadOptions& options) {
  std::error_code error;
  std::vector<std::filesystem::path> paths;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) paths.push_back(at->path());
  }
  if (error) return Unreadable(folder, error);
  std::sort(paths.begin(), paths.end());
  std::array<bool, kSsdObjects> there = {};
  for (const auto& path : paths) {
    const SsdShape* shape = ShapeOf(path);
    const std::string name = path.filename().string();
    const std::string shown = IsUtf8(name) ? name : FromWindows1252(name);
    if (shape == nullptr) {
      AddFault(faults_, "UNKNOWN_FILE", {shown}, "", "This file is not read.");
      const std::string near = FileNear(shown);
      if (!near.empty()) near_names_.Add(shown, "", near);
    } else if (std::exchange(there[static_cast<std::size_t>(shape->object)], true)) {
      AddFault(faults_, "SECOND_FILE", {shown}, "", "Another file of this object is read instead.");
    } else {
      found_.emplace_back(path, shape);
    }
  }
  if (found_.empty() && (near_names_.empty() || options.accept_unknown_names)) {
    return Failure{"FORM_UNKNOWN",
                   "no file of the Standard Safeguarding Dataset is there, e.g. person.csv",
                   LastPart(folder)};
  }
  for (const SsdShape& shape : SsdShapes()) {
    if (there[static_cast<std::size_t>(shape.object)]) continue;
    AddFault(faults_, "MISSING_FILE", {std::string(shape.name) + ".csv"}, "",
             "The delivery says nothing of this; it is unknown, not none.");
  }
  return std::nullopt;
}

std::optional<Failure> SsdFolder::OpenFile(const std::filesystem::path& path, const SsdShape& shape,
                                           const ReadOptions& options) {
  SsdFile& file = files_[static_cast<std::size_t>(shape.object)];
  auto reader = CsvReader::Open(path);
  if (!reader) return reader.failure();
  file.shape = &shape;
  file.name = path.filename().string();
  bytes_ += (*reader)->size();
  for (const std::string& column : (*reader)->columns()) {
    file.columns.push_back(LowerCase(WithoutBlanks(column)));
  }
  ListProblems((*reader)->column_problems(), {file.name, 1}, faults_);
  if (const auto missing = MissingKeys(file); !missing.empty()) {
    if (!options.accept_unknown_names) {
      for (const std::string& column : file.columns) NoteColumn(file, column);
      return MissingColumns(missing, file.name);
    }
    for (const std::string& column : missing) {
      AddFault(faults_, "MISSING_COLUMN", {file.name, 1, column}, "",
               "Without this column nothing of the file can be read.")
          .set_value_only_here(true);
    }
    return std::nullopt;
  }
  for (const std::string& column : file.columns) {
    if (std::ranges::find(shape.columns, column) != shape.columns.end()) continue;
    AddFault(faults_, "UNKNOWN_COLUMN", {file.name, 1, column}, "",
             "The column is not of the dataset; its values are kept as they came.");
    NoteColumn(file, column);
  }
  file.reader = std::move(*reader);
  return std::nullopt;
}

void SsdFolder::NoteColumn(const SsdFile& file, const std::string& column) {
  const auto& known = file.shape->columns;
  if (std::ranges::find(known, column) != known.end()) return;
  const std::string_view near = ColumnNear(*file.shape, column);
  if (!near.empty()) near_names_.Add(file.name, column, near);
}

Failure SsdFolder::MissingColumns(const std::vector<std::string>& missing,
                                  const std::string& file) const {
  Failure refusal{"NAMES_UNKNOWN", "The file cannot be read without these columns:", file, 1};
  for (const std::string& column : missing) refusal.message += "\n  " + file + ", column " + column;
  if (!near_names_.empty()) refusal.message += "\n" + near_names_.Refusal().message;
  return refusal;
}

std::optional<Failure> SsdFolder::Index(SsdFile& file) {
  const SsdObject object = file.shape->object;
  const std::size_t key = ColumnOf(file, file.shape->key);
  const std::size_t second =
      file.shape->second_key.empty() ? file.columns.size() : ColumnOf(file, file.shape->second_key);
  SsdNumbering& numbering = Numbering(object);
  CsvRow row;
  while (file.reader->Next(row)) {
    const std::string_view about = WithoutBlanks(row.cells[key]);
    const std::string_view other =
        second < row.cells.size() ? WithoutBlanks(row.cells[second]) : std::string_view();
    const bool pair = object == SsdObject::kFamily || object == SsdObject::kMother;
    const bool stray = object == SsdObject::kAssessmentFactors && !assessments_.Find(about);
    if (about.empty() || (pair && other.empty()) || stray) {
      if (faults_.size() >= kFolderFaults) {
        return Failure{"TOO_MANY_FAULTS", "too many rows do not say whom they are about", file.name,
                       row.line};
      }
      SsdRow(file.name, file.columns, row, faults_)
          .Refuse(stray ? "UNKNOWN_REFERENCE" : "MISSING_KEY", file.shape->key,
                  "The row does not say whom it is about, or names nobody of this delivery.");
      continue;
    }
    if (file.marks.size() >= kRowsPerFile) {
      return Failure{"FILE_TOO_LARGE", "the file has too many rows", file.name, row.line};
    }
    std::uint32_t number = numbering.Number(about);
    if (object == SsdObject::kFamily) number = families_.Number(other);
    if (object == SsdObject::kMother) people_.Number(other);
    if (object == SsdObject::kCinAssessments && !other.empty()) assessments_.Number(other);
    file.marks.push_back({number, row.line, row.offset});
  }
  if (file.reader->broken()) {
    return Failure{"FILE_UNREADABLE", "the file could not be read to its end", file.name, row.line};
  }
  // In place: a stable sort would need the memory of the marks once more.
  std::sort(file.marks.begin(), file.marks.end(), [](const RowMark& a, const RowMark& b) {
    return a.about != b.about ? a.about < b.about : a.offset < b.offset;
  });
  file.marks.shrink_to_fit();
  return std::nullopt;
}

}  // namespace caseload::exchange
