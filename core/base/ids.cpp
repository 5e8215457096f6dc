// SPDX-License-Identifier: Apache-2.0
#include "base/ids.h"

#include <openssl/evp.h>

#include <memory>
#include <random>

namespace caseload {
namespace {
constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int kRandomBits = 21;
constexpr std::size_t kDigestBytes = 32;
constexpr std::uint8_t kNoDigit = 0xff;

constexpr std::array<std::uint8_t, 256> Digits() {
  std::array<std::uint8_t, 256> digits{};
  digits.fill(kNoDigit);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return digits;
}

constexpr std::array<std::uint8_t, 256> kDigits = Digits();
}  // namespace

IdMaker::IdMaker(std::uint64_t seed) {
  if (seed == 0) {
    std::random_device device;
    state_[0] = (std::uint64_t{device()} << 32) | device();
    state_[1] = (std::uint64_t{device()} << 32) | device();
  } else {
    state_[0] = seed * 0x9e3779b97f4a7c15;
    state_[1] = (seed + 1) * 0xbf58476d1ce4e5b9;
  }
  if (state_[0] == 0 && state_[1] == 0) state_[0] = 1;
}

// xoroshiro128+: ids must be unique, not secret.
std::uint64_t IdMaker::Random() {
  const auto rotate = [](std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); };
  const std::uint64_t sum = state_[0] + state_[1];
  const std::uint64_t mixed = state_[1] ^ state_[0];
  state_[0] = rotate(state_[0], 24) ^ mixed ^ (mixed << 16);
  state_[1] = rotate(mixed, 37);
  return sum;
}

std::string IdMaker::Next(Instant now) {
  const std::int64_t millis = now.micros / 1000;
  // The top random bit stays free, so that counting up does not reach the next millisecond.
  const auto random = static_cast<std::int64_t>(Random() >> (64 - kRandomBits + 1));
  last_ = millis > last_ >> kRandomBits ? (millis << kRandomBits) | random : last_ + 1;
  return IdText(last_).string();
}

bool LooksLikeId(std::string_view text) { return IdValue(text).has_value(); }

std::optional<std::int64_t> IdValue(std::string_view id) {
  // 13 digits are 65 bits, of which the first two are none of ours.
  if (id.size() != kIdLength || id[0] > '7') return std::nullopt;
  std::int64_t value = 0;
  for (const char character : id) {
    const std::uint8_t digit = kDigits[static_cast<unsigned char>(character)];
    if (digit == kNoDigit) return std::nullopt;
    value = (value << 5) | digit;
  }
  return value;
}

IdText::IdText(std::int64_t value) {
  for (std::size_t i = kIdLength; i-- > 0; value >>= 5) {
    text_[i] = kAlphabet[static_cast<std::size_t>(value & 31)];
  }
}

std::string Sha256(std::string_view bytes) { return Sha256({bytes}); }

std::string Sha256(std::initializer_list<std::string_view> parts) {
  // Looked up once: OpenSSL 3 takes longer to find the algorithm than to digest a kilobyte.
  static EVP_MD* const kAlgorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  thread_local const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  std::string digest(kDigestBytes, '\0');
  EVP_DigestInit_ex2(context.get(), kAlgorithm, nullptr);
  for (const auto part : parts) EVP_DigestUpdate(context.get(), part.data(), part.size());
  EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr);
  return digest;
}

std::string Sha256Hex(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (const char c : Sha256(bytes)) {
    const auto byte = static_cast<unsigned char>(c);
    text += kHex[byte >> 4];
    text += kHex[byte & 15];
  }
  return text;
}

}  // namespace caseload
