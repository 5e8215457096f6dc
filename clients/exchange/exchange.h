// SPDX-License-Identifier: Apache-2.0
// What every reader of a return or another system's files has in common: it yields units to import,
// or says why not.
#pragma once

#include <caseload/v1/import.pb.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace caseload::exchange {

// Why a delivery cannot be read at all, e.g. FILE_UNREADABLE, XML_BROKEN, XML_DOCTYPE_REFUSED,
// XML_TOO_DEEP, XML_TOO_LARGE, FORM_UNKNOWN, NAMES_UNKNOWN. Holds names of elements and columns,
// never their values.
struct Failure {
  std::string code;
  std::string message;
  std::string path;
  std::uint32_t line = 0;
};

// A value, or why there is none.
template <class T>
class [[nodiscard]] Expected {
 public:
  Expected(T value) : held_(std::move(value)) {}
  Expected(Failure why) : held_(std::move(why)) {}

  explicit operator bool() const { return std::holds_alternative<T>(held_); }
  T& operator*() & { return std::get<T>(held_); }
  const T& operator*() const& { return std::get<T>(held_); }
  T&& operator*() && { return std::get<T>(std::move(held_)); }
  T* operator->() { return &std::get<T>(held_); }
  const T* operator->() const { return &std::get<T>(held_); }
  const Failure& failure() const { return std::get<Failure>(held_); }

 private:
  std::variant<T, Failure> held_;
};

// How far the reading has come.
struct Progress {
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_total = 0;
};

// Yields the units of one delivery in its order, positions counted from 1 without gaps. Used by one
// thread at a time.
class UnitReader {
 public:
  UnitReader() = default;
  UnitReader(const UnitReader&) = delete;
  UnitReader& operator=(const UnitReader&) = delete;
  virtual ~UnitReader() = default;

  // Form, digest, authority, edition and reference day, as far as the delivery says.
  virtual const v1::Import& header() const = 0;
  // The next unit; nothing at the end. After a failure it fails in the same way again.
  virtual Expected<std::optional<v1::ImportUnit>> Next() = 0;
  virtual Progress progress() const = 0;
};

struct ReadOptions {
  // Read on where elements, columns or files have names that the form does not know; each is listed
  // as a fault.
  bool accept_unknown_names = false;
};

// The DfE children in need census, XML of the years 2017 to 2026.
Expected<std::unique_ptr<UnitReader>> OpenCin(const std::filesystem::path& file,
                                              const ReadOptions& options);
// The DfE children's social work workforce census, XML.
Expected<std::unique_ptr<UnitReader>> OpenCsww(const std::filesystem::path& file,
                                               const ReadOptions& options);
// A folder of CSV files in the shape of the Standard Safeguarding Dataset. A file or column that is
// nearly one of the dataset's (two letters at most, or another prefix or none) is refused with
// NAMES_UNKNOWN and the name it is near to, unless unknown names are accepted. Those near to none
// are listed as faults and never refused: a vendor's own columns and files are normal. The case of
// names does not matter.
Expected<std::unique_ptr<UnitReader>> OpenSsd(const std::filesystem::path& folder,
                                              const ReadOptions& options);

}  // namespace caseload::exchange
