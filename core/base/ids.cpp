// SPDX-License-Identifier: Apache-2.0
#include "base/ids.h"

#include <openssl/evp.h>

#include <array>
#include <random>

namespace caseload {
namespace {
constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kIdLength = 26;
__extension__ using Wide = unsigned __int128;
}  // namespace

IdMaker::IdMaker(std::uint64_t seed) {
  if (seed == 0) {
    std::random_device device;
    state_[0] = (std::uint64_t{device()} << 32) | device();
    state_[1] = (std::uint64_t{device()} << 32) | device();
  } else {
    state_[0] = seed;
    state_[1] = ~seed;
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
  const auto millis = static_cast<std::uint64_t>(now.micros / 1000);
  if (millis > last_millis_) {
    last_millis_ = millis;
    low_ = Random();
    // The top bit stays free, so that counting up within a millisecond cannot overflow.
    high_ = static_cast<std::uint32_t>(Random() & 0x7fff);
  } else if (++low_ == 0) {
    ++high_;
  }
  // 130 bits of base 32 over 128 bits of id: 2 zero bits, 48 of time, 16 of high, 64 of low.
  std::string id(kIdLength, '0');
  Wide value = (static_cast<Wide>(last_millis_ & 0xffffffffffffULL) << 80) |
               (static_cast<Wide>(high_ & 0xffff) << 64) | low_;
  for (std::size_t i = kIdLength; i-- > 0;) {
    id[i] = kAlphabet[static_cast<std::size_t>(value & 31)];
    value >>= 5;
  }
  return id;
}

bool LooksLikeId(std::string_view text) {
  return text.size() == kIdLength && text.find_first_not_of(kAlphabet) == std::string_view::npos;
}

std::string Sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return {digest.begin(), digest.begin() + size};
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
