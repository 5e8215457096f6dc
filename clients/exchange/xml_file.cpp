// SPDX-License-Identifier: Apache-2.0
// Reads in pieces of 64 KiB, so that memory does not grow with the file.
#include "exchange/xml_file.h"

namespace caseload::exchange::xml {

namespace {
constexpr std::size_t kPiece = std::size_t{1} << 16U;
}

Expected<std::unique_ptr<File>> File::Open(const std::filesystem::path& path, Events& events) {
  if (auto why = CheckFile(path)) return *why;
  std::error_code error;
  std::unique_ptr<File> file(new File(events));
  file->stream_.open(path, std::ios::binary);
  file->progress_.bytes_total = std::filesystem::file_size(path, error);
  if (!file->stream_ || error) return Unreadable(path, error);
  file->path_ = path;
  file->piece_.resize(kPiece);
  return file;
}

Expected<bool> File::Step() {
  if (!hex_.empty()) return false;
  stream_.read(piece_.data(), static_cast<std::streamsize>(piece_.size()));
  const std::string_view bytes(piece_.data(), static_cast<std::size_t>(stream_.gcount()));
  digest_.Add(bytes);
  progress_.bytes_read += bytes.size();
  if (stream_.bad()) {
    return Unreadable(path_, std::make_error_code(std::errc::io_error));
  }
  if (!bytes.empty()) {
    if (auto wrong = parser_.Feed(bytes)) return *wrong;
  }
  if (stream_) return true;
  if (auto wrong = parser_.Finish()) return *wrong;
  hex_ = digest_.Hex();
  if (hex_.empty()) {
    return Failure{"FILE_UNREADABLE", "The digest of the file cannot be taken.", LastPart(path_),
                   0};
  }
  return false;
}

}  // namespace caseload::exchange::xml
