// The terms of one lease, and their 13 bytes on the wire and in EEPROM (README.md).
#pragma once
#include <stdint.h>

struct Terms {
  uint8_t pin;
  uint8_t safeLevel;  // 0 LOW, 1 HIGH
  uint16_t silenceMs;  // maximum time without a renewal
  uint32_t activeMs;   // maximum time active without a rest; 0: no limit while the host renews
  uint8_t channel;    // analog channel that is watched, or NO_CHANNEL
  uint16_t lowest;
  uint16_t highest;
  uint8_t samples;  // consecutive samples out of range that trip the lease
};

namespace terms {

constexpr uint8_t SIZE = 13;
constexpr uint8_t NO_CHANNEL = 0x7F;

// Why a request is refused; numbered as on the wire.
enum class Refusal : uint8_t {
  None = 0,
  Malformed = 1,
  NoOutput = 2,
  NoLimit = 3,
  NoLease = 4,
  NoPlace = 5,
  Tripped = 6,
  Busy = 7,
};

Terms read(const uint8_t* bytes);
void write(const Terms& terms, uint8_t* bytes);
// What is wrong with these terms on this board, regardless of other leases.
Refusal check(const Terms& terms);

inline bool hasWatch(const Terms& terms) { return terms.channel != NO_CHANNEL; }

// Continues the CRC-16 over the terms of one more lease, starting from CRC_INIT.
constexpr uint16_t CRC_INIT = 0xFFFF;
uint16_t updateCrc(uint16_t crc, const Terms& terms);

}  // namespace terms
