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

}  // namespace seven_bits
