// SPDX-License-Identifier: Apache-2.0
// The second pass: unit by unit, holding only those of one piece of the file.
#include "exchange/xml_delivery.h"

#include <deque>

#include "exchange/xml_file.h"

namespace caseload::exchange::xml {

namespace {

class Reader final : public UnitReader {
 public:
  Reader(const Form& form, Scan&& scan, MapUnit map)
      : header_(std::move(scan.header)),
        map_(std::move(map)),
        tree_(form, [this](Unit&& unit) { waiting_.push_back(std::move(unit)); }) {
    if (scan.outside.faults_size() > 0) outside_ = std::move(scan.outside);
  }

  std::optional<Failure> Open(const std::filesystem::path& path) {
    auto opened = File::Open(path, tree_);
    if (!opened) return opened.failure();
    file_ = std::move(*opened);
    return std::nullopt;
  }

  const v1::Import& header() const override { return header_; }
  Progress progress() const override { return file_->progress(); }

  Expected<std::optional<v1::ImportUnit>> Next() override {
    if (failure_) return *failure_;
    if (outside_) return Numbered(*std::exchange(outside_, std::nullopt));
    while (waiting_.empty() && !ended_) {
      const auto step = file_->Step();
      if (!step) return *(failure_ = step.failure());
      ended_ = !*step;
    }
    if (waiting_.empty()) return AtEnd();
    v1::ImportUnit unit = map_(waiting_.front());
    waiting_.pop_front();
    return Numbered(std::move(unit));
  }

 private:
  std::optional<v1::ImportUnit> Numbered(v1::ImportUnit unit) {
    unit.set_position(++position_);
    return unit;
  }

  Expected<std::optional<v1::ImportUnit>> AtEnd() {
    if (file_->digest() == header_.digest()) return std::optional<v1::ImportUnit>{};
    failure_ = Failure{"FILE_CHANGED", "The file was changed while it was read.", file_->name(), 0};
    return *failure_;
  }

  v1::Import header_;
  std::optional<v1::ImportUnit> outside_;
  MapUnit map_;
  std::deque<Unit> waiting_;
  TreeBuilder tree_;
  std::unique_ptr<File> file_;
  std::optional<Failure> failure_;
  std::uint64_t position_ = 0;
  bool ended_ = false;
};

}  // namespace

Expected<std::unique_ptr<UnitReader>> OpenDelivery(
    const std::filesystem::path& file, const ReadOptions& options, const Form& form,
    const std::function<MapUnit(const Scan&)>& mapping) {
  auto scan = ScanDelivery(file, options, form);
  if (!scan) return scan.failure();
  MapUnit map = mapping(*scan);
  auto reader = std::make_unique<Reader>(form, std::move(*scan), std::move(map));
  if (auto wrong = reader->Open(file)) return *wrong;
  return std::unique_ptr<UnitReader>(std::move(reader));
}

}  // namespace caseload::exchange::xml
