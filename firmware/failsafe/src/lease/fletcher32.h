// Fletcher's checksum of 32 bits, over words of 16 bits, low byte first (RFC 1146 has the one of 16 bits). It takes a
// tenth of the time of a CRC: the table of leases is sealed between two samples. Modulo 65535 a word of ones is as good
// as 0, and an erased cell is ones; so ones count once more in the second sum, and every change of a single word is
// found.
#pragma once
#include <stdint.h>

struct Fletcher32 {
  uint16_t first = 0xFFFF;
  uint16_t second = 0xFFFF;

  void add(uint16_t word) {
    first = sum(first, word);
    second = sum(second, first);
    if (word == 0xFFFF) second = sum(second, 1);
  }

  uint32_t value() const { return static_cast<uint32_t>(second) << 16 | first; }

 private:
  // Modulo 65535: a carry comes back at the low end.
  static uint16_t sum(uint16_t a, uint16_t b) {
    const uint16_t total = a + b;
    return total < b ? total + 1 : total;
  }
};
