// Numbers in Firmata's data bytes: seven bits each, least significant first.
#pragma once
#include <stdint.h>

namespace seven_bits {

inline uint32_t read(const uint8_t* bytes, uint8_t count) {
  uint32_t value = 0;
  while (count-- > 0) value = value << 7 | bytes[count];
  return value;
}

// A number of two bytes, the most frequent case.
inline uint16_t pair(const uint8_t* bytes) { return bytes[0] | static_cast<uint16_t>(bytes[1]) << 7; }

inline void write(uint32_t value, uint8_t* bytes, uint8_t count) {
  for (uint8_t i = 0; i < count; i++, value >>= 7) bytes[i] = value & 0x7F;
}

// Whole bytes without gaps: the lowest seven bits first, then the eighth with the lowest six of the next, and so on.
constexpr uint8_t packedLength(uint8_t bytes) { return (bytes * 8 + 6) / 7; }
constexpr uint8_t unpackedLength(uint8_t packed) { return packed * 7 / 8; }

// The data byte at this place.
inline uint8_t pack(const uint8_t* bytes, uint8_t count, uint8_t at) {
  const uint16_t bit = at * 7;
  const uint8_t byte = bit / 8;
  const uint8_t next = byte + 1 < count ? bytes[byte + 1] : 0;
  return (bytes[byte] | next << 8) >> bit % 8 & 0x7F;
}

// The whole byte at this place. There must be one.
inline uint8_t unpack(const uint8_t* packed, uint8_t at) {
  const uint16_t bit = at * 8;
  const uint8_t* from = packed + bit / 7;
  const uint8_t shift = bit % 7;
  return from[0] >> shift | from[1] << (7 - shift);
}

}  // namespace seven_bits
